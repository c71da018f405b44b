using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>Removes the oldest backups, in the order they were made; never the newest, nor the one the last deployment rolls back to.</summary>
internal static class Retention
{
    /// <param name="keep">LleBackupRetention; at least 1.</param>
    /// <returns>The folders removed.</returns>
    public static IReadOnlyList<string> Prune(TargetLayout layout, int keep)
    {
        var backups = Backup.All(layout.BackupDir);
        var deployments = Recovery.Committed(layout.Transactions);
        var needed = deployments.Count == 0 ? null : deployments[^1].Header.Backup;
        var removed = new List<string>();
        foreach (var backup in backups.Take(Math.Max(0, backups.Count - Math.Max(1, keep))).Where(b => b.Folder != needed))
        {
            // Without its backup a deployment can no longer be rolled back: what would offer that goes first.
            foreach (var (header, _) in deployments.Where(d => d.Header.Backup == backup.Folder))
            {
                FileTree.Delete(layout.RollbackData(header.Id));
                FileTree.Delete(Path.Combine(layout.Transactions, header.Id));
            }

            // Without its manifest it is no backup any more, however far the rest gets.
            FileTree.Delete(Path.Combine(backup.Folder, Manifest.FileName));
            FileTree.Delete(backup.Folder);
            removed.Add(backup.Folder);
        }

        return removed;
    }
}
