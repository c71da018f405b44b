using System.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <param name="Ticks">From spawn to reaped exit, in ticks of <see cref="Stopwatch"/>.</param>
internal readonly record struct LaunchSample(LaunchOutcome Outcome, int ErrorNumber, long Ticks, ChildEnd End)
{
    public double Microseconds => Ticks * 1e6 / Stopwatch.Frequency;

    public bool Succeeded => Outcome == LaunchOutcome.Exited && End.ExitCode == 0;

    public LaunchResult ToResult() => new(Outcome, End.ExitCode, End.Signal, ErrorNumber, [], [], false,
        Stopwatch.GetElapsedTime(0, Ticks));
}

/// <summary>
/// The same launch many times, with standard input, output and errors on /dev/null: the instrument of the start-up measurement. Everything
/// that can be prepared is, so that between the two clock readings stand posix_spawn, the wait, one killpg and the reaping.
/// </summary>
internal sealed class PreparedLaunch : IDisposable
{
    private readonly LaunchRequest request;
    private readonly SpawnPlan plan;
    private readonly Watchdog watchdog;
    private readonly CancellationToken cancellation;
    private readonly int nothing;

    public PreparedLaunch(LaunchRequest request, CancellationToken cancellation)
    {
        this.request = request;
        this.cancellation = cancellation;
        nothing = PipeCalls.OpenNull();
        plan = new SpawnPlan(request, ownSession: TerminalCalls.OursExists()).Connect(nothing, 0).Connect(nothing, 1).Connect(nothing, 2);
        watchdog = new Watchdog(request.TimeLimit, cancellation);
    }

    /// <param name="meanwhile">Gets the process number while the program runs; what it takes is in the figure.</param>
    public LaunchSample Run(Action<int>? meanwhile = null)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var error = plan.Start(out var pid);
        if (error != 0)
        {
            return new LaunchSample(LaunchOutcome.NotStarted, error, 0, default);
        }

        watchdog.Watch(pid, started);
        meanwhile?.Invoke(pid);
        Child.AwaitEnd(pid, request.Executable);
        var late = watchdog.Release(request.LeavesRunning);
        var end = Child.Reap(pid, request.Executable);
        var ticks = Stopwatch.GetTimestamp() - started;
        cancellation.ThrowIfCancellationRequested();
        return new LaunchSample(late ? LaunchOutcome.TimedOut : end.Outcome, 0, ticks, end);
    }

    public void Dispose()
    {
        watchdog.Dispose();
        plan.Dispose();
        _ = PipeCalls.Close(nothing);
    }
}
