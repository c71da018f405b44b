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
        var needed = Chain(deployments).Select(d => d.Header.Backup).ToList();
        var removed = new List<Backup>();
        foreach (var backup in backups.Take(surplus).Where(b => !needed.Contains(b.Folder)))
        {
            foreach (var offer in Offers(layout, deployments, backup))
            {
                FileTree.Delete(offer);
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

    /// <summary>What a deployment would prune after its commit, beside the backup that it takes first.</summary>
    /// <param name="changesAnything">It is no deployment of what is there already.</param>
    /// <returns>The backups, and what offers to go back to them.</returns>
    public static (IReadOnlyList<Backup> Backups, IReadOnlyList<string> Offers) Planned(
        TargetLayout layout, IReadOnlyList<Backup> backups, int keep, bool changesAnything)
    {
        var surplus = backups.Count + 1 - Math.Max(1, keep);
        if (surplus <= 0)
        {
            return ([], []);
        }

        var deployments = CommittedTransaction.Read(layout);
        var needed = changesAnything || deployments.All(d => d.IsUnchanged) ? []
            : Chain(deployments).Select(d => d.Header.Backup).ToList();
        var going = backups.Take(surplus).Where(b => !needed.Contains(b.Folder)).ToList();
        return (going, [.. going.SelectMany(backup => Offers(layout, deployments, backup)).Where(path => PathState.Look(path).Exists)]);
    }

    /// <summary>A rollback folds the last deployment that changed anything with every one since: none of them can be missing.</summary>
    private static IEnumerable<CommittedTransaction> Chain(IReadOnlyList<CommittedTransaction> deployments) =>
        deployments.ToList().FindLastIndex(d => !d.IsUnchanged) is var changed and >= 0 ? deployments.Skip(changed)
            : deployments.TakeLast(1);

    /// <summary>Without its backup a deployment can no longer be rolled back: what would offer that goes first.</summary>
    private static IEnumerable<string> Offers(TargetLayout layout, IReadOnlyList<CommittedTransaction> deployments, Backup backup) =>
        deployments.Where(d => d.Header.Backup == backup.Folder)
            .SelectMany(d => new[] { layout.RollbackData(d.Header.Id), Path.Combine(layout.Transactions, d.Header.Id) });

    /// <summary>What is left of an earlier pruning that was interrupted; the next operation removes it.</summary>
    public static IReadOnlyList<string> Leftovers(TargetLayout layout)
    {
        using var root = PosixDirectory.TryOpen(layout.BackupDir);
        return [.. (root?.Names() ?? []).Where(name => name.StartsWith(Leaving, StringComparison.Ordinal))
            .Select(name => Path.Combine(layout.BackupDir, name))];
    }

    public static void SweepLeftovers(TargetLayout layout)
    {
        foreach (var path in Leftovers(layout))
        {
            FileTree.Delete(path);
        }
    }

    public static bool HasLeftovers(TargetLayout layout) => Leftovers(layout).Count > 0;
}
