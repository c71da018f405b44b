using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 6: security.conf, its audit log and validator; then runs the validator.</summary>
[MSBuildMultiThreadableTask]
public sealed class ConfigureSecurity : PhaseTask;
