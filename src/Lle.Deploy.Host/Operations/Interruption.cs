using System.Runtime.InteropServices;
using Lle.Deploy.Host.Output;

namespace Lle.Deploy.Host.Operations;

/// <summary>
/// Ctrl+C: what was begun is undone and cleared away before the program ends, as a build does it. (SIGTERM and a terminal that goes away
/// are the engine's own business.) Where SIGINT was ignored from the start, as in a background job of a script, it still is.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource cancelled = new();
    private readonly PosixSignalRegistration registration;

    public Interruption(Listener listener) => registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
    {
        context.Cancel = true;
        try
        {
            if (!cancelled.IsCancellationRequested)
            {
                listener.Cancelling();
                cancelled.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // It came at the moment at which the operation ended.
        }
    });

    public CancellationToken Token => cancelled.Token;

    public void Dispose()
    {
        registration.Dispose();
        cancelled.Dispose();
    }
}
