using System.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// Kills the process group under watch when its time is up or the caller cancels. It only ever signals a process that has not been
/// reaped yet, so never a stranger who got the number since. Costs the launches it watches two uncontended locks each.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeSpan limit;
    private readonly Timer timer;
    private readonly CancellationTokenRegistration registration;
    private int watched;
    private long started;
    private bool armed;
    private bool late;
    private bool cancelled;

    public Watchdog(TimeSpan limit, CancellationToken cancellation)
    {
        this.limit = limit;
        timer = new Timer(static watchdog => ((Watchdog)watchdog!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        registration = cancellation.UnsafeRegister(static watchdog => ((Watchdog)watchdog!).Cancel(), this);
    }

    public void Watch(int pid, long startedAt)
    {
        lock (gate)
        {
            watched = pid;
            started = startedAt;
            late = false;
            if (cancelled)
            {
                ProcessCalls.Kill(pid);
            }
            else if (!armed)
            {
                armed = true;
                timer.Change(limit, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The process has ended but is not reaped: kills what it left behind in its group, and stops watching. True: it was
    /// late.</summary>
    /// <param name="spares">What it left behind is to go on, unless it was late.</param>
    public bool Release(bool spares = false)
    {
        lock (gate)
        {
            if (watched != 0 && !(spares && !late && !cancelled))
            {
                ProcessCalls.KillGroup(watched);
            }

            watched = 0;
            return late;
        }
    }

    public void Dispose()
    {
        registration.Dispose();
        timer.Dispose();
    }

    private void Look()
    {
        lock (gate)
        {
            armed = false;
            if (watched == 0)
            {
                return;
            }

            var left = limit - Stopwatch.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
            {
                armed = true;
                timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

            late = true;
            ProcessCalls.Kill(watched);
        }
    }

    private void Cancel()
    {
        lock (gate)
        {
            cancelled = true;
            if (watched != 0)
            {
                ProcessCalls.Kill(watched);
            }
        }
    }
}
