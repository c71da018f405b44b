using System.Globalization;

namespace Lle.Deploy.Fleets;

/// <summary>A roll-out in a few lines for people: the outcome first, then what is not well, then the rest.</summary>
internal static class FleetText
{
    private const int MostHosts = 40;

    public static IEnumerable<string> Lines(FleetRecord record)
    {
        var counts = record.Hosts.GroupBy(host => host.Status).OrderBy(group => Weight(group.First())).ThenBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key}");
        yield return $"{record.Operation} of {record.Hosts.Count} hosts: {string.Join(", ", counts)} (run {record.Run})";
        foreach (var host in record.Hosts.OrderBy(Weight).Take(MostHosts))
        {
            yield return Line(host);
        }

        if (record.Hosts.Count > MostHosts)
        {
            yield return $"and {record.Hosts.Count - MostHosts} more";
        }

        if (record.Hosts.Select(host => host.Version).Where(version => version.Length > 0).Distinct().ToList() is { Count: > 1 } versions)
        {
            yield return $"More than one version: {string.Join(", ", versions.Order(StringComparer.Ordinal))}";
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

    public static string Line(HostAnswer host) => string.Create(CultureInfo.InvariantCulture,
        $"{host.Host}: {host.Status}{(host.Version.Length > 0 ? $" {host.Version}" : "")}{Why(host)}{Time(host)}");

    private static string Why(HostAnswer host) => host.Message.Length > 0 ? $", {host.Message}" : "";

    private static string Time(HostAnswer host) =>
        host.Seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({host.Seconds:0.0} s)") : "";

    private static int Weight(HostAnswer host) =>
        host.Succeeded ? 2 : host.Status is HostAnswer.Stopped or HostAnswer.Untouched ? 1 : 0;
}
