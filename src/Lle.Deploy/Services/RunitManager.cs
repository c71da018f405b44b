using System.Buffers.Binary;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>runit: a folder with a run script, a link to it in the folder that runsvdir looks at, and what runsv writes in
/// supervise/.</summary>
internal sealed class RunitManager(TargetLayout layout) : ServiceManager
{
    private const int StatusLength = 20;
    private const int ProcessAt = 12;
    private const int WantedAt = 17;
    private const int StateAt = 19;

    private static readonly string[] programs = ["/usr/bin/sv", "/bin/sv", "/sbin/sv", "/usr/sbin/sv"];

    // runsvdir looks for new links every five seconds.
    private static readonly TimeSpan TakenUp = TimeSpan.FromSeconds(15);

    public override Diagnostic? Problem(Service service) =>
        Program is null ? DiagnosticCatalog.ServiceNotUsable(service.Name, service.Unit, "there is no program sv (runit)") : null;

    private static string? Program => programs.FirstOrDefault(File.Exists);

    public override ServiceState Look(Service service)
    {
        var exists = Directory.Exists(Folder(service));
        var status = Status(service);
        var id = status is null ? 0 : BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(ProcessAt));
        var isRunning = status is not null && status[StateAt] == 1 && id > 0;
        return new ServiceState
        {
            Exists = exists,
            IsRunning = isRunning,
            IsLooping = status is not null && status[StateAt] != 1 && status[WantedAt] == (byte)'u',
            Word = !exists ? "unknown to runit" : status is null ? "not taken up by runsvdir" : isRunning ? "run" : "down",
            MainProcess = isRunning ? id : 0,
            Processes = isRunning ? ProcessTable.Family(id) : [],
        };
    }

    public override void Start(Service service, CancellationToken cancellation)
    {
        var ok = Path.Combine(Folder(service), "supervise", "ok");
        if (!Await(() => File.Exists(ok) && Sv(service, "status") is null, TakenUp, cancellation))
        {
            throw service.Failed("start", $"no runsvdir has taken up '{Folder(service)}' within {TakenUp.TotalSeconds:0} s");
        }

        Do(service, "up", cancellation);
        if (!Await(() => Look(service).IsRunning, StartLimit, cancellation))
        {
            throw service.Failed("start", $"it does not run after {StartLimit.TotalSeconds:0} s");
        }
    }

    public override void Stop(Service service, CancellationToken cancellation)
    {
        if (Status(service) is null)
        {
            return;
        }

        var before = Look(service);
        Do(service, "down", cancellation);
        if (!Await(() => !Look(service).IsRunning, StopLimit, cancellation) || !AllEnd(before.Processes, StopLimit, cancellation))
        {
            throw service.Failed("stop", $"process {before.MainProcess}, or one that it had started, still runs");
        }
    }

    /// <summary>The supervisor goes before the link: what it supervises would be started again by it.</summary>
    public override void Disable(Service service, CancellationToken cancellation)
    {
        if (Status(service) is not null && File.Exists(layout.UnitCopy(service.Unit)))
        {
            Do(service, "exit", cancellation);
            if (Await(() => Sv(service, "status") is not null, StopLimit, cancellation))
            {
                FileTree.Delete(
                    Path.Join(Path.GetDirectoryName(layout.RunitScript(service.Unit)), "supervise"), durable: false);
            }
        }
    }

    private string Folder(Service service) => Path.Combine(layout.UnitDir, service.Unit);

    private static string? Sv(string folder, string verb, CancellationToken cancellation) =>
        Program is { } program ? ServiceCommand.Tool(program, StopLimit, cancellation, verb, folder).Problem : "there is no program sv";

    private string? Sv(Service service, string verb) => Sv(Folder(service), verb, CancellationToken.None);

    private void Do(Service service, string verb, CancellationToken cancellation)
    {
        if (Sv(Folder(service), verb, cancellation) is { } problem)
        {
            throw service.Failed(verb, problem);
        }
    }

    /// <returns>null: nobody supervises it, or only somebody else may look.</returns>
    private byte[]? Status(Service service)
    {
        try
        {
            var status = File.ReadAllBytes(Path.Combine(Folder(service), "supervise", "status"));
            return status.Length == StatusLength ? status : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
