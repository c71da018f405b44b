using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>The same bundle through one environment after the other. Stops at the first that fails, which is rolled back.</summary>
[MSBuildMultiThreadableTask]
public sealed class FleetPromote : FleetTask
{
    private protected override string Operation => "The promotion";

    private protected override FleetResult Run(Fleet fleet, CancellationToken cancellation) => fleet.Promote(cancellation);
}
