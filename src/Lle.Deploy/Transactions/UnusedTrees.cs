using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Removes version folders that nothing leads to any more. A launch that followed the link a moment ago may not be seen in /proc yet: so
/// they go only some time after the links were led elsewhere, and only those that nobody uses then.
/// </summary>
internal static class UnusedTrees
{
    /// <summary>How long after a link has been led elsewhere a launch that had followed it may take to be seen.</summary>
    public static TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(1);

    /// <param name="trees">Absolute. One that is in use stays, for the next operation to remove: it has no list any more, so that it is
    /// not taken for a version.</param>
    /// <param name="since">When the links were led elsewhere; null: now.</param>
    public static void Remove(TargetLayout layout, IEnumerable<string> trees, DateTimeOffset? since = null)
    {
        var now = DateTimeOffset.UtcNow;
        Remove(trees, since, tree => VersionUsers.Of(layout, tree, since ?? now, out _));
    }

    /// <param name="users">Processes that use a tree.</param>
    public static void Remove(IEnumerable<string> trees, DateTimeOffset? since, Func<string, IReadOnlyList<int>> users)
    {
        var standing = trees.Where(tree => PathState.Look(tree).Exists).ToList();
        if (standing.Count == 0)
        {
            return;
        }

        Wait(since is { } then ? Grace - (DateTimeOffset.UtcNow - then) : Grace);
        foreach (var tree in standing.Where(tree => users(tree).Count == 0))
        {
            FileTree.Delete(tree);
        }
    }

    /// <summary>Clocks may have been set meanwhile: it is never longer than the whole.</summary>
    private static void Wait(TimeSpan left)
    {
        if (left > TimeSpan.Zero)
        {
            Thread.Sleep(left < Grace ? left : Grace);
        }
    }
}
