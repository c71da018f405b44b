namespace Lle.Deploy.Measurements;

/// <summary>
/// Order statistics of samples. Written here rather than taken from a library: it is a page, and a statistics package would be loaded and
/// compiled in every deployment for it (docs/performance.md has the figures).
/// </summary>
internal static class Statistics
{
    /// <summary>An outlier lies more than this many interquartile ranges outside the quartiles (Tukey's fences). None is left out of
    /// anything.</summary>
    private const double FenceFactor = 1.5;

    /// <param name="samples">In the order they were taken; the record keeps that order.</param>
    public static StatisticsRecord Of(IReadOnlyList<double> samples)
    {
        var sorted = Sorted(samples);
        var (lower, upper) = MedianInterval(sorted);
        return new StatisticsRecord
        {
            Count = sorted.Length,
            Minimum = sorted[0],
            Median = Quantile(sorted, 0.5),
            P95 = Quantile(sorted, 0.95),
            P99 = Quantile(sorted, 0.99),
            Maximum = sorted[^1],
            StandardDeviation = StandardDeviation(sorted),
            MedianLower = lower,
            MedianUpper = upper,
            Outliers = CountOutliers(sorted),
            Samples = [.. samples],
        };
    }

    public static double[] Sorted(IReadOnlyList<double> samples)
    {
        if (samples.Count == 0)
        {
            throw new ArgumentException("There is no statistic of no samples.", nameof(samples));
        }

        double[] sorted = [.. samples];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Linear interpolation between order statistics (Hyndman and Fan's type 7, what R and spreadsheets use).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        var position = (sorted.Length - 1) * probability;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>
    /// The distribution-free 95 % interval of the median: the number of samples below it is binomial(n, 1/2), so the k-th smallest and k-th
    /// largest sample enclose it, with the largest k that leaves at most 2.5 % on each side. Under six samples there is no such k and
    /// the whole range is given.
    /// </summary>
    public static (double Lower, double Upper) MedianInterval(ReadOnlySpan<double> sorted)
    {
        var rank = MedianRank(sorted.Length);
        return (sorted[rank - 1], sorted[^rank]);
    }

    private static int MedianRank(int count)
    {
        const int ExactLimit = 1000;
        const double Tail = 0.025;
        if (count > ExactLimit)
        {
            // The normal approximation is exact enough there, and 2 to the power of -n no longer is a double.
            return Math.Max(1, (int)Math.Floor((count / 2.0) - (1.959964 * Math.Sqrt(count) / 2)));
        }

        var mass = Math.Pow(0.5, count);
        var cumulated = mass;
        var rank = 0;
        while (cumulated <= Tail)
        {
            rank++;
            mass *= (count - rank + 1) / (double)rank;
            cumulated += mass;
        }

        return Math.Max(1, rank);
    }

    private static double StandardDeviation(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1));
    }

    private static int CountOutliers(ReadOnlySpan<double> sorted)
    {
        var first = Quantile(sorted, 0.25);
        var third = Quantile(sorted, 0.75);
        var fence = FenceFactor * (third - first);
        var outliers = 0;
        foreach (var value in sorted)
        {
            outliers += value < first - fence || value > third + fence ? 1 : 0;
        }

        return outliers;
    }
}
