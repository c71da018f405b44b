using System.Diagnostics;

namespace Lle.Deploy.Services;

/// <summary>What became of one check.</summary>
/// <param name="Problem">null: it passed; else what the last attempt met.</param>
internal sealed record HealthFinding(HealthCheck Check, string? Problem, int Attempts, TimeSpan Took)
{
    public bool Passed => Problem is null;
}

/// <summary>Asks until the answer is good, or the time or the attempts are used up.</summary>
internal sealed class HealthChecker(DeployedFacts facts)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(10);

    /// <summary>Each check, one after the other.</summary>
    public IReadOnlyList<HealthFinding> Run(IReadOnlyList<HealthCheck> checks, CancellationToken cancellation) =>
        [.. checks.Select(check => Run(check, check.TimeLimit, check.Retries ?? int.MaxValue, cancellation))];

    /// <summary>One attempt each.</summary>
    public IReadOnlyList<HealthFinding> RunOnce(IReadOnlyList<HealthCheck> checks, CancellationToken cancellation) =>
        [.. checks.Select(check => Run(check, check.TimeLimit < LongestAttempt ? check.TimeLimit : LongestAttempt, 0, cancellation))];

    private HealthFinding Run(HealthCheck check, TimeSpan limit, int retries, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = limit - Stopwatch.GetElapsedTime(started);
            var problem = Ask(check, left < LongestAttempt ? left : LongestAttempt, cancellation);
            var took = Stopwatch.GetElapsedTime(started);
            if (problem is null || attempt > retries || took + Pause >= limit)
            {
                return new HealthFinding(check, problem, attempt, took);
            }

            Thread.Sleep(Pause);
        }
    }

    private string? Ask(HealthCheck check, TimeSpan limit, CancellationToken cancellation) =>
        check.Url is { } url ? HttpQuestion.Get(url, check.ExpectStatus, limit)
        : check.Tcp is { } target ? HttpQuestion.Connect(target, limit)
        : ServiceCommand.Run(check.Command, facts.Environment, limit, leavesRunning: false, cancellation);
}
