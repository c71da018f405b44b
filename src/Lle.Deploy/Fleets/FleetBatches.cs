using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Fleets;

/// <summary>Which hosts go one after the other: the canary first.</summary>
internal static class FleetBatches
{
    /// <param name="hosts">All, in order.</param>
    /// <param name="sizes">Numbers, percentages of all hosts (rounded down, at least 1), or groups; the last one repeats.</param>
    /// <param name="inGroup">The hosts of a group, by name.</param>
    /// <exception cref="DeploymentException">LLE2307: a group without hosts, or a size that is none.</exception>
    public static IReadOnlyList<IReadOnlyList<FleetHost>> Of(
        IReadOnlyList<FleetHost> hosts, IReadOnlyList<string> sizes, Func<string, IReadOnlyCollection<string>> inGroup)
    {
        var left = hosts.ToList();
        var batches = new List<IReadOnlyList<FleetHost>>();
        foreach (var size in sizes)
        {
            Add(Number(size, hosts.Count) is { } number ? [.. left.Take(number)] : Group(size));
        }

        while (left.Count > 0)
        {
            Add([.. left.Take(sizes.Count > 0 && Number(sizes[^1], hosts.Count) is { } number ? number : left.Count)]);
        }

        return batches;

        List<FleetHost> Group(string name)
        {
            var members = inGroup(name);
            return members.Count > 0 ? left.FindAll(host => members.Contains(host.Name))
                : throw new DeploymentException(DiagnosticCatalog.BatchUnknown(name));
        }

        void Add(List<FleetHost> batch)
        {
            if (batch.Count > 0)
            {
                batches.Add(batch);
                left.RemoveAll(batch.Contains);
            }
        }
    }

    /// <returns>At least 1; null: it is no number.</returns>
    public static int? Number(string size, int all) =>
        int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number)
        : Percent(size, all) is { } part ? Math.Max(1, part) : null;

    /// <summary>How many may fail.</summary>
    public static int Allowed(string limit, int all) =>
        Percent(limit, all) ?? int.Parse(limit, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int? Percent(string text, int all) =>
        text.EndsWith('%') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            ? (int)((long)all * Math.Min(percent, 100) / 100) : null;
}
