using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Removes version folders that nothing needs any more: beyond LleBackupRetention, never the current and the previous one, nor one that a
/// process uses. Runs after a commit.
/// </summary>
internal static class VersionRetention
{
    public static void Prune(TargetSession session)
    {
        var layout = session.Layout;
        var inOrder = InOrder(layout);
        var needed = Needed(layout);
        var spare = inOrder.Count - session.Options.BackupRetention;
        foreach (var folder in inOrder)
        {
            if (spare <= 0)
            {
                break;
            }

            if (needed.Contains(folder.Name))
            {
                continue;
            }

            if (HasForeignFiles(folder))
            {
                session.Log.Info($"Version folder kept, because it contains files that no deployment has put there: {folder.Path}");
                continue;
            }

            var users = FolderUsers.Of(folder.Path, out var unreadable);
            if (users.Count > 0)
            {
                session.Log.Info($"Version folder kept, in use by process {string.Join(", ", users.Take(5))}: {folder.Path}");
                continue;
            }

            if (unreadable > 0 && spare == 1)
            {
                session.Log.Info($"Version folder kept, because {unreadable} processes could not be looked at: {folder.Path}");
                break;
            }

            Remove(folder);
            spare--;
            session.Log.Info($"Version folder removed (LleBackupRetention): {folder.Path}");
        }
    }

    private static bool HasForeignFiles(VersionFolder folder) =>
        InstalledState.TryReadBytes(folder.ListPath) is not null && ForeignFiles.In(folder).Count > 0;

    /// <summary>The list goes last: what is left of a removal that was interrupted is still known to be a version folder.</summary>
    private static void Remove(VersionFolder folder)
    {
        FileTree.Delete(folder.Path);
        FileTree.Delete(folder.ListPath);
    }

    /// <summary>Oldest first, by the transactions that brought them; one that no transaction knows any more is older than all.</summary>
    private static IReadOnlyList<VersionFolder> InOrder(TargetLayout layout)
    {
        var brought = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var committed in CommittedTransaction.Read(layout))
        {
            foreach (var change in committed.Changes.Where(change => change is { IsTree: true, After.Exists: true }))
            {
                brought[change.Path] = committed.Header.Sequence;
            }
        }

        return [.. VersionFolder.All(layout).OrderBy(folder => brought.GetValueOrDefault(folder.Path))
            .ThenBy(folder => folder.Name, StringComparer.Ordinal)];
    }

    /// <summary>What the links lead to, and what they led to before the last change of them.</summary>
    private static HashSet<string> Needed(TargetLayout layout)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in new[] { layout.Binary, layout.CurrentVersion })
        {
            needed.Add(VersionFolder.LedToBy(layout, link)?.Name ?? "");
        }

        var last = CommittedTransaction.Read(layout).SelectMany(committed => committed.Changes)
            .LastOrDefault(change => change.Path == layout.CurrentVersion);
        needed.Add(Path.GetFileName(last?.Before.Target ?? ""));
        return needed;
    }
}
