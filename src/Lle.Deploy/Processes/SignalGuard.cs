using System.Runtime.InteropServices;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// While it lives, SIGTERM, and SIGHUP where it is not ignored, cancel what runs and wait until that has been undone, instead of ending the
/// process in the middle; and a terminal that goes away does no harm.
/// </summary>
internal sealed class SignalGuard : IDisposable
{
    private readonly CancellationTokenSource cancelled;
    private readonly ManualResetEventSlim disposed = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly TerminalRelay? relay;
    private readonly Action<string>? end;
    private string? received;

    /// <param name="cancellation">Cancels too.</param>
    /// <param name="end"> Called with <see cref="Received"/> on a thread of its own after the cancellation; the signal counts as handled
    /// when it returns. Null: when this is disposed.
    /// </param>
    public SignalGuard(CancellationToken cancellation, Action<string>? end = null)
    {
        this.end = end;
        cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        relay = TerminalRelay.Start();
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        if (!Signals.IsIgnored(Signals.HangUp))
        {
            registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal));
        }
    }

    public CancellationToken Token => cancelled.Token;

    /// <summary>The first signal that came, and what it means; null: none.</summary>
    public string? Received => Volatile.Read(ref received);

    internal void OnSignal(PosixSignalContext context)
    {
        // Without it the runtime would end the process, and MSBuild with exit code 0, before anything is undone.
        context.Cancel = true;
        var signal = context.Signal == PosixSignal.SIGHUP ? "SIGHUP (its terminal was closed or its connection lost)" : $"{context.Signal}";
        if (Interlocked.CompareExchange(ref received, signal, null) is not null)
        {
            // A shell that ends sends a second one after the kernel's; a supervisor repeats its own. The undo is under way.
            return;
        }

        try
        {
            cancelled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came at the moment at which the run ended.
            return;
        }

        if (end is null)
        {
            disposed.Wait();
        }
        else
        {
            end(signal);
        }
    }

    public void Dispose()
    {
        if (disposed.IsSet)
        {
            return;
        }

        disposed.Set();
        registrations.ForEach(r => r.Dispose());
        relay?.Dispose();
        cancelled.Dispose();
    }
}
