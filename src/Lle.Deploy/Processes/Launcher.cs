using System.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>The only door through which the engine starts programs.</summary>
internal static class Launcher
{
    /// <summary>
    /// Starts the program, feeds its input, keeps its output up to the limit, waits for its end and reaps it. Whatever it left running in
    /// its process group is killed. A cancelled launch is killed and reaped first; then the cancellation is thrown.
    /// </summary>
    public static LaunchResult Run(LaunchRequest request, CancellationToken cancellation = default)
    {
        if (request is { OutputLimit: 0, Input.IsEmpty: true })
        {
            using var silent = new PreparedLaunch(request, cancellation);
            return silent.Run().ToResult();
        }

        Signals.IgnoreBrokenPipe();
        using var streams = new CapturedStreams(request.Input, request.OutputLimit);
        using var plan = new SpawnPlan(request);
        streams.Connect(plan);
        using var watchdog = new Watchdog(request.TimeLimit, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var error = plan.Start(out var pid);
        if (error != 0)
        {
            return new LaunchResult(LaunchOutcome.NotStarted, 0, 0, error, [], [], false, Stopwatch.GetElapsedTime(started));
        }

        watchdog.Watch(pid, started);
        streams.Converse(pid, request.Executable);
        var late = watchdog.Release(request.LeavesRunning);
        streams.Drain();
        var end = Child.Reap(pid, request.Executable);
        var wall = Stopwatch.GetElapsedTime(started);
        cancellation.ThrowIfCancellationRequested();
        return new LaunchResult(
            late ? LaunchOutcome.TimedOut : end.Outcome, end.ExitCode, end.Signal, 0, streams.Output, streams.Errors, streams.Truncated,
            wall);
    }
}
