using Lle.Deploy.Layout;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>How services are, without doing anything to them.</summary>
internal static class ServicesNow
{
    /// <summary>Whether all that is to run runs, from what is installed. Only looks.</summary>
    public static bool AreRunning(TargetSession session)
    {
        var control = ServiceRecords.Control(session, session.Options.Version);
        return session.Options.Services.All(service => control.Look(service) is var now && ServiceActions.Of(
            service, now, control.Identity.Judge(now.Processes).Verdict, default) == ServiceAction.None);
    }

    /// <summary>Whether every health check is answered as it should be: it connects, and runs the commands of the checks.</summary>
    public static bool PassChecks(TargetSession session, CancellationToken cancellation) =>
        ServiceRecords.Control(session, session.Options.Version).Health.RunOnce(session.Options.HealthChecks, cancellation)
            .All(finding => finding.Passed);

    /// <returns>Why the manager does not know the service and is not going to; null: it does.</returns>
    public static string? NotDriven(TargetLayout layout, ServiceControl control, Service service) =>
        service.Manager switch
        {
            ServiceManagerKind.Command => null,
            ServiceManagerKind.Runit => layout.UnitDir == layout.ConfigDir ? "LleUnitDir is not set" : null,
            _ when !SystemdManager.IsHere => "systemd does not run on this machine",
            _ when control.Look(service).Exists => null,
            _ when !SystemdManager.UnitDirs.Contains(layout.UnitDir) => $"systemd does not look into '{layout.UnitDir}'",
            _ => null,
        };
}
