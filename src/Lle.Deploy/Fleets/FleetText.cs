using System.Globalization;
using System.Text.Json;
using Lle.Deploy.Reporting;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>A roll-out in a few lines for people: the outcome first, then what is not well, then the rest.</summary>
internal static class FleetText
{
    private const int MostHosts = 40;

    public static IEnumerable<string> Lines(FleetRecord record)
    {
        yield return $"{Headline(record)} (run {record.Run})";
        foreach (var host in record.Hosts.OrderBy(Weight).Take(MostHosts))
        {
            yield return Line(host);
        }

        if (record.Hosts.Count > MostHosts)
        {
            yield return $"and {record.Hosts.Count - MostHosts} more";
        }

        if (Versions(record) is { } versions)
        {
            yield return versions;
        }

        if (record.Undone.Count > 0)
        {
            yield return $"Rolled back with the run: {record.Undone.Count(host => host.Succeeded)} of {record.Undone.Count} hosts";
        }

        if (record.Paused)
        {
            yield return "Paused after the first batch: look at it, then run the same again";
        }
    }

    /// <summary>What was done with how many hosts, and how they ended; what is not well first.</summary>
    public static string Headline(FleetRecord record)
    {
        var counts = record.Hosts.GroupBy(host => host.Status).OrderBy(group => Weight(group.First())).ThenBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key}");
        return $"{record.Operation} of {record.Hosts.Count} {(record.Hosts.Count == 1 ? "host" : "hosts")}: {string.Join(", ", counts)}";
    }

    /// <returns>null: the fleet is at one.</returns>
    public static string? Versions(FleetRecord record) =>
        record.Hosts.Select(host => host.Version).Where(version => version.Length > 0).Distinct().ToList() is { Count: > 1 } versions
            ? $"More than one version: {string.Join(", ", versions.Order(StringComparer.Ordinal))}" : null;

    public static string Line(HostAnswer host) => string.Create(CultureInfo.InvariantCulture,
        $"{(host.Environment.Length > 0 ? $"{host.Environment}/" : "")}{host.Host}: {host.Status}" +
        $"{(host.Version.Length > 0 ? $" {host.Version}" : host.Succeeded ? ", nothing is deployed" : "")}" +
        $"{Why(host)}{Planned(host)}{Time(host)}");

    /// <summary>A batch, and the environment that it is of.</summary>
    public static string Place(string environment, string batch) => environment.Length == 0 ? batch : $"{environment}/{batch}";

    private static string Why(HostAnswer host) => host.Message.Length > 0 ? $", {host.Message}" : "";

    /// <summary>How many paths would change; empty: it was no plan.</summary>
    private static string Planned(HostAnswer host)
    {
        using var record = JsonDocument.Parse(host.Record ?? "{}");
        if (!record.RootElement.TryGetProperty(PlanText.Paths, out var paths) || paths.ValueKind != JsonValueKind.Array)
        {
            return "";
        }

        var actions = paths.EnumerateArray().Select(path => path.TextOrNull(PlanText.Action) ?? "")
            .Where(action => action != PlanText.Name(PlanAction.Keep)).CountBy(action => action);
        var counts = string.Join(", ", actions.Select(action => $"{action.Key} {action.Value}"));
        return counts.Length == 0 ? ", nothing would change" : $", would {counts}";
    }

    private static string Time(HostAnswer host) =>
        host.Seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({host.Seconds:0.0} s)") : "";

    private static int Weight(HostAnswer host) =>
        host.Succeeded ? 2 : host.IsUntouched || host.IsTakenBack ? 1 : 0;
}
