using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Options;
using Lle.Deploy.Processes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>What every operation that writes has in common, but for a deployment, which has steps: the lock, recovery, an outcome, a
/// report.</summary>
internal static class WritingOperation
{
    /// <exception cref="DeploymentException">It could not begin: nothing is deployed, or the target is held by another.</exception>
    public static DeploymentRecord RunOnInstalled(
        DeploymentOptions options, OperationKind operation, OperationListener listener, Action<TargetSession, CancellationToken> body,
        CancellationToken cancellation)
    {
        CheckInstalled(options);
        return Run(options, operation, listener, body, cancellation);
    }

    /// <exception cref="DeploymentException">LLE1013: nothing is deployed.</exception>
    public static void CheckInstalled(DeploymentOptions options)
    {
        if (!PathState.Capture(options.Layout.DataDir).Exists && !PathState.Capture(options.Layout.Binary).Exists)
        {
            throw new DeploymentException(DiagnosticCatalog.NothingDeployed(options.Layout.Prefix));
        }
    }

    /// <exception cref="DeploymentException">It could not begin: the target is held by another.</exception>
    public static DeploymentRecord Run(
        DeploymentOptions options, OperationKind operation, OperationListener listener, Action<TargetSession, CancellationToken> body,
        CancellationToken cancellation)
    {
        using var guard = new SignalGuard(cancellation);
        using var session = SessionOpening.Open(options, operation, "", listener);
        session.ReadPrevious();
        // Nothing says which version it is where nothing was deployed, or what is there was put there by hand: no default does, either.
        session.Record.Version = session.Record.PreviousVersion ?? "";
        session.Record.Reason = options.RollbackReason.Length == 0 ? null : options.RollbackReason;
        session.Conclude(Outcome(session, body, guard));
        return session.Record;
    }

    private static DeploymentStatus Outcome(
        TargetSession session, Action<TargetSession, CancellationToken> body, SignalGuard guard)
    {
        try
        {
            body(session, guard.Token);
            // What is there now, and not what the project would deploy: nothing where the first deployment was taken back.
            session.Log.Try(() => session.Record.Version = InstalledState.Read(session.Layout, session.Listener.Tell)?.Version ?? "");
            session.Record.Cause = session.HasForeignChanges ? AttentionCause.ForeignChange : AttentionCause.None;
            return session.Record.Undo?.ServiceProblem is not null ? DeploymentStatus.RolledBackUnverified
                : session.HasForeignChanges ? DeploymentStatus.NeedsAttention : DeploymentStatus.Success;
        }
        catch (DeploymentException error)
        {
            session.Log.Tell(error);
        }
        catch (OperationCanceledException)
        {
            session.Log.Tell(DiagnosticCatalog.Stopped(
                $"Run {session.Id} ({OperationNames.Name(session.Record.Operation)})", guard.Received));
        }
        catch (Exception error)
        {
            session.Log.Tell(DiagnosticCatalog.InternalError(
                $"run {session.Id} ({OperationNames.Name(session.Record.Operation)})", $"{error.GetType().Name}: {error.Message}"));
        }

        return DeploymentStatus.Failed;
    }
}
