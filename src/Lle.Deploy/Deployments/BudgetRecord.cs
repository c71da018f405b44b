using Lle.Deploy.Measurements;

namespace Lle.Deploy.Deployments;

internal sealed class BudgetRecord
{
    public double MaxStartupMicroseconds { get; set; }

    public double MaxResponseMicroseconds { get; set; }

    public double MinCacheHitRatePercent { get; set; }

    public double TolerancePercent { get; set; }

    /// <summary>Which response is held against the budget.</summary>
    public ResponseMode ResponseMode { get; set; }

    /// <summary>false: the program has no interactive session, and no response time is expected of it (LleMeasureResponse).</summary>
    public bool MeasuresResponse { get; set; } = true;
}
