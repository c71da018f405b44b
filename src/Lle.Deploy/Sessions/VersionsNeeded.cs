using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>Names of the version folders that the links lead to, and that they led to before the last change of them.</summary>
internal static class VersionsNeeded
{
    /// <param name="committed">All there are.</param>
    /// <param name="changes">That are planned.</param>
    public static IReadOnlySet<string> After(
        TargetLayout layout, IReadOnlyList<CommittedTransaction> committed, IReadOnlyList<Change> changes)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in new[] { layout.Binary, layout.CurrentVersion })
        {
            var target = (changes.LastOrDefault(change => change.Path == link)?.After ?? PathState.Capture(link)).Target;
            // A planned link through current leads where current will lead.
            needed.Add(target is null || VersionFolder.IsThroughCurrent(layout, link, target) ? ""
                : VersionFolder.LedToBy(layout, link, target)?.Name ?? "");
        }

        var last = committed.SelectMany(transaction => transaction.OfVersions)
            .Concat(changes.Where(change => change.IsEffective))
            .LastOrDefault(change => change.Path == layout.CurrentVersion);
        needed.Add(Path.GetFileName(last?.Before.Target ?? ""));
        return needed;
    }

    /// <summary>When current was led where it leads; null: it leads nowhere.</summary>
    public static DateTimeOffset? LastSwitch(TargetLayout layout)
    {
        using var parent = PosixDirectory.TryOpen(layout.LibDir);
        return parent?.Status(Path.GetFileName(layout.CurrentVersion)) is { } status
            ? status.Changed : null;
    }
}
