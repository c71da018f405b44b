using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Finishes or undoes what was interrupted; opening the session does it. Where nothing was, nothing is touched, and no report is
/// made.</summary>
internal static class Recover
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        var layout = options.Layout;
        var standing = StandingTransaction.Read(layout);
        if (standing.Any(t => t.IsCommittedPurge) || HasOnlyUnbegun(standing, layout))
        {
            return WithoutReport(options, listener);
        }

        if (standing.Any(t => t.IsOpen) || Retention.HasLeftovers(layout))
        {
            return WritingOperation.Run(options, OperationKind.Recover, listener,
                static (session, _) => session.Log.Info("Recovery completed"), cancellation);
        }

        return ScratchFolder.HasLeftovers(layout.Transactions) ? WithoutReport(options, listener)
            : Record(options, listener, DeploymentStatus.Unchanged);
    }

    /// <summary>Killed before its journal was written, or after it had gone: nothing is to be undone, and what an uninstall or a first
    /// deployment has left of the directories is nobody's.</summary>
    private static bool HasOnlyUnbegun(IReadOnlyList<StandingTransaction> standing, TargetLayout layout) =>
        standing.Any(t => t.IsOpen) && standing.All(t => !t.IsOpen || t.Header is null) && !Retention.HasLeftovers(layout);

    /// <summary>Logs and data go with a purge, and of what had not begun, or was only unpacked or tried, there is nothing to say.</summary>
    private static DeploymentRecord WithoutReport(DeploymentOptions options, OperationListener listener)
    {
        using (TargetLocks.Take(options.Layout, $"recover of {options.Layout.Binary}"))
        {
            ScratchFolder.RemoveLeftovers(options.Layout.Transactions);
            Recovery.Run(options.Layout);
        }

        return Record(options, listener, DeploymentStatus.Success);
    }

    private static DeploymentRecord Record(DeploymentOptions options, OperationListener listener, DeploymentStatus status) => new()
    {
        Operation = OperationKind.Recover,
        Status = status,
        Started = DateTimeOffset.UtcNow,
        Version = InstalledState.Read(options.Layout, listener.Tell)?.Version ?? "",
    };
}
