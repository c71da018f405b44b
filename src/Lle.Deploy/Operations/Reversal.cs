using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What winding back by hand has in common, whether to before a deployment or to a backup: a safety copy, one transaction, proof,
/// commit.</summary>
internal static class Reversal
{
    /// <param name="stage">Prepares the changes, given the backup that was just made of what is there; they are made here.</param>
    /// <param name="verified">A backup whose every file was read and found good in this operation; null: none.</param>
    public static void Run(
        TargetSession session, Transaction transaction, Func<Backup, IReadOnlyList<Change>> stage, CancellationToken cancellation,
        Backup? verified = null)
    {
        var undo = session.Record.Undo = new UndoRecord();
        var hasProgram = false;
        try
        {
            var standing = BackupTaking.Take(session, transaction, cancellation, verified);
            transaction.StageTogether(session.Layout.Directories);
            var changes = ChangeList.Of(stage(standing));
            changes.AddRange(Migration.StageIdentity(session, transaction));
            transaction.SyncStaged();
            TellNotKept(session, transaction);
            var services = ServiceRecords.After(session, changes);
            ServiceRecords.Note(session, transaction, services, cancellation);
            ServiceActivation.Retire(session, transaction, services, cancellation);
            transaction.Apply(changes);
            hasProgram = Prove(session, changes, cancellation);
            ServiceActivation.Bring(session, transaction, services, undo, cancellation);
            ServiceActivation.TakeUpRewritten(session, transaction);
            transaction.Commit();
        }
        catch
        {
            session.Record.Backup = null;
            session.Record.Undo = UndoProof.Of(transaction.Undo(), session, transaction.Changes);
            if (session.Record.Undo.Verified)
            {
                session.Record.Undo.Outcome = UndoOutcome.OperationUndone;
            }

            throw;
        }

        session.Log.Try(transaction.Close);
        session.Log.Try(() => session.Record.Files = new ChangedFiles(transaction.Changes));
        undo.Restored = transaction.Changes.Where(change => change.After.Exists).Select(change => change.Path);
        undo.Removed = transaction.Changes.Where(change => !change.After.Exists).Select(change => change.Path);
        undo.Action = session.Record.Operation == OperationKind.Restore ? UndoAction.Restored : UndoAction.RolledBack;
        undo.Problem = undo.Kept.FirstOrDefault() ?? undo.ServiceProblem;
        undo.Outcome = undo.Problem is not null ? UndoOutcome.NotVerified
            : hasProgram ? UndoOutcome.Verified
            : UndoOutcome.NothingBefore;
        session.Log.Info(Words.Of(undo));
    }

    /// <summary>What an ordinary user may not give back: the files come back all the same.</summary>
    public static void TellNotKept(TargetSession session, ChangeSet changes)
    {
        foreach (var (path, what) in changes.TakeNotKept())
        {
            session.Log.Tell(DiagnosticCatalog.TraitNotKept(path, what));
        }
    }

    /// <summary>A link into a version folder brings back that folder's content, so the folder must still be what was deployed.</summary>
    /// <param name="path">Where the link is to stand.</param>
    /// <param name="wanted">What is to stand there.</param>
    public static void CheckVersion(TargetSession session, string path, PathState wanted, CancellationToken cancellation)
    {
        if ((path == session.Layout.Binary || path == session.Layout.CurrentVersion)
            && wanted.Target is { } target
            && VersionFolder.LedToBy(session.Layout, path, target) is { } folder
            && folder.Verify(cancellation) is { Count: > 0 } problems)
        {
            throw new DeploymentException(problems);
        }
    }

    /// <summary>Looks at every path again that was changed, and lets the binary answer, before the decision.</summary>
    /// <returns>Whether there is a program.</returns>
    private static bool Prove(TargetSession session, ChangeList changes, CancellationToken cancellation)
    {
        var last = Change.Last(Change.Single(changes.Effective()));
        ParallelBatches.Run(last, (ParentDirectories parents, Change change) =>
        {
            if (!change.Stands(parents.Of(change.Path)))
            {
                throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(change.Path));
            }
        });

        var hasProgram = PathState.Capture(session.Layout.Binary).Exists;
        if (hasProgram)
        {
            SmokeTest.Run(session.Layout.Binary, session.Layout.Binary, session.Layout.Binary, session.Options, cancellation);
        }

        return hasProgram;
    }
}
