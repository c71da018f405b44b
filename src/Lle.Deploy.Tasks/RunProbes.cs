using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 7: the installed program answers the probes as expected.</summary>
[MSBuildMultiThreadableTask]
public sealed class RunProbes : PhaseTask
{
    private protected override PhaseStep Step => new Phases.RunProbes();
}
