using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <param name="Startup">Of the new binary.</param>
/// <param name="Difference">Null where the old one could not be measured.</param>
/// <param name="NotCompared">Why not; a warning.</param>
internal sealed record ComparisonOutcome(StartupRecord Startup, ComparisonRecord? Difference, Diagnostic? NotCompared);

/// <summary>
/// Start-up of the new binary against the one it replaces: both run in turn, so that the noise affects both alike. The difference is the
/// Hodges-Lehmann shift of the logarithms (the median of all ratios new/old), its 95 % interval the one that belongs to the rank-sum test:
/// no distribution is assumed, a few wild launches change nothing, and the same samples always give the same figures.
/// </summary>
internal static class Comparison
{
    /// <summary>
    /// Measures both; the new binary's own record comes out of the same launches. An old binary that cannot be measured costs a warning and
    /// the comparison, never the deployment: it may be what is being repaired.
    /// </summary>
    public static ComparisonOutcome Measure(
        string newBinary, string oldBinary, string oldVersion, StartupPlan plan, CancellationToken cancellation = default)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(newBinary) ?? RunAs.Of(oldBinary));
        using var old = new StartupSeries(oldBinary, plan, folder, cancellation);
        using var fresh = new StartupSeries(newBinary, plan, folder, cancellation);
        using var reference = ReferenceSeries.TryOpen(plan, folder, RunAs.Of(newBinary) ?? RunAs.Of(oldBinary), cancellation);
        try
        {
            StartupMeasurement.Run(plan, reference?.Series, old, fresh);
        }
        catch (DeploymentException failure) when (old.Failed)
        {
            return new ComparisonOutcome(
                StartupMeasurement.Measure(newBinary, plan, cancellation), null, DiagnosticCatalog.NotCompared(failure.Diagnostics[0]));
        }

        return new ComparisonOutcome(fresh.ToRecord(reference?.Series.Samples), Of(old.Samples, fresh.Samples, oldVersion), null);
    }

    public static ComparisonRecord Of(IReadOnlyList<double> allOld, IReadOnlyList<double> allFresh, string oldVersion)
    {
        var (old, fresh) = (Thinned(allOld), Thinned(allFresh));
        var ratios = Ratios(old, fresh);
        var rank = IntervalRank(old.Count, fresh.Count);
        var (lower, upper) = (Percent(ratios[rank]), Percent(ratios[^(rank + 1)]));
        return new ComparisonRecord
        {
            OldVersion = oldVersion,
            OldMedianMicroseconds = Statistics.Quantile(Statistics.Sorted(old), 0.5),
            NewMedianMicroseconds = Statistics.Quantile(Statistics.Sorted(fresh), 0.5),
            DifferencePercent = Percent(Statistics.Quantile(ratios, 0.5)),
            DifferenceLowerPercent = lower,
            DifferenceUpperPercent = upper,
            Verdict = lower > 0 ? ComparisonVerdict.Slower : upper < 0 ? ComparisonVerdict.Faster : ComparisonVerdict.NoDifference,
        };
    }

    /// <summary>Every pair is looked at, so beyond this many only every n-th sample.</summary>
    private static IReadOnlyList<double> Thinned(IReadOnlyList<double> samples)
    {
        const int Most = 2000;
        var step = ((samples.Count - 1) / Most) + 1;
        return step == 1 ? samples : [.. samples.Where((_, index) => index % step == 0)];
    }

    private static double[] Ratios(IReadOnlyList<double> old, IReadOnlyList<double> fresh)
    {
        var ratios = new double[old.Count * fresh.Count];
        var index = 0;
        foreach (var before in old)
        {
            foreach (var after in fresh)
            {
                ratios[index++] = after / before;
            }
        }

        Array.Sort(ratios);
        return ratios;
    }

    /// <summary>How many of the smallest ratios lie outside the interval: the 2.5 % point of the rank-sum statistic, by its normal
    /// approximation.</summary>
    private static int IntervalRank(int first, int second)
    {
        double m = first, n = second;
        var rank = (m * n / 2) - (1.959964 * Math.Sqrt(m * n * (m + n + 1) / 12));
        return Math.Clamp((int)Math.Floor(rank), 0, (first * second - 1) / 2);
    }

    private static double Percent(double ratio) => (ratio - 1) * 100;
}
