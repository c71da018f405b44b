using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>Removes the oldest backups, in the order they were made; never the newest, nor those that the last deployment, and the last one that changed anything, roll back to.</summary>
internal static class Retention
{
    /// <summary>A backup on its way out: one rename takes it away whole, so that none is ever half there.</summary>
    private const string Leaving = ".lle-pruned-";

    /// <param name="keep">LleBackupRetention; at least 1.</param>
    /// <param name="backups">All of the target, oldest first.</param>
    /// <returns>Those removed.</returns>
    public static IReadOnlyList<Backup> Prune(TargetLayout layout, IReadOnlyList<Backup> backups, int keep)
    {
        var surplus = backups.Count - Math.Max(1, keep);
        if (surplus <= 0)
        {
            return [];
        }

        var deployments = CommittedTransaction.Read(layout);
        var needed = deployments.TakeLast(1).Concat(deployments.Where(d => !d.IsUnchanged).TakeLast(1)).Select(d => d.Header.Backup).ToList();
        var removed = new List<Backup>();
        foreach (var backup in backups.Take(surplus).Where(b => !needed.Contains(b.Folder)))
        {
            // Without its backup a deployment can no longer be rolled back: what would offer that goes first.
            foreach (var (header, _, _) in deployments.Where(d => d.Header.Backup == backup.Folder))
            {
                FileTree.Delete(layout.RollbackData(header.Id));
                FileTree.Delete(Path.Combine(layout.Transactions, header.Id));
            }

            using (var root = PosixDirectory.Open(layout.BackupDir))
            {
                root.Rename(backup.Id, Leaving + backup.Id);
                root.Sync();
            }

            FileTree.Delete(Path.Combine(layout.BackupDir, Leaving + backup.Id));
            removed.Add(backup);
        }

        return removed;
    }

    /// <summary>What an earlier pruning was cut off from.</summary>
    public static void SweepLeftovers(TargetLayout layout)
    {
        using var root = PosixDirectory.TryOpen(layout.BackupDir);
        foreach (var name in (root?.Names() ?? []).Where(n => n.StartsWith(Leaving, StringComparison.Ordinal)))
        {
            FileTree.Delete(Path.Combine(layout.BackupDir, name));
        }
    }
}
