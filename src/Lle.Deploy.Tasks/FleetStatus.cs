using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>What is installed on every host.</summary>
[MSBuildMultiThreadableTask]
public sealed class FleetStatus : FleetTask
{
    private protected override string Operation => "The status of hosts";

    private protected override FleetResult Run(Fleet fleet, CancellationToken cancellation) => fleet.Status(cancellation);
}
