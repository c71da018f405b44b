using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Options;
using Lle.Deploy.Processes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>Turns what an undo did into a proven statement: the tree was compared already; here the restored binary is run.</summary>
internal static class UndoProof
{
    public static UndoRecord Of(UndoResult result, TargetSession session, IReadOnlyList<Change> changes)
    {
        var record = new UndoRecord { Restored = result.Restored, Removed = result.Removed, Kept = result.Kept };
        var binary = session.Layout.Binary;
        var wrong = result.Kept.Concat(result.Lost).Concat(result.Blocked.Select(b => b.Path)).FirstOrDefault();
        // A binary the transaction never changed needs no proof of its coming back.
        var restored = changes.Any(c => c.Path == binary && c.Before.Exists);
        if (wrong is null && restored && !Answers(binary, session.Options))
        {
            wrong = $"{binary} does not answer";
        }

        wrong ??= VersionProblem(session, changes);
        record.ServiceProblem = result.Others.FirstOrDefault()?.Message;
        wrong ??= record.ServiceProblem;
        record.Problem = wrong;
        record.Outcome = wrong is not null ? UndoOutcome.NotVerified
            : result.NothingBefore && !PathState.Capture(binary).Exists ? UndoOutcome.NothingBefore
            : UndoOutcome.Verified;
        foreach (var path in result.Kept)
        {
            session.Log.Tell(result.WhyKept(path) is { } why ? DiagnosticCatalog.KeptUnseen(path, why)
                : DiagnosticCatalog.KeptForeignChange(path));
        }

        VersionRetention.TellKept(session, changes);
        session.Log.Try(() => session.NoteLeft(changes));
        foreach (var other in result.Others)
        {
            session.Log.Tell(other);
        }

        foreach (var path in result.Lost)
        {
            session.Log.Tell(DiagnosticCatalog.UndoLost(path));
        }

        foreach (var blocked in result.Blocked)
        {
            session.Log.Tell(DiagnosticCatalog.UndoBlocked(blocked.Path, blocked.Diagnostics[0].Message));
        }

        return record;
    }

    public static DeploymentStatus StatusOf(UndoRecord undo) =>
        undo.Kept.Count > 0 ? DeploymentStatus.NeedsAttention : undo.Verified ? DeploymentStatus.RolledBack
            : DeploymentStatus.RolledBackUnverified;

    /// <summary>The links lead back to a version folder: in the run that left it, its inodes and times of change say that it is what it
    /// was; a recovery reads it again.</summary>
    private static string? VersionProblem(TargetSession session, IReadOnlyList<Change> changes)
    {
        var layout = session.Layout;
        if (!changes.Any(change => change.Path == layout.CurrentVersion && change.Before.Exists)
            || VersionFolder.LedToBy(layout, layout.CurrentVersion) is not { } folder)
        {
            return null;
        }

        return session.VersionBefore is { } before && before.Folder == folder
            ? FolderSeal.Of(folder.Path) == before.Seal ? null : $"{folder.Path} was changed during the deployment"
            : folder.Verify(CancellationToken.None) is [var first, ..] ? first.Message : null;
    }

    private static bool Answers(string binary, DeploymentOptions options)
    {
        try
        {
            using var folder = new PrivateFolder(runAs: RunAs.Of(binary));
            var request = folder.Request(binary, options.StartupArguments);
            var result = Launcher.Run(
                request with { Environment = RunVariables.Add(request.Environment, options.RunEnvironment, binary) });
            return result.Outcome == LaunchOutcome.Exited && result.ExitCode == options.StartupExitCode;
        }
        catch (DeploymentException)
        {
            // No room for a folder, no descriptor for a pipe: what could not be asked is not verified.
            return false;
        }
    }
}
