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

/// <summary>What a deployment installs for services: DATA/services and units; and what would go wrong with them, before anything is
/// touched.</summary>
internal static class ServiceStaging
{
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

        var control = ServiceRecords.Control(session, session.Options.Version);
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

    /// <summary>DATA/services and the units, as the options want them; what is not to run any more is stopped before its unit
    /// goes.</summary>
    public static void Stage(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var wanted = ServiceRecords.Wanted(session);
        if (state is Changing changing)
        {
            ServiceActivation.Retire(session, changing.Transaction, wanted, cancellation);
        }

        var control = ServiceRecords.Control(session, session.Options.Version);
        foreach (var service in ServiceRecords.Installed(session).Services.Where(service => !wanted.Services.Any(service.IsSame)))
        {
            UnitFiles.Remove(state, session.Layout, service);
        }

        foreach (var service in wanted.Services.Where(service => service.Manager != ServiceManagerKind.Command)
            .Where(service => UnitFiles.IsMade(state.Changes, session.Layout, service, control.Look(service))))
        {
            UnitFiles.Stage(session, state, service, ServiceRecords.Facts(session, session.Options.Version));
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
}
