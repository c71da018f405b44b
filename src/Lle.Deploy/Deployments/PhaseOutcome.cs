namespace Lle.Deploy.Deployments;

/// <summary>How a phase ended.</summary>
internal enum PhaseOutcome
{
    /// <summary>It still runs, or the run ended within it.</summary>
    NotFinished,
    Passed,

    /// <summary>A budget or the score was missed within tolerance, and LleKeepDegraded is set.</summary>
    Degraded,
    Failed,
}
