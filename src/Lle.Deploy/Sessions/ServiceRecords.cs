using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>What is known of services: what runs what is installed, what is wanted, and how they were before the first change.</summary>
internal static class ServiceRecords
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
        session.AtStart = BootRecovery.Set(session, services);
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

    public static InstalledServices Wanted(TargetSession session) =>
        new(session.Options.Services, session.Options.HealthChecks)
        {
            Place = session.Layout.Prefix,
            UnitDir = session.Layout.UnitDir == session.Layout.ConfigDir ? "" : session.Layout.UnitDir,
        };

    /// <summary>What DATA/services says once the changes are made.</summary>
    public static InstalledServices After(TargetSession session, IReadOnlyList<Change> changes)
    {
        var layout = session.Layout;
        if (changes.Where(change => change.Path == layout.Services).LastOrDefault() is not { } change || !change.IsEffective)
        {
            return Installed(session);
        }

        return change is { After.Exists: true, Aside: { } aside } ? InstalledServices.ReadHere(layout, aside) : InstalledServices.None;
    }

    /// <summary>Enters into the record what was done to services, and how they are now.</summary>
    public static void Enter(TargetSession session)
    {
        var control = Control(session, session.Options.Version);
        session.Record.Services = [.. (session.ServicesBefore?.Services ?? []).Select(each => new ServiceRecord
        {
            Name = each.Service.Name,
            Manager = each.Service.ManagerName,
            Unit = each.Service.Unit,
            Before = each.State.Word,
            Actions = [.. session.ServiceActions.Where(action => action.EndsWith(" " + each.Service.Name, StringComparison.Ordinal))
                .Select(action => action[..^(each.Service.Name.Length + 1)])],
            After = Look(control, each.Service),
        })];
    }

    public static void EnterChecks(DeploymentRecord record, ServiceControl control) =>
        record.HealthChecks = [.. control.Answers.Values.Select(finding => new HealthRecord
        {
            Name = finding.Check.Name,
            Question = finding.Check.Question,
            Passed = finding.Passed,
            Problem = finding.Problem,
            Attempts = finding.Attempts,
            DurationMilliseconds = finding.Took.TotalMilliseconds,
        })];

    private static string? Look(ServiceControl control, Service service)
    {
        try
        {
            return control.Look(service).Word;
        }
        catch (DeploymentException)
        {
            // A report says what is known.
            return null;
        }
    }

    public static ServiceControl Control(TargetSession session, string version) =>
        new(session.Layout, Facts(session, version), session.Log.Info);

    public static DeployedFacts Facts(TargetSession session, string version) =>
        new(session.Layout.Name, version, session.Layout.Prefix, session.Id);

    /// <summary>What hooks are told when an operation has ended: the version is the one that is installed now, empty where none
    /// is.</summary>
    public static DeployedFacts FactsNow(TargetLayout layout, string id) =>
        new(layout.Name, InstalledState.Read(layout, _ => { })?.Version ?? "", layout.Prefix, id);
}
