using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Deployments;

/// <summary>What can be asked of a target besides a deployment. Those that write hold the lock, recover first, and leave a report.</summary>
internal static class Operations
{
    /// <summary>Undoes the named deployment or restore (default: the last one), and what came after it.</summary>
    public static DeploymentRecord Rollback(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "rollback", tell, Rollbacks.Run, cancellation);

    /// <summary>Brings back what a named backup holds.</summary>
    public static DeploymentRecord Restore(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "restore", tell, Restores.Run, cancellation);

    /// <summary>Takes a backup of what stands.</summary>
    public static DeploymentRecord Backup(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "backup", tell, ManualBackups.Run, cancellation);

    /// <summary>Finishes or undoes what was cut off; opening the session does it.</summary>
    public static DeploymentRecord Recover(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "recover", tell, static (session, _) => session.Info(session.Recovered ? "Recovery completed" : "Nothing was cut off"), cancellation);

    /// <summary>A deployment whose payload is an update package and whose ID names its version.</summary>
    public static Deployment OpenUpdate(DeploymentOptions options, Action<Diagnostic> tell)
    {
        var version = Payload.SemanticVersion.Parse(options.UpdateVersion ?? "", "LleUpdateVersion");
        if (options.UpdatePackage is null)
        {
            throw new DeploymentException(DiagnosticCatalog.PropertyOutOfRange("LleUpdatePackage", "", "the path of a .tar.gz or .tar file"));
        }

        return Deployment.Open(options with { Version = version.Text }, tell, "update", $"UPDATE_{version.Text}_");
    }

    private static DeploymentRecord Write(
        DeploymentOptions options, string operation, Action<Diagnostic> tell, Action<TargetSession, CancellationToken> body, CancellationToken cancellation)
    {
        using var guard = new SignalGuard(cancellation);
        using var session = TargetSession.Open(options, operation, "", tell);
        session.Record.Reason = options.RollbackReason.Length == 0 ? null : options.RollbackReason;
        var status = DeploymentStatus.Success;
        try
        {
            body(session, guard.Token);
            status = session.HasForeignChanges ? DeploymentStatus.NeedsAttention : DeploymentStatus.Success;
        }
        catch (DeploymentException error)
        {
            session.Tell(error);
            status = DeploymentStatus.Failed;
        }
        catch (OperationCanceledException)
        {
            session.Tell(DiagnosticCatalog.Cancelled(session.Id));
            status = DeploymentStatus.Failed;
        }

        session.Conclude(status);
        return session.Record;
    }
}
