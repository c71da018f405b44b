using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Finishes or undoes what was interrupted; opening the session does it. Where nothing was, nothing is touched, and no report is
/// made.</summary>
internal static class Recover
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        StandingTransaction.Read(options.Layout) is var standing
            && (standing.Any(t => t.IsCommittedPurge) || HasOnlyUnbegun(standing, options)) ? WithoutReport(options, listener)
            : standing.Any(t => t.IsOpen) || Retention.HasLeftovers(options.Layout)
            ? WritingOperation.Run(options, OperationKind.Recover, listener, static (session, _) => session.Log.Info("Recovery completed"),
                cancellation)
            : ScratchFolder.HasLeftovers(options.Layout.Transactions) ? WithoutReport(options, listener)
            : new DeploymentRecord
            {
                Operation = OperationKind.Recover,
                Status = DeploymentStatus.Unchanged,
                Started = DateTimeOffset.UtcNow,
                Version = InstalledState.Read(options.Layout, listener.Tell)?.Version ?? "",
            };

    /// <summary>Killed before its journal was written, or after it had gone: nothing is to be undone, and what an uninstall or a first
    /// deployment has left of the directories is nobody's.</summary>
    private static bool HasOnlyUnbegun(IReadOnlyList<StandingTransaction> standing, DeploymentOptions options) =>
        standing.Any(t => t.IsOpen) && standing.All(t => !t.IsOpen || t.Header is null) && !Retention.HasLeftovers(options.Layout);

    /// <summary>Logs and data go with a purge, and of what had not begun, or was only unpacked or tried, there is nothing to say.</summary>
    private static DeploymentRecord WithoutReport(DeploymentOptions options, OperationListener listener)
    {
        using (TargetLocks.Take(options.Layout, $"recover of {options.Layout.Binary}"))
        {
            ScratchFolder.RemoveLeftovers(options.Layout.Transactions);
            Recovery.Run(options.Layout);
        }

        return new DeploymentRecord
        {
            Operation = OperationKind.Recover,
            Status = DeploymentStatus.Success,
            Started = DateTimeOffset.UtcNow,
            Version = InstalledState.Read(options.Layout, listener.Tell)?.Version ?? "",
        };
    }
}
