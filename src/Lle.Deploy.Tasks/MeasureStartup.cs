using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Phase 8: measures start-up times and holds their median against LleMaxStartupTime (microseconds); on an upgrade, new against old.</summary>
[MSBuildMultiThreadableTask]
public sealed class MeasureStartup : PhaseTask
{
    private protected override PhaseStep Step => new Phases.MeasureStartup();
}
