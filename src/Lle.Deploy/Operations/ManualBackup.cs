using Lle.Deploy.Deployments;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>A backup of what is installed, because somebody asks for one.</summary>
internal static class ManualBackup
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        WritingOperation.RunOnInstalled(options, OperationKind.Backup, listener, Take, cancellation);

    private static void Take(TargetSession session, CancellationToken cancellation)
    {
        using var transaction = session.Begin([session.Layout.DataDir], BackupTaking.Folder(session));
        try
        {
            BackupTaking.Take(session, transaction, cancellation);
            transaction.Apply(Migration.StageMissingIdentity(session, transaction));
            transaction.Commit();
        }
        catch
        {
            transaction.Undo();
            throw;
        }

        session.Log.Try(transaction.Close);
        session.Log.Try(session.Prune);
    }
}
