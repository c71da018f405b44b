using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Removes all that the installation owns, in one transaction; with a purge also its data, logs and backups, once that is decided. What was
/// edited stays
/// without a purge, and so does DATA/installation: the next deployment takes it up.
/// </summary>
internal static class Uninstall
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        WritingOperation.RunOnInstalled(options, OperationKind.Uninstall, listener, Apply, cancellation);

    private static void Apply(TargetSession session, CancellationToken cancellation)
    {
        var (layout, purges) = (session.Layout, session.Options.Purge);
        if (purges)
        {
            PurgeRules.Check(layout, session.Installation);
        }

        session.LockHost();
        var plan = UninstallPlan.Of(layout, session.Installation, purges);
        session.Log.Audit($"Uninstall initiated: {layout.Prefix}{(purges ? " (data, logs and backups too)" : "")}");
        using var transaction = session.Begin(
            plan.Removals.Select(r => Path.GetDirectoryName(r)!).Append(layout.DataDir),
            purges ? null : BackupTaking.Folder(session),
            discards: CommittedTransaction.Read(layout).Select(c => Path.Combine(layout.Transactions, c.Header.Id)),
            removeIfEmpty: plan.Directories,
            purges: purges ? [layout.BackupDir, layout.LogDir, layout.DataDir] : []);
        Remove(session, transaction, plan, cancellation);
        FileRecords.Enter(session.Record, transaction.Changes);

        foreach (var kept in plan.Kept)
        {
            session.Log.Info($"Kept, because it was edited: {kept}");
        }

        session.Log.TryAudit($"Uninstall completed: {layout.Prefix}");
        session.IsPurged = purges;
        session.Log.Try(transaction.Close);
    }

    private static void Remove(TargetSession session, Transaction transaction, UninstallPlan plan, CancellationToken cancellation)
    {
        try
        {
            if (!session.Options.Purge)
            {
                BackupTaking.Take(session, transaction, cancellation);
            }

            ServiceWork.Note(session, transaction, InstalledServices.None, cancellation);
            ServiceWork.Retire(session, transaction, InstalledServices.None, cancellation);
            transaction.Apply(session.Options.Purge ? [] : Migration.StageIdentity(session, transaction));
            transaction.Apply([.. plan.Removals.Select(
                r => PathState.Capture(r).Kind == FileKind.Directory ? transaction.TreeRemoval(r) : transaction.Removal(r))]);
            cancellation.ThrowIfCancellationRequested();
            transaction.Commit();
        }
        catch
        {
            session.Record.Backup = null;
            session.Record.Undo = UndoProof.Of(transaction.Undo(), session, transaction.Changes);
            throw;
        }
    }
}
