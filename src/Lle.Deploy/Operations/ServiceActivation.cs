using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Acts on services within a transaction: makes them run what is installed, stops those that are not to run any more, and looks
/// whether they are well.</summary>
internal static class ServiceActivation
{
    /// <summary>Makes the services run what is installed now.</summary>
    /// <param name="wanted">Those that are to run.</param>
    /// <returns>What is wrong with them; empty: nothing.</returns>
    public static IReadOnlyList<Diagnostic> Act(
        TargetSession session, Transaction transaction, InstalledServices wanted, CancellationToken cancellation)
    {
        var control = ServiceRecords.Control(session, session.Options.Version);
        try
        {
            return Act(session, transaction, wanted, control, cancellation);
        }
        finally
        {
            ServiceRecords.EnterChecks(session.Record, control);
        }
    }

    private static IReadOnlyList<Diagnostic> Act(
        TargetSession session, Transaction transaction, InstalledServices wanted, ServiceControl control, CancellationToken cancellation)
    {
        var driven = wanted.Services.Where(service => IsDriven(session, control, service)).ToList();
        if (driven.Count == 0 && wanted.Services.Count > 0)
        {
            session.Log.Info("Health checks are not run: no service was activated");
            return [];
        }

        // Without a service nobody asks what has changed, of which there may be a lot.
        IEnumerable<Change> made = driven.Count == 0 ? [] : transaction.Changes.Where(change => change.IsEffective);
        var changed = ChangesForServices.Of(session.Layout, made);
        var read = made.Any(change => ChangesForServices.IsUnit(session.Layout, change.Path));
        var (acted, left) = (new List<Service>(), new List<Service>());
        foreach (var service in driven)
        {
            var (old, text) = (session.UnitsBefore.GetValueOrDefault(service.Name), UnitFiles.TextOf(session.Layout, service));
            var changes = changed with { Unit = old is not null && text is not null && !UnitText.IsSame(old, text) };
            if (changes.Unit && UnitText.StopsDifferently(old!, text!) && control.Look(service).IsRunning)
            {
                // As it was told to stop when it was started: the manager forgets that when it reads the new file.
                Do(session, transaction, control, service, ServiceAction.Stop, cancellation);
            }

            if (read)
            {
                control.FilesChanged([service], cancellation);
            }

            var now = control.Look(service);
            var action = ServiceActions.Of(service, now, control.Identity.Judge(now.Processes).Verdict, changes, GoesBack(session));
            var before = session.ServicesBefore?.Services.FirstOrDefault(each => each.Service.IsSame(service))?.State;
            if (action == ServiceAction.Start && before is { Exists: true, IsRunning: false, Enablement: "disabled" })
            {
                session.Log.Tell(DiagnosticCatalog.ServiceLeftStopped(service.Name, service.Unit));
                left.Add(service);
                continue;
            }

            if (action == ServiceAction.None)
            {
                continue;
            }

            if (before is not { Exists: true } && UnitFiles.IsOurs(session.Layout, service))
            {
                Remember(session, transaction, $"enable {service.Name}");
                control.ManagerOf(service).Enable(service, cancellation);
            }

            acted.Add(service);
            if (control.Bring(service, before ?? now, now, action, changes.Program, mayRestart: GoesBack(session),
                each => Do(session, transaction, control, service, each, cancellation), cancellation) is { } problem)
            {
                return [problem];
            }

            if (before is not null)
            {
                control.ManagerOf(service).StartDependents(before, cancellation);
            }
        }

        // What is left stopped cannot answer.
        return driven.Count > 0 && left.Count == driven.Count ? [] : control.Prove(acted, wanted.Checks, cancellation);
    }

    private static bool GoesBack(TargetSession session) => ServicePlan.GoesBack(session.Record.Operation);

    /// <summary>As <see cref="Act"/>, where what is wrong is told and stays: going back again would help nobody.</summary>
    public static void Bring(TargetSession session, Transaction transaction, InstalledServices wanted, UndoRecord undo,
        CancellationToken cancellation)
    {
        IReadOnlyList<Diagnostic> wrong;
        try
        {
            wrong = Act(session, transaction, wanted, cancellation);
        }
        catch (DeploymentException error)
        {
            wrong = error.Diagnostics;
        }

        foreach (var diagnostic in wrong)
        {
            session.Log.Tell(diagnostic);
        }

        undo.ServiceProblem = wrong is [var first, ..] ? first.Message : null;
    }

    /// <summary>Stops the services that are not to run any more, while what they are made from still exists.</summary>
    public static void Retire(TargetSession session, Transaction transaction, InstalledServices wanted, CancellationToken cancellation)
    {
        var control = ServiceRecords.Control(session, session.Record.PreviousVersion ?? "");
        foreach (var (service, state) in (session.ServicesBefore?.Services ?? []).Where(each => !wanted.Services.Any(each.Service.IsSame))
            .Reverse().Select(each => (each.Service, each.State)))
        {
            if (service.OnChange == OnChange.None)
            {
                session.Log.Info($"Service {service.Name} is left as it is (OnChange is none): {state.Word}");
                continue;
            }

            if (service.Manager != ServiceManagerKind.Command && !UnitFiles.IsOurs(session.Layout, service))
            {
                session.Log.Info($"Service {service.Name} is left as it is (its unit was not made here): {state.Word}");
                continue;
            }

            if (state.Exists)
            {
                Do(session, transaction, control, service, ServiceAction.Stop, cancellation);
                control.ManagerOf(service).Disable(service, cancellation);
            }
        }
    }

    /// <summary>A configuration file that a started service has written anew is kept as it is, and named.</summary>
    public static void TakeUpRewritten(TargetSession session, Transaction transaction)
    {
        var layout = session.Layout;
        foreach (var path in session.ServiceActions.Count == 0 ? [] : transaction.TakeUp(path => ManagedFiles.IsConfiguration(layout, path)
            || session.Options.ConfigFiles.Any(file => path == Path.Combine(layout.ConfigDir, file.TargetPath))))
        {
            session.Log.Tell(DiagnosticCatalog.ConfigurationRewritten(path));
        }
    }

    /// <summary>Whether the manager knows the service, or is going to; where it does not, that is told.</summary>
    private static bool IsDriven(TargetSession session, ServiceControl control, Service service)
    {
        if (service.OnChange == OnChange.None)
        {
            return false;
        }

        var layout = session.Layout;
        var reason = ServicesNow.NotDriven(layout, control, service);
        if (reason is not null)
        {
            session.Log.Tell(DiagnosticCatalog.UnitNotActivated(service.Name, UnitFiles.PathOf(layout, service), reason));
        }

        return reason is null;
    }

    private static void Do(TargetSession session, Transaction transaction, ServiceControl control, Service service, ServiceAction action,
        CancellationToken cancellation)
    {
        Remember(session, transaction, $"{ServiceActions.Name(action)} {service.Name}");
        session.Log.TryAudit($"Service {service.Name}: {ServiceActions.Name(action)}");
        control.Act(service, action, cancellation);
    }

    /// <summary>In the journal before it is done: an undo goes by what was done.</summary>
    private static void Remember(TargetSession session, Transaction transaction, string action)
    {
        transaction.NoteServiceAction(action);
        session.ServiceActions.Add(action);
    }
}
