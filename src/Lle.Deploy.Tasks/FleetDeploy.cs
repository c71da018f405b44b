using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>The bundle on every host, batch after batch. A host that fails is rolled back and is one error.</summary>
[MSBuildMultiThreadableTask]
public sealed class FleetDeploy : FleetTask
{
    private protected override string Operation => "The roll-out";

    private protected override FleetResult Run(Fleet fleet, CancellationToken cancellation) => fleet.Deploy(cancellation);
}
