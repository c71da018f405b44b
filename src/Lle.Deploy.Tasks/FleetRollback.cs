using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Rolls back what the run that LleFleetRun names has deployed, on every host where it still stands.</summary>
[MSBuildMultiThreadableTask]
public sealed class FleetRollback : FleetTask
{
    private protected override string Operation => "The rollback of a roll-out";

    private protected override FleetResult Run(Fleet fleet, CancellationToken cancellation) => fleet.Rollback(cancellation);
}
