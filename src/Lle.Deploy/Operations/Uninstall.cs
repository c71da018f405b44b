using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Removes all that the installation owns, in one transaction; with a purge also its data, logs and backups: they are moved aside before
/// the commit, and go after it. What was edited stays without a purge, and so does DATA/installation: the next deployment takes it up.
/// </summary>
internal static class Uninstall
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        WritingOperation.RunOnInstalled(options, OperationKind.Uninstall, listener, Apply, cancellation);

    /// <summary>What it would change.</summary>
    public static PlanRecord Plan(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        WritingOperation.CheckInstalled(options);
        cancellation.ThrowIfCancellationRequested();
        using var session = SessionOpening.ForPlan(options, OperationKind.Uninstall, listener);
        var (layout, purges) = (options.Layout, options.Purge);
        if (purges)
        {
            PurgeRules.Check(layout, session.Installation);
        }

        var (uninstall, planned) = (UninstallPlan.Of(layout, session.Installation, purges), new PlannedChanges());
        planned.Apply(purges ? [] : Migration.StageMissingIdentity(session, planned));
        planned.Apply([.. uninstall.Removals.SelectMany(PlanWriter.Tree).Select(planned.Removal)]);
        planned.Apply([.. (purges ? PurgedEntries.All(layout) : []).SelectMany(PlanWriter.Tree).Except(uninstall.Removals)
            .Select(path => new Change(path, PathState.Look(path), PathState.Absent))]);

        planned.Apply([.. uninstall.Kept.Select(path => new Change(path, planned.Look(path), planned.Look(path)))]);
        foreach (var directory in uninstall.Directories.Where(d => Directory.Exists(d)
            && Directory.EnumerateFileSystemEntries(d).All(path => !planned.Look(path).Exists || IsSupervision(layout, path))))
        {
            planned.Apply(planned.Removal(directory));
        }

        var plan = new PlanRecord
        {
            Operation = OperationKind.Uninstall,
            InstalledVersion = session.Record.PreviousVersion,
            TakesBackup = !purges,
        };
        PlanWriter.Enter(plan, session, purges ? "purge" : "", planned.Changes);
        return plan;
    }

    /// <summary>What runsv keeps of a service goes with its supervisor.</summary>
    private static bool IsSupervision(TargetLayout layout, string path) =>
        path.StartsWith(layout.RunitDir + "/", StringComparison.Ordinal) && Path.GetFileName(path) == "supervise";

    private static void Apply(TargetSession session, CancellationToken cancellation)
    {
        PlanWriter.CheckUnchanged(session, listener => Plan(session.Options, listener, cancellation));
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
        session.Log.Try(() => FileRecords.Enter(session.Record, transaction.Changes));

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

            ServiceRecords.Note(session, transaction, InstalledServices.None, cancellation);
            ServiceActivation.Retire(session, transaction, InstalledServices.None, cancellation);
            transaction.Apply(session.Options.Purge ? [] : Migration.StageMissingIdentity(session, transaction));
            using (var parents = new ParentDirectories())
            {
                transaction.Apply([.. plan.Removals.Select(r => parents.Of(r)?.Status(Path.GetFileName(r))?.Kind == FileKind.Directory
                    ? transaction.TreeRemoval(r) : transaction.Removal(r))]);
            }

            transaction.Apply(session.Options.Purge
                ? [.. PurgedEntries.Of(session.Layout, session.Id).Select(transaction.PurgeRemoval)] : []);
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
