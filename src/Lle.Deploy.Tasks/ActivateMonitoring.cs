using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 11: installs the monitoring configuration, script and logs, and runs the script once.</summary>
[MSBuildMultiThreadableTask]
public sealed class ActivateMonitoring : PhaseTask
{
    private protected override PhaseStep Step => new Phases.ActivateMonitoring();
}
