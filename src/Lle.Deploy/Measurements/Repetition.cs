namespace Lle.Deploy.Measurements;

/// <summary>
/// What a repetition of the measurement would meet. Launches of one moment resemble each other, so an interval from single launches is far
/// too narrow. Here it comes from bursts, and from how much the reference program, which never changes, has wandered between the
/// deployments on this machine.
/// </summary>
internal static class Repetition
{
    public const int Bursts = 10;

    /// <summary>Standard deviation of the logarithm of a median between deployments that is assumed until this machine is known: C loops
    /// were seen to wander so on shared virtual machines.</summary>
    public const double AssumedWander = 0.15;

    /// <summary>How many earlier deployments make it known.</summary>
    private const int Enough = 4;

    /// <summary>A machine that was lucky so far is not taken for a steadier one than there is.</summary>
    private const double LeastWander = 0.03;

    // Of a normal distribution: 95 % lie within so many standard deviations; a little more, because the deviation itself is estimated.
    private const double Width = 2.2;

    /// <summary>The samples, in the order they were taken, as the medians of consecutive bursts.</summary>
    public static double[] BurstMedians(IReadOnlyList<double> samples)
    {
        var bursts = Math.Min(Bursts, samples.Count);
        return [.. Enumerable.Range(0, bursts).Select(burst =>
        {
            var (from, to) = (burst * samples.Count / bursts, (burst + 1) * samples.Count / bursts);
            return Statistics.Quantile(Statistics.Sorted([.. samples.Skip(from).Take(to - from)]), 0.5);
        })];
    }

    /// <summary>Between deployments, as the logarithm's standard deviation.</summary>
    /// <param name="references">Medians of the reference program in earlier deployments on this machine.</param>
    public static double Wander(IReadOnlyList<double> references) =>
        references.Count < Enough ? AssumedWander : Math.Max(LeastWander, Deviation([.. references.Select(value => Math.Log(value))]));

    /// <summary>Gives the statistics the interval that holds across deployments.</summary>
    public static void Widen(StatisticsRecord statistics, double wander)
    {
        var bursts = BurstMedians(statistics.Samples);
        var within = Deviation([.. bursts.Select(value => Math.Log(value))]) / Math.Sqrt(bursts.Length);
        var reach = Math.Exp(Width * Math.Sqrt((within * within) + (wander * wander)));
        statistics.MedianLower = Math.Min(statistics.MedianLower, statistics.Median / reach);
        statistics.MedianUpper = Math.Max(statistics.MedianUpper, statistics.Median * reach);
    }

    /// <summary>The median of the ratios of the bursts, and its interval from the bursts.</summary>
    public static RatioRecord Ratio(IReadOnlyList<double> samples, IReadOnlyList<double> reference)
    {
        var (own, other) = (BurstMedians(samples), BurstMedians(reference));
        var ratios = Statistics.Sorted([.. own.Zip(other, (mine, its) => mine / its)]);
        var (lower, upper) = Statistics.MedianInterval(ratios);
        var median = Statistics.Quantile(ratios, 0.5);
        return new RatioRecord
        {
            ReferenceMicroseconds = Statistics.Quantile(Statistics.Sorted(reference), 0.5),
            Ratio = median,
            Lower = Math.Min(lower, median * (1 - LeastWander)),
            Upper = Math.Max(upper, median * (1 + LeastWander)),
        };
    }

    private static double Deviation(double[] values)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
