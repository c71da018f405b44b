using System.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>
/// How long the program takes from spawn to reaped exit: the same launch many times, until the median is known well enough. The figure
/// includes what any launcher costs (docs/performance.md says how much); nothing is subtracted.
/// </summary>
internal static class StartupMeasurement
{
    // Fewer samples have no 95 % interval at all; slow programs still get these.
    private const int FewestRuns = 6;

    private static readonly TimeSpan RestBetweenBursts = TimeSpan.FromMilliseconds(3);

    public static StartupRecord Measure(string binary, StartupPlan plan, CancellationToken cancellation = default)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(binary));
        using var series = new StartupSeries(binary, plan, folder, cancellation);
        using var reference = ReferenceSeries.TryOpen(plan, folder, RunAs.Of(binary), cancellation);
        Run(plan, reference?.Series, series);
        return series.ToRecord(reference?.Series.Samples);
    }

    /// <summary>Several series are interleaved launch by launch, so that whatever disturbs the machine disturbs them alike. Each is the
    /// first as often as any other: on a busy machine who comes first after a rest is served at once, and the others wait.</summary>
    /// <param name="reference">Goes along; what is known of it never makes anybody measure longer.</param>
    internal static void Run(StartupPlan plan, StartupSeries? reference, params ReadOnlySpan<StartupSeries> all)
    {
        foreach (var series in all)
        {
            series.WarmUp();
        }

        reference?.WarmUp();
        StartupSeries[] inTurn = [.. all, .. reference is null ? Array.Empty<StartupSeries>() : [reference]];
        var burst = Math.Max(1, plan.Runs / Repetition.Bursts);
        var started = Stopwatch.GetTimestamp();
        do
        {
            var (number, within) = Math.DivRem(all[0].Count, burst);
            if (within == 0)
            {
                // Between bursts the scheduler may place everything anew.
                Thread.Sleep(RestBetweenBursts);
            }

            for (var index = 0; index < inTurn.Length; index++)
            {
                inTurn[(number + within + index) % inTurn.Length].Sample();
            }
        }
        while (!Enough(plan, Stopwatch.GetElapsedTime(started), all));
    }

    private static bool Enough(StartupPlan plan, TimeSpan elapsed, ReadOnlySpan<StartupSeries> all)
    {
        var count = all[0].Count;
        if (count >= FewestRuns && elapsed >= plan.MaxTime)
        {
            return true;
        }

        // Looking costs a sort; every tenth launch beyond the wanted number is often enough.
        if (count < plan.Runs || (count < plan.MaxRuns && (count - plan.Runs) % 10 != 0))
        {
            return false;
        }

        if (count >= plan.MaxRuns)
        {
            return true;
        }

        foreach (var series in all)
        {
            if (!series.Narrow)
            {
                return false;
            }
        }

        return true;
    }
}
