using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Services;

/// <summary>
/// Brings services back around the undo of files: what was started is stopped while its unit still exists, and once the files are back what
/// ran before runs what was there before. Every step decides by what it finds, so it may be interrupted anywhere and run again.
/// </summary>
/// <param name="actions">What the operation did: "restart web".</param>
internal sealed class ServiceUndo(
    TargetLayout layout, ServicesBefore before, IReadOnlyList<string> actions, Action<string> info) : IUndoCompanion
{
    private readonly ServiceControl control = new(layout, before.Facts, info);
    private readonly List<Diagnostic> problems = [];
    private readonly Lazy<bool> isStarting = new(() => SystemdManager.IsStarting);

    public IReadOnlyList<Diagnostic> BeforeFiles()
    {
        if (isStarting.Value)
        {
            // Nothing runs yet.
            return Taken();
        }

        foreach (var (service, state) in before.Services.Where(each => !each.State.IsRunning && WasActedOn(each.Service)).Reverse()
            .Select(each => (each.Service, each.State)))
        {
            Try(() =>
            {
                control.Act(service, ServiceAction.Stop, CancellationToken.None);
                if (state.Links.Count == 0)
                {
                    control.ManagerOf(service).Disable(service, CancellationToken.None);
                }
            });
        }

        return Taken();
    }

    public IReadOnlyList<Diagnostic> AfterFiles()
    {
        var touched = before.Services.Where(each => WasActedOn(each.Service)).ToList();
        Try(() =>
        {
            foreach (var each in touched)
            {
                control.ManagerOf(each.Service).RestoreLinks(each.Service, each.State);
            }

            control.FilesChanged(before.Services.Select(each => each.Service), CancellationToken.None);
        });
        if (isStarting.Value)
        {
            Start();
            return Taken();
        }

        var restarted = new List<Service>();
        foreach (var (service, state) in before.Services.Where(each => each.State.IsRunning).Select(each => (each.Service, each.State)))
        {
            Try(() =>
            {
                if (Bring(service, state))
                {
                    restarted.Add(service);
                }
            });
        }

        if (before.Services.Any(each => each.State.IsRunning) && problems.Count == 0)
        {
            Try(() => problems.AddRange(control.Prove(
                restarted, [.. before.Checks.Where(check => !before.Failing.Contains(check.Name))], CancellationToken.None)));
        }

        return Taken();
    }

    /// <summary>Those that are enabled are started by the start of the machine, after this; nobody else would start the others.</summary>
    private void Start()
    {
        info("The machine is being started: its services start from what is back now; status says whether they are well");
        foreach (var service in before.Services.Where(each => each.State is { IsRunning: true, Links.Count: 0 })
            .Select(each => each.Service).Where(service => service.Manager == ServiceManagerKind.Systemd))
        {
            SystemdManager.Queue(service);
        }
    }

    /// <returns>Whether something was done to it.</returns>
    private bool Bring(Service service, ServiceState state)
    {
        var now = control.Look(service);
        var action = Needed(service, state, now);
        if (action == ServiceAction.None)
        {
            return false;
        }

        if (control.Bring(service, state, now, action, changed: action is not ServiceAction.Reload, mayRestart: true,
            each => control.Act(service, each, CancellationToken.None), CancellationToken.None) is { } problem)
        {
            problems.Add(problem);
        }

        control.ManagerOf(service).StartDependents(state, CancellationToken.None);
        return true;
    }

    private ServiceAction Needed(Service service, ServiceState state, ServiceState now)
    {
        if (!now.IsRunning)
        {
            return ServiceAction.Start;
        }

        // The very processes of before: whatever was tried has not reached them, unless it was a reload.
        var isSame = state.Processes.Where(process => process.Id == state.MainProcess).All(now.Processes.Contains);
        var wasReloaded = actions.Contains($"{ServiceActions.Name(ServiceAction.Reload)} {service.Name}");
        var verdict = control.Identity.Judge(now.Processes).Verdict;
        return verdict == IdentityVerdict.Stale || (!isSame && WasActedOn(service))
            ? service.UpgradeCommand.Length > 0 && verdict == IdentityVerdict.Stale ? ServiceAction.Upgrade : ServiceAction.Restart
            : wasReloaded ? ServiceAction.Reload
            : ServiceAction.None;
    }

    private bool WasActedOn(Service service) =>
        actions.Any(action => action.EndsWith(" " + service.Name, StringComparison.Ordinal));

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (DeploymentException error)
        {
            problems.AddRange(error.Diagnostics);
        }
    }

    private List<Diagnostic> Taken()
    {
        List<Diagnostic> taken = [.. problems];
        problems.Clear();
        return taken;
    }
}
