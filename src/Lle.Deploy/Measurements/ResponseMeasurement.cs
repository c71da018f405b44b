using System.Diagnostics;

namespace Lle.Deploy.Measurements;

/// <param name="CacheHitRatePercent">Null: not asked for, or not reported by this shell.</param>
internal sealed record ResponseOutcome(ResponseRecord Record, double? CacheHitRatePercent);

/// <summary>
/// How long a live session takes to answer: many round trips in one session, over a pipe or on a pseudo-terminal. It goes in three steps,
/// so that two sessions can take the middle one, which is mostly waiting, at the same time.
/// </summary>
internal sealed class ResponseMeasurement : IDisposable
{
    private const int FewestRounds = 6;
    private const int FewestWarmUps = 2;

    private readonly ResponsePlan plan;
    private readonly CancellationToken cancellation;
    private readonly Session session;
    private readonly Conversation conversation;

    /// <summary>Starts the session and, on a terminal, waits for its first prompt.</summary>
    public ResponseMeasurement(string binary, ResponsePlan plan, CancellationToken cancellation)
    {
        this.plan = plan;
        this.cancellation = cancellation;
        session = SessionChannel.Open(binary, plan, cancellation);
        try
        {
            conversation = new Conversation(session, binary, plan);
            conversation.Begin();
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public static ResponseOutcome Measure(string binary, ResponsePlan plan, CancellationToken cancellation = default)
    {
        using var measurement = new ResponseMeasurement(binary, plan, cancellation);
        measurement.WarmUp();
        return measurement.Take();
    }

    /// <summary>Rounds that do not count; the first two teach what the prompt looks like, by waiting for silence.</summary>
    public void WarmUp()
    {
        for (var round = 0; round < Math.Max(FewestWarmUps, plan.WarmUp); round++)
        {
            _ = conversation.Round();
        }
    }

    public ResponseOutcome Take()
    {
        var answers = new List<double>(plan.Rounds);
        var echoes = new List<double>(plan.Rounds);
        using var reference = ReferenceEcho.TryOpen(plan, cancellation);
        var references = new List<double>(plan.Rounds);
        var started = Stopwatch.GetTimestamp();
        while (answers.Count < plan.Rounds && (answers.Count < FewestRounds || Stopwatch.GetElapsedTime(started) < plan.MaxTime))
        {
            cancellation.ThrowIfCancellationRequested();
            var (answer, echo) = conversation.Round();
            answers.Add(answer);
            if (reference?.Round() is { } its)
            {
                references.Add(its);
            }

            if (echo is { } key)
            {
                echoes.Add(key);
            }
        }

        var record = new ResponseRecord
        {
            Mode = plan.Mode,
            RoundTrip = Statistics.Of(answers),
            Ratio = references.Count == answers.Count ? Repetition.Ratio(answers, references) : null,
            KeyEcho = echoes.Count > 0 ? Statistics.Of(echoes) : null,
            FirstPromptMicroseconds = plan.Mode == ResponseMode.Terminal ? conversation.FirstPrompt() : null,
        };
        return new ResponseOutcome(record, plan.AskCacheHitRate ? CacheHitRate.Ask(conversation) : null);
    }

    public void Dispose() => session.Dispose();
}
