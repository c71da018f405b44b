namespace Lle.Deploy.Fleets;

/// <summary>The hosts that one roll-out is about, and how it goes there.</summary>
/// <param name="Environment">null: the project has none, and all hosts are meant.</param>
internal sealed record FleetScope(FleetEnvironment? Environment, FleetSettings Settings)
{
    public string Name => Environment?.Name ?? "";

    public int Order => Environment?.Order ?? 0;
}
