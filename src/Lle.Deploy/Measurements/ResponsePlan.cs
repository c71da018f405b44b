using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

internal enum ResponseMode
{
    /// <summary>Standard input and output are pipes.</summary>
    Pipe,

    /// <summary>Standard input and output are a pseudo-terminal: what a person sits at.</summary>
    Terminal,
}

/// <summary>How a response measurement goes about it.</summary>
/// <param name="Rounds">LleResponseRounds: round trips that count.</param>
/// <param name="WarmUp">Round trips before them that do not; at least two, which teach what the prompt looks like.</param>
internal sealed record ResponsePlan(ResponseMode Mode, int Rounds = 50, int WarmUp = 5)
{
    public IReadOnlyList<string> Arguments { get; init; } = ["-i"];

    /// <summary>LleRunEnvironment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = RunVariables.None;

    /// <summary>argv[0]; null: the path.</summary>
    public string? Argv0 { get; init; }

    /// <summary>No first prompt, no echo or no answer for this long: the measurement fails.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this the program is killed, whatever it does: a handful of the slowest answers that are accepted.</summary>
    public TimeSpan SessionLimit => 12 * AnswerLimit;

    /// <summary>No round begins after this, once six have counted.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Between answer and next key, once the prompt stands: time for the shell to get back to reading. The longer it is, the more of the
    /// machine's own falling asleep and waking up is in the figure (docs/performance.md).
    /// </summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMicroseconds(150);

    /// <summary>Whether the session is asked for its cache hit rate after the rounds.</summary>
    public bool AskCacheHitRate { get; init; }
}
