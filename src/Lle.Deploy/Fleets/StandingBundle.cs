using System.Text.Json;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>What a host's status says of a bundle: it is evidence only where all of it is as it should be.</summary>
internal static class StandingBundle
{
    /// <summary>So many digits of a hash tell bundles apart for people.</summary>
    public const int Shown = 12;

    /// <param name="host">Its answer to status.</param>
    /// <param name="bundle">SHA-256 of the checksum list of the bundle that it should have.</param>
    /// <returns>What is not as required; null: nothing.</returns>
    public static string? Missing(HostAnswer host, string bundle)
    {
        if (!host.Succeeded || host.Record is null)
        {
            return $"{host.Host} is {host.Status}{(host.Message.Length > 0 ? $", {host.Message}" : "")}";
        }

        using var json = JsonDocument.Parse(host.Record);
        return Problem(json.RootElement, bundle) is { } problem ? $"{host.Host} {problem}" : null;
    }

    private static string? Problem(JsonElement status, string bundle)
    {
        var version = status.TextOrNull("Version");
        var found = status.TextOrNull("BundleSha256");
        return version is null ? "has nothing deployed"
            : found is null ? $"has version {version}, which was not deployed from a bundle"
            : found != bundle ? $"has version {version} ({found[..Math.Min(Shown, found.Length)]})"
            : status.TextOrNull("State") is var state && state != "ACTIVE" ? $"has it as {state}"
            : Count(status, "Drift") is > 0 and var drift ? $"has it with drift in {drift} paths"
            : Count(status, "OpenTransactions") > 0 ? "has an unfinished operation"
            : status.TextOrNull("LockedBy") is { } holder ? $"is being changed ({holder})" : null;
    }

    private static int Count(JsonElement status, string name) =>
        status.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;
}
