using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>Starts, stops and looks at services of one kind. What cannot be done is thrown as LLE2410.</summary>
internal abstract class ServiceManager
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Facts for commands.</summary>
    public DeployedFacts Facts { get; init; } = new("", "", "", "");

    /// <summary>Why services of this kind cannot be driven here; null: they can.</summary>
    public virtual Diagnostic? Problem(Service service) => null;

    public abstract ServiceState Look(Service service);

    public abstract void Start(Service service, CancellationToken cancellation);

    public abstract void Stop(Service service, CancellationToken cancellation);

    public virtual void Restart(Service service, CancellationToken cancellation)
    {
        Stop(service, cancellation);
        Start(service, cancellation);
    }

    public virtual void Reload(Service service, CancellationToken cancellation) =>
        Command(service, "reload", service.ReloadCommand, ReloadLimit, cancellation);

    public void Upgrade(Service service, CancellationToken cancellation) =>
        Command(service, "upgrade", service.UpgradeCommand, UpgradeLimit, cancellation);

    /// <summary>Ends the main process of before where it runs beside another one: an upgrade that failed on its way leaves both, and the
    /// old one keeps what a new start needs.</summary>
    public virtual void EndFormer(Service service, ServiceState former, CancellationToken cancellation)
    {
    }

    /// <summary>Files or links that the manager reads have changed.</summary>
    public virtual void FilesChanged(CancellationToken cancellation)
    {
    }

    /// <summary>Starts with the machine from now on.</summary>
    public virtual void Enable(Service service, CancellationToken cancellation)
    {
    }

    /// <summary>Does not start with the machine any more; while its unit still exists.</summary>
    public virtual void Disable(Service service, CancellationToken cancellation)
    {
    }

    /// <summary>Makes the links what they were.</summary>
    public virtual void RestoreLinks(Service service, ServiceState before)
    {
    }

    /// <summary>Starts again what had stopped with it.</summary>
    public virtual void StartDependents(ServiceState before, CancellationToken cancellation)
    {
    }

    protected static TimeSpan ReloadLimit => TimeSpan.FromSeconds(30);

    protected static TimeSpan UpgradeLimit => TimeSpan.FromSeconds(120);

    protected static TimeSpan StartLimit => TimeSpan.FromSeconds(60);

    protected static TimeSpan StopLimit => TimeSpan.FromSeconds(60);

    protected void Command(Service service, string action, string line, TimeSpan limit, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>(Facts.Environment)
        {
            ["LLE_SERVICE_NAME"] = service.Name,
            ["LLE_SERVICE_PID"] = Look(service).MainProcess is var id and > 0 ? $"{id}" : "",
            ["LLE_SERVICE_PIDFILE"] = service.PidFile ?? "",
        };
        if (ServiceCommand.Run(line, environment, limit, leavesRunning: true, cancellation) is { } problem)
        {
            throw service.Failed(action, $"'{line}': {problem}");
        }
    }

    /// <returns>Whether it came to be so within the time.</returns>
    protected static bool Await(Func<bool> condition, TimeSpan limit, CancellationToken cancellation)
    {
        for (var started = Stopwatch.GetTimestamp(); !condition();)
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                return false;
            }

            cancellation.ThrowIfCancellationRequested();
            Thread.Sleep(Pause);
        }

        return true;
    }

    protected static bool AllEnd(IEnumerable<SeenProcess> processes, TimeSpan limit, CancellationToken cancellation)
    {
        var left = processes.ToList();
        return Await(() => left.RemoveAll(process => !ProcessTable.IsRunning(process)) >= 0 && left.Count == 0, limit, cancellation);
    }
}
