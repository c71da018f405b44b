using Lle.Deploy.Diagnostics;
using Lle.Deploy.Probes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Measurements;

/// <summary>
/// Holds measurements against budgets. The record learns the outcome; what comes back is the diagnostic, or null where the budget is
/// met. Within tolerance and beyond it are different codes, because they are different decisions (a deployment may stay degraded).
/// </summary>
internal sealed record BudgetJudge(Budgets Budgets, bool KeepDegraded = false)
{
    public Diagnostic? Startup(StartupRecord record) => Startup(record, "", Budgets.MaxStartupMicroseconds);

    /// <summary>Of a further program, which has a budget of its own.</summary>
    public Diagnostic? Startup(StartupRecord record, PayloadProgram program) =>
        Startup(record, $"of {program.Item} ", program.MaxStartupMicroseconds);

    private Diagnostic? Startup(StartupRecord record, string whose, double budget)
    {
        var outcome = Budgets.Judge(record.Wall.Median, budget);
        record.Budget = outcome;
        record.IsDecided = IsDecided(record.Wall, budget);
        return outcome switch
        {
            BudgetOutcome.Met => null,
            BudgetOutcome.WithinTolerance => DiagnosticCatalog.StartupWithinTolerance(
                whose + Excess(record.Wall, budget), Budgets.TolerancePercent, KeepDegraded),
            _ => DiagnosticCatalog.StartupOverBudget(whose + Excess(record.Wall, budget), Budgets.TolerancePercent),
        };
    }

    /// <summary>Only the gating mode is judged; the other one's record says so by an empty outcome.</summary>
    public Diagnostic? Response(ResponseRecord record)
    {
        if (!record.Gating)
        {
            return null;
        }

        var outcome = Budgets.Judge(record.RoundTrip.Median, Budgets.MaxResponseMicroseconds);
        record.Budget = outcome;
        record.IsDecided = IsDecided(record.RoundTrip, Budgets.MaxResponseMicroseconds);
        return outcome switch
        {
            BudgetOutcome.Met => null,
            BudgetOutcome.WithinTolerance => DiagnosticCatalog.ResponseWithinTolerance(
                ModeName(record.Mode), Excess(record.RoundTrip, Budgets.MaxResponseMicroseconds), Budgets.TolerancePercent, KeepDegraded),
            _ => DiagnosticCatalog.ResponseOverBudget(
                ModeName(record.Mode), Excess(record.RoundTrip, Budgets.MaxResponseMicroseconds), Budgets.TolerancePercent),
        };
    }

    public Diagnostic? StartupRatio(StartupRecord record) =>
        Ratio(OptionNames.MaxStartupRatio, "start-up", record.Ratio, Budgets.MaxStartupRatio);

    /// <summary>Only the gating mode is judged.</summary>
    public Diagnostic? ResponseRatio(ResponseRecord record) =>
        record.Gating ? Ratio(OptionNames.MaxResponseRatio, "response", record.Ratio, Budgets.MaxResponseRatio) : null;

    private Diagnostic? Ratio(string option, string what, RatioRecord? record, double? limit)
    {
        if (limit is not { } most)
        {
            return null;
        }

        if (record is null)
        {
            return DiagnosticCatalog.RatioNotMeasured(option);
        }

        record.Limit = most;
        record.Budget = Budgets.Judge(record.Ratio, most);
        record.IsDecided = most < record.Lower || most > record.Upper;
        var excess = $"{record.Ratio:0.00} times as long as the reference program (95 % interval {record.Lower:0.00} to "
            + $"{record.Upper:0.00}), {(record.Ratio / most - 1) * 100:0.0} % more than the {most:0.##} that are allowed";
        return record.Budget switch
        {
            BudgetOutcome.Met => null,
            BudgetOutcome.WithinTolerance => DiagnosticCatalog.RatioWithinTolerance(
                option, what, excess, Budgets.TolerancePercent, KeepDegraded),
            _ => DiagnosticCatalog.RatioOverBudget(option, what, excess, Budgets.TolerancePercent),
        };
    }

    private static bool IsDecided(StatisticsRecord figures, double budget) =>
        budget < figures.MedianLower || budget > figures.MedianUpper;

    /// <summary>A shell that reports no rate neither passes nor fails, unless the rate is required.</summary>
    public Diagnostic? CacheHitRate(double? percent, bool required) => percent switch
    {
        null => required ? DiagnosticCatalog.CacheHitRateMissing(Budgets.MinCacheHitRatePercent) : null,
        { } rate when rate < Budgets.MinCacheHitRatePercent =>
        DiagnosticCatalog.CacheHitRateLow(rate, Budgets.MinCacheHitRatePercent, required),
        _ => null,
    };

    /// <summary>A regression counts when it exceeds the limit and its interval is clear of zero.</summary>
    public static Diagnostic? Regression(ComparisonRecord record, double maxRegressionPercent, bool gate)
    {
        record.IsRegression = record.DifferencePercent > maxRegressionPercent && record.DifferenceLowerPercent > 0;
        return record.IsRegression
            ? DiagnosticCatalog.Regression(record.OldVersion, record.DifferencePercent, Evidence(record), maxRegressionPercent, gate)
            : null;
    }

    private static string Excess(StatisticsRecord measured, double budget) =>
        Microseconds.Pair(measured.Median, budget) switch
        {
            var (figure, limit) =>
                $"{figure} (median of {measured.Count}, 95 % interval {Microseconds.Of(measured.MedianLower, measured.Median)} to "
                + $"{Microseconds.Of(measured.MedianUpper, measured.Median)}) exceeds the budget of {limit} by "
                + $"{(measured.Median / budget - 1) * 100:0.0} %",
        };

    private static string Evidence(ComparisonRecord record) =>
        $"95 % interval {record.DifferenceLowerPercent:0.0} to {record.DifferenceUpperPercent:0.0} %; "
        + $"{Microseconds.Of(record.OldMedianMicroseconds)} before, {Microseconds.Of(record.NewMedianMicroseconds)} now";

    private static string ModeName(ResponseMode mode) => mode == ResponseMode.Terminal ? "terminal" : "pipe";
}
