using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 9: modes, owners, directories and checksums of what was installed are as they must be.</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidateSecurity : PhaseTask;
