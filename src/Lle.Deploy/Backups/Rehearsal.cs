using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// Proves that a rollback works before anything is changed: files of the backup are restored into scratch as a restore would do it, and
/// compared with the record. Binary and configuration first, then data, up to 64 MiB and 1,000 files; logs are left out, because no
/// rollback winds them back.
/// </summary>
internal static class Rehearsal
{
    private const long MostBytes = 64L << 20;
    private const int MostFiles = 1000;
    private const string Restored = "restored";

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
            if (rehearsed >= MostFiles || spent > MostBytes)
            {
                break;
            }

            var given = GiveableTraits.Of(RestoreTraits.Of(entry));
            var restored = Restore(backup, entry, given.Traits, folder, cancellation);
            var expected = given.NotKept.Count == 0 ? entry.State : entry.State with
            {
                Mode = given.Traits.Mode,
                User = restored.User,
                Group = restored.Group,
                Attributes = PathState.Encode(given.Traits.Attributes!),
            };
            if (restored != expected)
            {
                throw new DeploymentException(DiagnosticCatalog.RehearsalFailed(
                    Path.Join(backup.Folder, entry.Path), expected.ToString(), restored.ToString()));
            }

            rehearsed++;
        }

        FileTree.Delete(scratch, durable: false);
        return rehearsed;
    }

    /// <summary>One file after the other under one name: what is not made needs not be removed.</summary>
    private static PathState Restore(
        Backup backup, ManifestEntry entry, FileTraits traits, PosixDirectory folder, CancellationToken cancellation)
    {
        var content = FileContent.CopyOf(Path.Join(backup.Folder, entry.Path), entry.State.Sha256!);
        var state = Staging.Write(folder, Restored, content, entry.State.Sha256!, traits, cancellation, durable: false);
        folder.Unlink(Restored);
        return state;
    }
}
