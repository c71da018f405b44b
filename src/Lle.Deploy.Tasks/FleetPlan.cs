using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>What a roll-out would change on every host. Changes nothing there, but that lle and the bundle are sent.</summary>
[MSBuildMultiThreadableTask]
public sealed class FleetPlan : FleetTask
{
    private protected override string Operation => "The plan of a roll-out";

    private protected override FleetResult Run(Fleet fleet, CancellationToken cancellation) => fleet.Plan(cancellation);
}
