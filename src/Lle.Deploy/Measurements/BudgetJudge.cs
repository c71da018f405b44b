using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Measurements;

/// <summary>
/// Holds measurements against budgets. The record learns the outcome in words; what comes back is the diagnostic, or null where the budget is
/// met. Within tolerance and beyond it are different codes, because they are different decisions (a deployment may stay degraded).
/// </summary>
internal sealed record BudgetJudge(Budgets Budgets, bool KeepDegraded = false)
{
    public Diagnostic? Startup(StartupRecord record)
    {
        var outcome = Budgets.Judge(record.Wall.Median, Budgets.MaxStartupMicroseconds);
        record.Budget = Words(outcome);
        return outcome switch
        {
            BudgetOutcome.Met => null,
            BudgetOutcome.WithinTolerance => DiagnosticCatalog.StartupWithinTolerance(record.Wall, Budgets, KeepDegraded),
            _ => DiagnosticCatalog.StartupOverBudget(record.Wall, Budgets),
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
        record.Budget = Words(outcome);
        return outcome switch
        {
            BudgetOutcome.Met => null,
            BudgetOutcome.WithinTolerance => DiagnosticCatalog.ResponseWithinTolerance(record, Budgets, KeepDegraded),
            _ => DiagnosticCatalog.ResponseOverBudget(record, Budgets),
        };
    }

    /// <summary>A shell that reports no rate neither passes nor fails, unless the rate is required.</summary>
    public Diagnostic? CacheHitRate(double? percent, bool required) => percent switch
    {
        null => required ? DiagnosticCatalog.CacheHitRateMissing(Budgets.MinCacheHitRatePercent) : null,
        { } rate when rate < Budgets.MinCacheHitRatePercent => DiagnosticCatalog.CacheHitRateLow(rate, Budgets.MinCacheHitRatePercent, required),
        _ => null,
    };

    /// <summary>A regression counts when it exceeds the limit and its interval is clear of zero.</summary>
    public static Diagnostic? Regression(ComparisonRecord record, double maxRegressionPercent, bool gate) =>
        record.DifferencePercent > maxRegressionPercent && record.DifferenceLowerPercent > 0
            ? DiagnosticCatalog.Regression(record, maxRegressionPercent, gate)
            : null;

    public static string Words(BudgetOutcome outcome) => outcome switch
    {
        BudgetOutcome.Met => "met",
        BudgetOutcome.WithinTolerance => "within tolerance",
        _ => "missed",
    };
}
