namespace Lle.Deploy.Probes;

/// <summary>How a probe ended.</summary>
internal enum ProbeOutcome
{
    Passed,

    /// <summary>It failed, and its severity is a warning.</summary>
    Warning,
    Failed,
}
