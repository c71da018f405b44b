using Lle.Deploy.Deployments;
using Lle.Deploy.Options;

namespace Lle.Deploy.Sessions;

/// <summary>The command that rolls a deployment back, in the words of the front end that runs it.</summary>
internal static class RollbackCommand
{
    /// <returns>null: there is nothing to roll back, or the front end has no command for it.</returns>
    public static string? Of(TargetSession session) =>
        CanRollBack(session.Record) ? session.Listener.Command(
            OperationKind.Rollback, [new(OptionTable.DeploymentId.Name, session.Id), .. LayoutOptions.Of(session.Options)]) : null;

    private static bool CanRollBack(DeploymentRecord record) =>
        record is { Operation: OperationKind.Deploy or OperationKind.Update, Backup: not null }
            and ({ Status: DeploymentStatus.Success or DeploymentStatus.Degraded }
            or { Cause: AttentionCause.ValidationFailed or AttentionCause.AfterCommit });
}
