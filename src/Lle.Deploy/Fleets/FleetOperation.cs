namespace Lle.Deploy.Fleets;

/// <summary>What is asked of every host of a fleet; in small letters it is the operation of lle that does it there.</summary>
internal enum FleetOperation
{
    Deploy,
    Plan,
    Status,
    Rollback,

    /// <summary>A deployment to one environment after the other.</summary>
    Promote,
}

internal static class FleetOperations
{
    public static bool NeedBundle(FleetOperation operation) =>
        operation is FleetOperation.Deploy or FleetOperation.Plan or FleetOperation.Promote;

    public static string Name(FleetOperation operation) => operation switch
    {
        FleetOperation.Plan => "plan",
        FleetOperation.Status => "status",
        FleetOperation.Rollback => "rollback",
        FleetOperation.Promote => "promote",
        _ => "deploy",
    };
}
