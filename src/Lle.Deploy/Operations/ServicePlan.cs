using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Reporting;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Works out what an operation would do to services. Looks at them, and does nothing to them.</summary>
internal static class ServicePlan
{
    /// <param name="changes">Of files, as they were worked out.</param>
    public static void Enter(PlanRecord plan, TargetSession session, IReadOnlyList<Change> changes)
    {
        var installed = InstalledServices.ReadHere(session.Layout, Path.GetFileName(session.Layout.Services));
        var wanted = Wanted(plan.Operation, session, installed, changes);
        var control = ServiceRecords.Control(session, session.Options.Version);
        var changed = ChangesForServices.Of(session.Layout, changes);
        foreach (var service in wanted)
        {
            var now = control.Look(service);
            Add(plan, service, now, Action(session.Layout, control, service, now, changed with
            {
                Unit = changes.Any(change => change.Path == UnitFiles.PathOf(session.Layout, service)
                    && change.Before.Exists && change.IsEffective && service.Manager != ServiceManagerKind.Command),
            }, GoesBack(plan.Operation)));
        }

        foreach (var service in installed.Services.Where(service => !wanted.Any(service.IsSame)))
        {
            var now = control.Look(service);
            var stops = now.Exists && service.OnChange != OnChange.None
                && (service.Manager == ServiceManagerKind.Command || UnitFiles.IsOurs(session.Layout, service));
            Add(plan, service, now, stops ? ServiceAction.Stop : ServiceAction.None);
        }
    }

    /// <summary>What is to run afterwards. Of a rollback or restore only that the record goes is known before it is done.</summary>
    private static IReadOnlyList<Service> Wanted(
        OperationKind operation, TargetSession session, InstalledServices installed, IReadOnlyList<Change> changes) =>
        operation is OperationKind.Deploy or OperationKind.Update ? session.Options.Services
        : operation == OperationKind.Uninstall
            || changes.LastOrDefault(change => change.Path == session.Layout.Services) is { Before.Exists: true, After.Exists: false }
            ? [] : installed.Services;

    /// <summary>To an earlier version, whose definition of a service is what it is.</summary>
    public static bool GoesBack(OperationKind operation) => operation is OperationKind.Rollback or OperationKind.Restore;

    private static ServiceAction Action(
        TargetLayout layout, ServiceControl control, Service service, ServiceState now, ServiceChanges changed, bool goesBack)
    {
        if (service.OnChange == OnChange.None || ServicesNow.NotDriven(layout, control, service) is not null)
        {
            return ServiceAction.None;
        }

        var action = ServiceActions.Of(service, now, control.Identity.Judge(now.Processes).Verdict, changed, goesBack);
        return action == ServiceAction.Start && now is { Exists: true, IsRunning: false, Enablement: "disabled" }
            ? ServiceAction.None : action;
    }

    private static void Add(PlanRecord plan, Service service, ServiceState now, ServiceAction action) =>
        plan.Services.Add(new PlannedService(service.Name, service.ManagerName, now.Word,
            action == ServiceAction.None ? null : ServiceActions.Name(action)));
}
