namespace Lle.Deploy.Measurements;

/// <summary>The limits a deployment is held against, and how far a miss may go before it always undoes.</summary>
/// <param name="MaxStartupMicroseconds">LleMaxStartupTime; the median start-up may not exceed it.</param>
/// <param name="MaxResponseMicroseconds">LleMaxResponseTime; the median response of the gating mode may not exceed it.</param>
/// <param name="MinCacheHitRatePercent">LleMinCacheHitRate; below it is a warning unless the rate is required.</param>
/// <param name="TolerancePercent">LlePerformanceTolerance; a miss by no more than this is "within tolerance".</param>
internal sealed record Budgets(
    double MaxStartupMicroseconds = 1000,
    double MaxResponseMicroseconds = 500,
    double MinCacheHitRatePercent = 75,
    double TolerancePercent = 20)
{
    /// <summary>LleMaxStartupRatio; null: none.</summary>
    public double? MaxStartupRatio { get; init; }

    /// <summary>LleMaxResponseRatio; null: none.</summary>
    public double? MaxResponseRatio { get; init; }

    public BudgetOutcome Judge(double measured, double budget) =>
        measured <= budget ? BudgetOutcome.Met
        : measured <= budget * (1 + (TolerancePercent / 100)) ? BudgetOutcome.WithinTolerance
        : BudgetOutcome.Missed;
}

internal enum BudgetOutcome
{
    Met,
    WithinTolerance,
    Missed,
}
