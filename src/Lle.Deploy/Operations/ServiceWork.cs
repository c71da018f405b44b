using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What operations do to services: they note how they are before the first change, act on them within the transaction, and bring
/// them back with it.</summary>
internal static class ServiceWork
{
    /// <summary>Notes in the journal how the services are, those of this operation and those of what is installed; the undo knows them
    /// from here on.</summary>
    /// <param name="wanted">What the operation is to leave; null: it is not known yet.</param>
    public static void Note(TargetSession session, Transaction transaction, InstalledServices? wanted, CancellationToken cancellation)
    {
        var installed = Installed(session);
        var services = installed.Services.Concat(wanted?.Services ?? [])
            .GroupBy(service => service.Name).Select(same => same.First()).ToList();
        if (services.Count == 0)
        {
            return;
        }

        var control = Control(session, session.Record.PreviousVersion ?? session.Options.Version);
        var checks = installed.Checks.Count > 0 ? installed.Checks : wanted?.Checks ?? [];
        var states = services.Select(service => new ServiceBefore(service, control.Look(service))).ToList();
        var failing = control.Health.RunOnce(states.Any(each => each.State.IsRunning) ? checks : [], cancellation)
            .Where(finding => !finding.Passed).Select(finding => finding.Check).ToList();
        foreach (var check in failing)
        {
            session.Log.Tell(DiagnosticCatalog.HealthCheckFailedBefore(check.Name, check.Question));
        }

        var before = new ServicesBefore(session.Layout.Prefix, Facts(session, session.Record.PreviousVersion ?? ""), states, checks,
            [.. failing.Select(check => check.Name)]);
        transaction.NoteServices(before.ToText());
        var actions = new List<string>();
        transaction.Companion = new ServiceUndo(session.Layout, before, actions, session.Log.Info);
        session.ServicesBefore = before;
        session.UnitsBefore = services.ToDictionary(service => service.Name, service => UnitFiles.TextOf(session.Layout, service));
        session.ServiceActions = actions;
        foreach (var (service, state) in states)
        {
            session.Log.Info($"Service {service.Name} before: {state.Word}");
        }
    }

    /// <summary>Makes the services run what is installed now.</summary>
    /// <param name="wanted">Those that are to run.</param>
    /// <returns>What is wrong with them; empty: nothing.</returns>
    public static IReadOnlyList<Diagnostic> Act(
        TargetSession session, Transaction transaction, InstalledServices wanted, CancellationToken cancellation)
    {
        var control = Control(session, session.Options.Version);
        var driven = wanted.Services.Where(service => IsDriven(session, control, service)).ToList();
        if (driven.Count == 0 && wanted.Services.Count > 0)
        {
            session.Log.Info("Health checks are not run: no service was activated");
            return [];
        }

        var read = transaction.Changes.Any(change => change.Before != change.After && IsUnit(session.Layout, change.Path));
        var (acted, left) = (new List<Service>(), new List<Service>());
        foreach (var service in driven)
        {
            var changes = ChangesOf(session.Layout, transaction.Changes);
            var (old, text) = (session.UnitsBefore.GetValueOrDefault(service.Name), UnitFiles.TextOf(session.Layout, service));
            changes = changes with { Unit = old is not null && text is not null && !UnitText.IsSame(old, text) };
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
            var action = ServiceActions.Of(service, now, control.Identity.Judge(now.Processes).Verdict, changes);
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
                transaction.NoteServiceAction($"enable {service.Name}");
                session.ServiceActions.Add($"enable {service.Name}");
                control.ManagerOf(service).Enable(service, cancellation);
            }

            Do(session, transaction, control, service, action, cancellation);
            acted.Add(service);
            if (control.AwaitCurrent(service, now, action, changes.Program, cancellation) is { } problem)
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

    /// <summary>Whether the manager knows the service, or is going to; where it does not, that is told.</summary>
    private static bool IsDriven(TargetSession session, ServiceControl control, Service service)
    {
        if (service.OnChange == OnChange.None)
        {
            return false;
        }

        var layout = session.Layout;
        var reason = service.Manager switch
        {
            ServiceManagerKind.Command => null,
            ServiceManagerKind.Runit => layout.UnitDir == layout.ConfigDir ? "LleUnitDir is not set" : null,
            _ when !SystemdManager.IsHere => "systemd does not run on this machine",
            _ when control.Look(service).Exists => null,
            _ when !SystemdManager.UnitDirs.Contains(layout.UnitDir) => $"systemd does not look into '{layout.UnitDir}'",
            _ => null,
        };
        if (reason is not null)
        {
            session.Log.Tell(DiagnosticCatalog.UnitNotActivated(service.Name, UnitFiles.PathOf(layout, service), reason));
        }

        return reason is null;
    }

    private static bool IsUnit(TargetLayout layout, string path) =>
        Path.GetDirectoryName(path) == layout.UnitDir && path != layout.Configuration
        && InstalledFiles.Find(layout, path) is null;

    /// <summary>What would go wrong later is said before anything is touched.</summary>
    /// <exception cref="DeploymentException">LLE2401, LLE2403: a service that cannot be driven here.</exception>
    public static void Check(TargetSession session)
    {
        var findings = new Findings();
        foreach (var problem in session.Options.Services.All(service => service.Manager == ServiceManagerKind.Command) ? []
            : PathTrust.Check(session.Layout.UnitDir))
        {
            findings.Add(session.Options.AllowInsecurePrefix ? problem.AsWarning() : problem);
        }

        var control = Control(session, session.Options.Version);
        foreach (var service in session.Options.Services.Where(service => service.OnChange != OnChange.None))
        {
            if (service.User is { } user && service.Template is null && Accounts.UserNumber(user) is null)
            {
                findings.Add(DiagnosticCatalog.ServiceInvalid("LleService", service.Name, "User", user, "a user of this machine"));
            }

            var isHere = service.Manager != ServiceManagerKind.Systemd || SystemdManager.IsHere;
            if (isHere && control.ManagerOf(service).Problem(service) is { } problem)
            {
                findings.Add(problem);
            }
        }

        findings.ThrowIfFailed();
    }

    /// <summary>Stops the services that are not to run any more, while what they are made from still exists.</summary>
    public static void Retire(TargetSession session, Transaction transaction, InstalledServices wanted, CancellationToken cancellation)
    {
        var control = Control(session, session.Record.PreviousVersion ?? "");
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

    /// <summary>Whether all that is to run runs, from what is installed, and passes its checks.</summary>
    public static bool AreWell(TargetSession session, CancellationToken cancellation)
    {
        var control = Control(session, session.Options.Version);
        return session.Options.Services.All(service => control.Look(service) is var now && ServiceActions.Of(
                service, now, control.Identity.Judge(now.Processes).Verdict, default) == ServiceAction.None)
            && control.Health.RunOnce(session.Options.HealthChecks, cancellation).All(finding => finding.Passed);
    }

    /// <summary>What DATA/services says once the changes are made.</summary>
    public static InstalledServices After(TargetSession session, IReadOnlyList<Change> changes)
    {
        var layout = session.Layout;
        if (changes.Where(change => change.Path == layout.Services).LastOrDefault() is not { } change || change.Before == change.After)
        {
            return Installed(session);
        }

        var then = change is { After.Exists: true, Aside: { } aside } ? InstalledServices.Read(layout, aside) : InstalledServices.None;
        return then.IsElsewhere(layout) ? InstalledServices.None : then;
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

    private static void Do(TargetSession session, Transaction transaction, ServiceControl control, Service service, ServiceAction action,
        CancellationToken cancellation)
    {
        var text = $"{ServiceActions.Name(action)} {service.Name}";
        transaction.NoteServiceAction(text);
        session.ServiceActions.Add(text);
        session.Log.TryAudit($"Service {service.Name}: {ServiceActions.Name(action)}");
        control.Act(service, action, cancellation);
    }

    /// <summary>Of an operation that was interrupted; null: it had nothing to do with services.</summary>
    public static IUndoCompanion? CompanionOf(TargetSession session, StandingTransaction transaction)
    {
        if (transaction.Services is not { } text)
        {
            return null;
        }

        var journal = Path.Combine(session.Layout.Transactions, transaction.Folder, Journal.FileName);
        var before = ServicesBefore.Parse(text, journal);
        if (before.IsElsewhere(session.Layout))
        {
            session.Log.Tell(DiagnosticCatalog.ServicesOfAnotherPlace(journal, before.Place, session.Layout.Prefix));
            return null;
        }

        return new ServiceUndo(session.Layout, before, transaction.ServiceActions, session.Log.Info);
    }

    /// <summary>What runs what is installed; none where it is another place's.</summary>
    public static InstalledServices Installed(TargetSession session)
    {
        var installed = InstalledServices.Read(session.Layout);
        if (!installed.IsElsewhere(session.Layout))
        {
            return installed.Services.All(service => service.Manager == ServiceManagerKind.Command)
                || (installed.UnitDir.Length == 0 ? session.Layout.ConfigDir : installed.UnitDir) == session.Layout.UnitDir
                ? installed
                : throw new DeploymentException(DiagnosticCatalog.UnitDirMissing(session.Layout.Services, installed.UnitDir));
        }

        session.Log.Tell(DiagnosticCatalog.ServicesOfAnotherPlace(session.Layout.Services, installed.Place, session.Layout.Prefix));
        return InstalledServices.None;
    }

    /// <summary>DATA/services and the units, as the options want them; what is not to run any more is stopped before its unit
    /// goes.</summary>
    public static void Stage(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var wanted = Wanted(session);
        if (state is Changing changing)
        {
            Retire(session, changing.Transaction, wanted, cancellation);
        }

        var control = Control(session, session.Options.Version);
        foreach (var service in Installed(session).Services.Where(service => !wanted.Services.Any(service.IsSame)))
        {
            UnitFiles.Remove(state, session.Layout, service);
        }

        foreach (var service in wanted.Services.Where(service => service.Manager != ServiceManagerKind.Command)
            .Where(service => UnitFiles.IsMade(state.Changes, session.Layout, service, control.Look(service))))
        {
            UnitFiles.Stage(session, state, service, Facts(session, session.Options.Version));
        }

        if (wanted.Services.Count + wanted.Checks.Count > 0)
        {
            state.Apply(state.Changes.StageFile(session.Layout.Services, FileContent.Of(wanted.ToText()), FileTraits.Secret, cancellation));
        }
        else if (state.Changes.Look(session.Layout.Services).Exists)
        {
            state.Apply(state.Changes.Removal(session.Layout.Services));
        }
    }

    public static InstalledServices Wanted(TargetSession session) =>
        new(session.Options.Services, session.Options.HealthChecks)
        {
            Place = session.Layout.Prefix,
            UnitDir = session.Layout.UnitDir == session.Layout.ConfigDir ? "" : session.Layout.UnitDir,
        };

    private static ServiceChanges ChangesOf(TargetLayout layout, IEnumerable<Change> changes)
    {
        var changed = changes.Where(change => change.Before != change.After).Select(change => change.Path).ToList();
        return new ServiceChanges(
            changed.Exists(path => path == layout.Binary || path == layout.CurrentVersion || IsPayload(layout, path)),
            changed.Exists(path => path == layout.Configuration || (path.StartsWith(layout.ConfigDir + "/", StringComparison.Ordinal)
                && InstalledFiles.Find(layout, path) is null)),
            Unit: false);
    }

    /// <summary>A file that the payload adds beside the program: a library, a data file.</summary>
    private static bool IsPayload(TargetLayout layout, string path) =>
        path.StartsWith(layout.Prefix.TrimEnd('/') + "/", StringComparison.Ordinal)
        && !layout.Directories.Append(layout.LleDir).Append(layout.UnitDir)
            .Any(directory => directory != layout.BinDir && path.StartsWith(directory + "/", StringComparison.Ordinal))
        && (Path.GetDirectoryName(path) != layout.BinDir || PathState.Capture(path).Target is null);

    private static ServiceControl Control(TargetSession session, string version) =>
        new(session.Layout, Facts(session, version), session.Log.Info);

    private static DeployedFacts Facts(TargetSession session, string version) =>
        new(session.Layout.Name, version, session.Layout.Prefix, session.Id);
}
