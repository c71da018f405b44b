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
    private readonly Action<PosixSignal>? end;

    /// <param name="cancellation">Cancels too.</param>
    /// <param name="end"> Called on a thread of its own after the cancellation; the signal counts as handled when it returns. Null: when
    /// this is disposed.
    /// </param>
    public SignalGuard(CancellationToken cancellation, Action<PosixSignal>? end = null)
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

    private void OnSignal(PosixSignalContext context)
    {
        // Without it the runtime would end the process, and MSBuild with exit code 0, before anything is undone.
        context.Cancel = true;
        cancelled.Cancel();
        if (end is null)
        {
            disposed.Wait();
        }
        else
        {
            end(context.Signal);
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
