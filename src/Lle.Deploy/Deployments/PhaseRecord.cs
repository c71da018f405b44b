namespace Lle.Deploy.Deployments;

internal sealed class PhaseRecord
{
    public int Number { get; set; }

    public string Name { get; set; } = "";

    public PhaseOutcome Outcome { get; set; }

    /// <summary>From the deployment's start.</summary>
    public double StartMilliseconds { get; set; }

    public double DurationMilliseconds { get; set; }

    /// <summary>The document's code of a failed phase, for example BINARY_001; else null.</summary>
    public string? FailureCode { get; set; }
}
