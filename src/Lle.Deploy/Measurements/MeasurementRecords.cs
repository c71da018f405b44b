namespace Lle.Deploy.Measurements;

/// <summary>Order statistics of one measured quantity, in microseconds.</summary>
internal sealed class StatisticsRecord
{
    public int Count { get; set; }

    public double Minimum { get; set; }

    public double Median { get; set; }

    public double P95 { get; set; }

    public double P99 { get; set; }

    public double Maximum { get; set; }

    public double StandardDeviation { get; set; }

    /// <summary>95 % confidence interval of the median.</summary>
    public double MedianLower { get; set; }

    public double MedianUpper { get; set; }

    public int Outliers { get; set; }

    public List<double> Samples { get; set; } = [];
}

internal sealed class StartupRecord
{
    public StatisticsRecord Wall { get; set; } = new();

    public int WarmUp { get; set; }

    public double UserMicroseconds { get; set; }

    public double SystemMicroseconds { get; set; }

    /// <summary>The largest resident set of a launch; null: this system does not let it be looked at.</summary>
    public long? PeakMemoryKib { get; set; }

    /// <summary>null: not judged.</summary>
    public BudgetOutcome? Budget { get; set; }

    /// <summary>false: the interval holds the budget, so a repetition may come to the other verdict.</summary>
    public bool IsDecided { get; set; } = true;

    /// <summary>To the reference program; null: it cannot run here.</summary>
    public RatioRecord? Ratio { get; set; }
}

internal sealed class ResponseRecord
{
    public ResponseMode Mode { get; set; }

    public bool Gating { get; set; }

    /// <summary>Command to answer.</summary>
    public StatisticsRecord RoundTrip { get; set; } = new();

    /// <summary>Terminal only: session start to the first prompt.</summary>
    public double? FirstPromptMicroseconds { get; set; }

    /// <summary>Terminal only: one key to its echo.</summary>
    public StatisticsRecord? KeyEcho { get; set; }

    /// <summary>null: only the gating mode is judged.</summary>
    public BudgetOutcome? Budget { get; set; }

    /// <summary>false: the interval holds the budget, so a repetition may come to the other verdict.</summary>
    public bool IsDecided { get; set; } = true;

    /// <summary>To the reference program; null: it cannot run here.</summary>
    public RatioRecord? Ratio { get; set; }
}

/// <summary>A figure beside the one of the reference program, measured in turn: it means the same on every machine.</summary>
internal sealed class RatioRecord
{
    /// <summary>Median of the reference program.</summary>
    public double ReferenceMicroseconds { get; set; }

    /// <summary>Median of the bursts' ratios.</summary>
    public double Ratio { get; set; }

    /// <summary>95 % interval, from the bursts.</summary>
    public double Lower { get; set; }

    public double Upper { get; set; }

    /// <summary>LleMaxStartupRatio or LleMaxResponseRatio; null: none is set.</summary>
    public double? Limit { get; set; }

    /// <summary>null: there is no limit.</summary>
    public BudgetOutcome? Budget { get; set; }

    /// <summary>false: the interval holds the limit.</summary>
    public bool IsDecided { get; set; } = true;
}

internal sealed class ComparisonRecord
{
    public string OldVersion { get; set; } = "";

    public double OldMedianMicroseconds { get; set; }

    public double NewMedianMicroseconds { get; set; }

    public double DifferencePercent { get; set; }

    public double DifferenceLowerPercent { get; set; }

    public double DifferenceUpperPercent { get; set; }

    public ComparisonVerdict Verdict { get; set; }

    /// <summary>The new program is slower by more than LleMaxRegression, and the interval is clear of zero.</summary>
    public bool IsRegression { get; set; }
}
