using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>Removes the oldest backups, in the order they were made; never the newest, nor those of the chain that a rollback
/// folds.</summary>
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
        // A rollback folds the last deployment that changed anything with every one since: none of them can be missing.
        var chain = deployments.ToList().FindLastIndex(d => !d.IsUnchanged) is var changed and >= 0 ? deployments.Skip(changed)
            : deployments.TakeLast(1);
        var needed = chain.Select(d => d.Header.Backup).ToList();
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

    /// <summary>What is left of an earlier pruning that was interrupted.</summary>
    public static void SweepLeftovers(TargetLayout layout)
    {
        foreach (var name in Leftovers(layout))
        {
            FileTree.Delete(Path.Combine(layout.BackupDir, name));
        }
    }

    public static bool HasLeftovers(TargetLayout layout) => Leftovers(layout).Count > 0;

    private static List<string> Leftovers(TargetLayout layout)
    {
        using var root = PosixDirectory.TryOpen(layout.BackupDir);
        return [.. (root?.Names() ?? []).Where(name => name.StartsWith(Leaving, StringComparison.Ordinal))];
    }
}
