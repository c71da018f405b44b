namespace Lle.Deploy.Probes;

internal sealed class ProbeRecord
{
    public string Name { get; set; } = "";

    public string Input { get; set; } = "";

    public ProbeOutcome Outcome { get; set; }

    /// <summary>What was expected and what came, in a sentence.</summary>
    public string Evidence { get; set; } = "";

    /// <summary>What the program printed, stripped of escape sequences, capped.</summary>
    public string Answer { get; set; } = "";

    public int? ExitCode { get; set; }

    public double DurationMilliseconds { get; set; }
}
