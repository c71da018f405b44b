using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Readiness;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What follows the commit: clearing away, pruning, validation. A failure here is told, and undoes nothing.</summary>
internal static class Aftermath
{
    /// <returns>How the deployment ended.</returns>
    public static DeploymentStatus Run(Deployment deployment, Committed committed)
    {
        var session = deployment.Session;
        session.Log.Try(committed.Transaction.Close);
        session.Log.Try(() => VersionRetention.Prune(session));
        session.Log.Try(session.Prune);
        session.Log.NoteAuditHead();
        var validation = committed.Validation;
        deployment.Record.Validation = validation.Score;
        var verdict = validation.Passed ? "passed" : "failed";
        session.Log.Info($"Post-deployment validation {verdict}: {validation.Score.Percent}%");
        session.Log.TryAudit($"Post-deployment validation {verdict}: {validation.Score.Percent}% (Deployment: {session.Id})");
        foreach (var diagnostic in validation.Diagnostics)
        {
            // A deployment that was kept although it missed a mark misses it here again; a person decides already.
            session.Log.Tell(deployment.IsDegraded ? diagnostic.AsWarning() : diagnostic);
        }

        session.Log.Try(() => LogFile.Write(
            session.Layout.ValidationReport(session.Id),
            Encoding.UTF8.GetBytes(ValidationReport.Render(session.Id, DateTimeOffset.UtcNow, validation.Score))));
        if (!validation.Passed && !deployment.IsDegraded)
        {
            deployment.Record.Cause = AttentionCause.ValidationFailed;
            return DeploymentStatus.NeedsAttention;
        }

        session.Log.Info("=== LLE PRODUCTION DEPLOYMENT COMPLETED SUCCESSFULLY ===");
        session.Log.TryAudit($"Deployment completed successfully: {session.Id}");
        return deployment.IsDegraded ? DeploymentStatus.Degraded : deployment.ChangesAnything ? DeploymentStatus.Success
            : DeploymentStatus.Unchanged;
    }
}
