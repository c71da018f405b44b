using System.Globalization;
using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>A service that commands of the project start and stop; its PidFile says which process it is.</summary>
internal sealed class CommandManager : ServiceManager
{
    public override ServiceState Look(Service service)
    {
        var id = ProcessOf(service);
        var family = id > 0 ? ProcessTable.Family(id) : [];
        return new ServiceState
        {
            Exists = true,
            IsRunning = family.Count > 0,
            Word = family.Count > 0 ? "running" : "stopped",
            MainProcess = family.Count > 0 ? id : 0,
            Processes = family,
        };
    }

    public override void Start(Service service, CancellationToken cancellation)
    {
        Command(service, "start", service.StartCommand, StartLimit, cancellation);
        if (!Await(() => Look(service).IsRunning, StartLimit, cancellation))
        {
            throw service.Failed("start", $"no process that runs was named in {service.PidFile} within {StartLimit.TotalSeconds:0} s");
        }
    }

    public override void Stop(Service service, CancellationToken cancellation)
    {
        var running = Look(service);
        if (!running.IsRunning)
        {
            return;
        }

        if (service.StopCommand.Length > 0)
        {
            Command(service, "stop", service.StopCommand, StopLimit, cancellation);
        }
        else
        {
            ProcessCalls.Terminate(running.MainProcess);
        }

        if (!AllEnd(running.Processes, StopLimit, cancellation))
        {
            throw service.Failed("stop", $"process {running.MainProcess}, or one that it had started, still runs after " +
                $"{StopLimit.TotalSeconds:0} s");
        }
    }

    public override void EndFormer(Service service, ServiceState former, CancellationToken cancellation)
    {
        var now = Look(service).Processes;
        if (former.Processes.Where(process => process.Id == former.MainProcess && ProcessTable.IsRunning(process) && !now.Contains(process))
            .Select(process => process.Id).FirstOrDefault() is var main and > 0)
        {
            var family = ProcessTable.Family(main).Except(now).ToList();
            ProcessCalls.Terminate(main);
            if (!AllEnd(family, StopLimit, cancellation))
            {
                throw service.Failed("stop", $"process {main}, which ran before, or one that it had started, still runs after " +
                    $"{StopLimit.TotalSeconds:0} s");
            }
        }
    }

    /// <summary>
    /// Whoever can write the file says which process is stopped. So it counts only where the file is root's or ours, or the process belongs
    /// to the owner of the file.
    /// </summary>
    private static int ProcessOf(Service service)
    {
        try
        {
            using var file = PosixFile.TryOpenFollowing(service.PidFile ?? "/");
            return file?.Status() is { Kind: FileKind.File } status
                && int.TryParse(
                    Encoding.ASCII.GetString(file.ReadToEnd()).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id > 1
                && (status.User == 0 || status.User == Accounts.CurrentUser || ProcessTable.UserOf(id) == status.User)
                ? id : 0;
        }
        catch (PosixException)
        {
            return 0;
        }
    }
}
