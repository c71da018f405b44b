using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>
/// Removes version folders that nothing needs any more: after a commit those beyond LleBackupRetention, at the beginning of every operation
/// those that an undo or a rollback had to leave. Never the current and the previous one, nor one that a process uses.
/// </summary>
internal static class VersionRetention
{
    /// <summary>What an undo, a rollback or an interrupted removal left: a folder without its list, which nobody uses any more.</summary>
    public static IReadOnlyList<VersionFolder> Left(TargetLayout layout)
    {
        var left = VersionFolder.All(layout).Where(folder => !HasList(folder)).ToList();
        if (left.Count == 0)
        {
            return left;
        }

        var committed = CommittedTransaction.Read(layout);
        var (needed, times) = (VersionsNeeded.After(layout, committed, []), new VersionTimes(layout, committed));
        return [.. left.Where(folder => !needed.Contains(folder.Name) && times.Users(folder, out _).Count == 0)];
    }

    public static void RemoveLeft(TargetSession session)
    {
        foreach (var folder in Left(session.Layout))
        {
            FileTree.Delete(folder.Path);
            session.Log.Info($"Version folder removed, which an earlier operation had left because it was in use: {folder.Path}");
        }
    }

    /// <summary>What an undo or a rollback left, because it is in use.</summary>
    /// <param name="changes">That were undone.</param>
    public static void TellKept(TargetSession session, IEnumerable<Change> changes)
    {
        foreach (var made in changes.Where(change => change is { IsTree: true, Before.Exists: false }
            && PathState.Look(change.Path).Exists))
        {
            session.Log.Info($"Version folder kept, in use; the next operation after its last user removes it: {made.Path}");
        }
    }

    public static void Prune(TargetSession session)
    {
        var layout = session.Layout;
        if (VersionFolder.All(layout).Count <= session.Options.BackupRetention)
        {
            return;
        }

        var committed = CommittedTransaction.Read(layout);
        var times = new VersionTimes(layout, committed);
        foreach (var folder in Beyond(InOrder(layout, committed), times, VersionsNeeded.After(layout, committed, []),
            session.Options.BackupRetention, why => session.Log.Info(why)))
        {
            // Without its list it is no version any more, and what is left of a removal that was interrupted goes with the next operation.
            FileTree.Delete(folder.ListPath);
            UnusedTrees.Remove([folder.Path], VersionsNeeded.LastSwitch(layout), _ => times.Users(folder, out var _));
            session.Log.Info(PathState.Look(folder.Path).Exists ? $"Version folder kept, in use now: {folder.Path}"
                : $"Version folder removed (LleBackupRetention): {folder.Path}");
        }
    }

    /// <summary>What a deployment would prune after its commit.</summary>
    /// <param name="changes">That it would make.</param>
    public static IReadOnlyList<VersionFolder> Planned(TargetLayout layout, int keep, IReadOnlyList<Change> changes)
    {
        var committed = CommittedTransaction.Read(layout);
        var standing = InOrder(layout, committed).Except(Left(layout)).ToList();
        var made = changes.Where(change => change.Path == layout.CurrentVersion && change.After.Target is not null)
            .Select(change => new VersionFolder(Path.Combine(layout.VersionsDir, Path.GetFileName(change.After.Target!)))).TakeLast(1);
        return [.. Beyond([.. standing, .. made.Except(standing)], new VersionTimes(layout, committed),
            VersionsNeeded.After(layout, committed, changes), keep, _ => { })];
    }

    /// <param name="inOrder">All there are, oldest first.</param>
    /// <param name="tell">Why one is kept that would go by its age.</param>
    private static IEnumerable<VersionFolder> Beyond(
        IReadOnlyList<VersionFolder> inOrder, VersionTimes times, IReadOnlySet<string> needed, int keep, Action<string> tell)
    {
        var spare = inOrder.Count - keep;
        foreach (var folder in inOrder.Where(folder => !needed.Contains(folder.Name)))
        {
            if (spare <= 0)
            {
                break;
            }

            var users = times.Users(folder, out var unreadable);
            if (Reason(folder, users) is { } reason)
            {
                tell($"Version folder kept, {reason}: {folder.Path}");
            }
            else if (unreadable > 0 && spare == 1)
            {
                tell($"Version folder kept, because {unreadable} processes could not be looked at: {folder.Path}");
                break;
            }
            else
            {
                spare--;
                yield return folder;
            }
        }
    }

    private static string? Reason(VersionFolder folder, IReadOnlyList<int> users) =>
        HasList(folder) && ForeignFiles.In(folder).Count > 0 ? "because it contains files that no deployment has put there"
        : users.Count > 0 ? $"in use by process {string.Join(", ", users.Take(5))}"
        : null;

    private static bool HasList(VersionFolder folder) => InstalledState.TryReadBytes(folder.ListPath) is not null;

    /// <summary>Oldest first, by the transactions that brought them; one that no transaction knows any more is older than all.</summary>
    private static IReadOnlyList<VersionFolder> InOrder(TargetLayout layout, IReadOnlyList<CommittedTransaction> all)
    {
        var brought = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var committed in all)
        {
            foreach (var change in committed.OfVersions.Where(change => change is { IsTree: true, After.Exists: true }))
            {
                brought[change.Path] = committed.Header.Sequence;
            }
        }

        return [.. VersionFolder.All(layout).OrderBy(folder => brought.GetValueOrDefault(folder.Path))
            .ThenBy(folder => folder.Name, StringComparer.Ordinal)];
    }
}
