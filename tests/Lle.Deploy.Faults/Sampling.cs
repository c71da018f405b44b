namespace Lle.Deploy.Faults;

/// <summary>Short by default, everything with LLE_FULL=1.</summary>
internal static class Sampling
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LLE_FULL") == "1";

    public static int Of(int sampled, int full) => IsFull ? full : sampled;

    /// <summary>All of them, or so many in even steps from the first to the last: the same in every run.</summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> all, int sampled, int full = int.MaxValue)
    {
        var count = Math.Min(all.Count, Of(sampled, full));
        return count == all.Count ? all : [.. Enumerable.Range(0, count)
            .Select(i => all[(int)((long)i * (all.Count - 1) / Math.Max(1, count - 1))])];
    }
}
