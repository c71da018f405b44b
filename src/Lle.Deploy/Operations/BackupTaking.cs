using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Takes backups: within a deployment, when a person asks for one, and before something is rolled back.</summary>
internal static class BackupTaking
{
    public static string Folder(TargetSession session) => Path.Combine(session.Layout.BackupDir, session.Stamp);

    /// <summary>Makes the backup of an open transaction that has announced it, and rehearses it.</summary>
    /// <param name="verified">One whose every file was read and found good in this operation; null: none.</param>
    public static Backup Take(
        TargetSession session, Transaction transaction, CancellationToken cancellation, Backup? verified = null)
    {
        var layout = session.Layout;
        if (!PathState.Capture(layout.BackupDir).Exists)
        {
            FileTree.MakeDirectories(Path.GetDirectoryName(layout.BackupDir)!);
            transaction.Apply(DirectoryChange.Of(layout.BackupDir, FileTraits.Program with { Mode = FileModes.Private }));
        }

        var writer = new BackupWriter(layout, session.Backups is [.., var newest] ? newest : null, cancellation)
        {
            Identity = session.Installation.Identity,
            IsNewestVerified = verified is not null && session.Backups is [.., var last] && last.Folder == verified.Folder,
            Meter = session.Listener.Meter("Backing up", () => BackupSize.Of(layout)),
        };
        var backup = writer.Write(session.Stamp, session.Id, session.Record.Sequence);
        foreach (var (path, what) in writer.Notes)
        {
            session.Log.Info($"Not in the backup as it is: {path} {what}");
        }

        foreach (var unreadable in writer.Unreadable)
        {
            session.Log.Tell(unreadable);
        }

        session.Add(backup);
        session.Record.Backup = new BackupRecord
        {
            Timestamp = backup.Id,
            Path = backup.Folder,
            Files = backup.Files,
            Bytes = backup.Bytes,
            Restorable = backup.Restorable,
            Rehearsed = Rehearsal.Run(backup, Path.Combine(transaction.Folder, "rehearsal"), cancellation),
        };
        session.Log.Info($"Backup created: {backup.Folder} ({backup.Files} files, {session.Record.Backup.Rehearsed} restored on trial)");
        session.Log.Audit($"Backup created: {backup.Folder} (Deployment: {session.Id})");
        return backup;
    }
}
