using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 11: installs the monitoring configuration, script and logs, and runs the script once.</summary>
[MSBuildMultiThreadableTask]
public sealed class ActivateMonitoring : PhaseTask;
