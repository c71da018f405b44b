using System.Globalization;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Benchmarks;

/// <summary>
/// Do the figures repeat? The start-up of one shell measured as often as so many deployments would, one after the other: how often the
/// interval holds the median of all, the one from single launches and the one that is reported, and how far the ratios to the reference
/// program lie apart.
/// </summary>
internal static class CoverageBenchmark
{
    public static void Run(string shell, int deployments, TimeSpan between)
    {
        var plan = new StartupPlan();
        var records = new List<StartupRecord>();
        var plain = new List<(double Lower, double Upper)>();
        for (var number = 0; number < deployments; number++)
        {
            var record = StartupMeasurement.Measure(shell, plan);
            plain.Add((record.Wall.MedianLower, record.Wall.MedianUpper));
            Repetition.Widen(record.Wall, Repetition.Wander(
                [.. records.TakeLast(20).Select(earlier => earlier.Ratio?.ReferenceMicroseconds).OfType<double>()]));
            records.Add(record);
            Thread.Sleep(between);
        }

        var median = Column.Median([.. records.Select(record => record.Wall.Median)]);
        var ratios = records.Select(record => record.Ratio?.Ratio).OfType<double>().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{deployments} measurements of {shell}: median of all {median:0} µs, single medians {records.Min(r => r.Wall.Median):0} to "
            + $"{records.Max(r => r.Wall.Median):0} µs. It lies in the reported interval in "
            + $"{records.Count(r => r.Wall.MedianLower <= median && median <= r.Wall.MedianUpper)} of {deployments}, in the one from "
            + $"single launches in {plain.Count(p => p.Lower <= median && median <= p.Upper)}."));
        if (ratios.Count > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Ratio to the reference program: {ratios.Min():0.000} to {ratios.Max():0.000}, the largest by the smallest "
                + $"{ratios.Max() / ratios.Min():0.00}."));
        }
    }
}
