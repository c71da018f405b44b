using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// Proves the way back before anything is changed: files of the backup are restored into scratch as a restore would do it, and compared with the record.
/// Logs are left out, because no rollback winds them back; and so is what lies beyond the first 64 MiB, binary and configuration first.
/// </summary>
internal static class Rehearsal
{
    private const long Budget = 64L << 20;

    /// <param name="scratch">A folder that is made and removed.</param>
    /// <returns>How many files were restored and compared.</returns>
    public static int Run(Backup backup, string scratch, CancellationToken cancellation)
    {
        using var parent = PosixDirectory.OpenParent(scratch, out var name);
        parent.MakeDirectory(name, FileModes.Private);
        using var folder = parent.TryOpenDirectory(name)!;
        var spent = 0L;
        var rehearsed = 0;
        foreach (var entry in backup.Manifest.Entries.Where(e => e.State.Kind == FileKind.File && !BackupMap.IsLog(e.Path)))
        {
            spent += entry.Size;
            if (spent > Budget)
            {
                continue;
            }

            var restored = Restore(backup, entry, folder, $"{++rehearsed}", cancellation);
            if (restored != entry.State)
            {
                throw new DeploymentException(DiagnosticCatalog.RehearsalFailed(Path.Join(backup.Folder, entry.Path), entry.State.ToString(), restored.ToString()));
            }
        }

        FileTree.Delete(scratch, durable: false);
        return rehearsed;
    }

    private static PathState Restore(Backup backup, ManifestEntry entry, PosixDirectory folder, string name, CancellationToken cancellation)
    {
        var content = FileContent.CopyOf(Path.Join(backup.Folder, entry.Path), entry.State.Sha256!);
        return Staging.Write(folder, name, content, entry.State.Sha256!, RestoreTraits.Of(entry), cancellation, durable: false);
    }
}
