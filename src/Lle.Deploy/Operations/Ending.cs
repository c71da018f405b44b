using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>The two ways a deployment ends that may not go on: what it changed is undone, or, where that was asked for, left in
/// place.</summary>
internal static class Ending
{
    /// <summary>Whether there is anything to leave in place: a file of the installation, and not only what was prepared for it.</summary>
    public static bool HasInstalled(TargetSession session, Changing changing) =>
        changing.Transaction.Changes.Any(change => change.After.Kind != FileKind.Directory
            && change.Path != session.Layout.RollbackData(session.Id));

    /// <returns>How the deployment ended.</returns>
    public static DeploymentStatus Undo(TargetSession session, Changing changing)
    {
        var (log, record) = (session.Log, session.Record);
        log.Lines.Critical("=== EMERGENCY ROLLBACK INITIATED ===");
        log.TryAudit($"Rollback initiated: {session.Id} (Reason: {record.Reason})");
        var changes = changing.Transaction.Changes;
        UndoRecord undo;
        try
        {
            undo = UndoProof.Of(changing.Transaction.Undo(), session, changes);
        }
        catch (DeploymentException error)
        {
            // The journal stands: the next run, or LleRecover, goes on from here.
            log.Tell(error);
            undo = new UndoRecord { Outcome = UndoOutcome.NotVerified, Problem = error.Diagnostics[0].Location.File };
        }

        record.Undo = undo;
        record.Backup = null;
        record.Cause = undo.Kept.Count > 0 ? AttentionCause.ForeignChange : AttentionCause.None;
        log.Lines.Critical($"Emergency rollback completed: {Words.Of(undo)}");
        log.TryAudit($"Emergency rollback completed: {Words.Of(undo)} (Error: {log.LastErrorCode})");
        log.Tell(undo.Verified ? DiagnosticCatalog.RolledBack(session.Id, Words.Of(undo))
            : DiagnosticCatalog.RolledBackUnverified(session.Id, Words.Of(undo)));
        return UndoProof.StatusOf(undo);
    }

    /// <summary>LleRollbackOnFailure=false: commits what was done so far, so that a later rollback can undo it.</summary>
    public static void LeaveInPlace(TargetSession session, Changing changing)
    {
        // Whoever asks for the status is to know that what is there has failed.
        var state = new DeploymentState(session.Id, session.Options.Version, LogTime.Format(session.Started), DeploymentState.Failed,
            session.Layout.Prefix);
        session.Log.Try(() => changing.Apply(
            changing.Transaction.StageFile(session.Layout.DeploymentState, FileContent.Of(state.ToText()), FileTraits.Public)));
        session.Log.Try(() => changing.Apply(IdentityFiles.Stage(session, changing.Transaction)));
        changing.Transaction.Commit();
        session.Log.Tell(DiagnosticCatalog.LeftInPlace(session.Id));
        changing.Transaction.Close();
    }
}
