using System.Runtime.InteropServices;

namespace Lle.Deploy.Processes;

/// <summary>
/// While it lives, SIGTERM and SIGHUP cancel what runs and wait until it has cleaned up, instead of ending the process in the middle.
/// </summary>
internal sealed class SignalGuard : IDisposable
{
    private readonly CancellationTokenSource cancelled;
    private readonly ManualResetEventSlim ended = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    public SignalGuard(CancellationToken cancellation)
    {
        cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    public CancellationToken Token => cancelled.Token;

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        cancelled.Cancel();
        ended.Wait();
    }

    public void Dispose()
    {
        ended.Set();
        registrations.ForEach(r => r.Dispose());
        cancelled.Dispose();
    }
}
