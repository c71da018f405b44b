namespace Lle.Deploy.Fleets;

/// <summary>What is asked of every host of a fleet; in small letters it is the operation of lle that does it there.</summary>
internal enum FleetOperation
{
    Deploy,
    Plan,
    Status,
    Rollback,
}

internal static class FleetOperations
{
    public static string Name(FleetOperation operation) => operation switch
    {
        FleetOperation.Plan => "plan",
        FleetOperation.Status => "status",
        FleetOperation.Rollback => "rollback",
        _ => "deploy",
    };
}
