namespace Lle.Deploy.Deployments;

/// <summary>The readiness assessment (20 points) or the validation (eight tests).</summary>
internal sealed class ScoreRecord
{
    public int Awarded { get; set; }

    public int Maximum { get; set; }

    public int Percent { get; set; }

    public int ThresholdPercent { get; set; }

    public List<ScoreLineRecord> Lines { get; set; } = [];
}
