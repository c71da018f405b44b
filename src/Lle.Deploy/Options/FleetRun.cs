namespace Lle.Deploy.Options;

/// <summary>The run of a roll-out that an operation on one host belongs to.</summary>
/// <param name="Id">The same for every host, and for every call that resumes it.</param>
/// <param name="Rollout">The one call of the roll-out.</param>
/// <param name="Confirm">How long the host waits for a new connection before it commits; zero: not at all.</param>
internal sealed record FleetRun(string Id, string Rollout, TimeSpan Confirm)
{
    public const int LongestName = 100;
}
