using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>The links below the prefix that lead through current into the version in use. What others have put there is never
/// replaced.</summary>
internal static class VersionLinks
{
    /// <summary>Links of the version, with those that stand already as changes of nothing; directories on the way are made.</summary>
    /// <param name="folder">Where programs' links lead, if not through current; null: all lead through current.</param>
    public static List<Change> StageAdded(
        TargetSession session, ChangeSet transaction, IReadOnlyList<TreeEntry> entries, VersionFolder? folder, uint user, uint group)
    {
        var layout = session.Layout;
        var added = new List<Change>();
        foreach (var relative in Wanted(session, entries))
        {
            var path = Path.Combine(layout.Prefix, relative);
            var leadsTo = folder is not null && LinkRules.IsProgram(relative) ? folder.Path : layout.CurrentVersion;
            var target = Target(layout, relative, leadsTo);
            CheckParents(layout, relative);
            var now = PathState.Capture(path);
            if (now.Target == target)
            {
                added.Add(new Change(path, now, now));
                continue;
            }

            if (now.Exists && path != layout.Binary && !VersionFolder.IsOurs(layout, path, now)
                && !(session.Replaced is { } replaced && VersionFolder.IsOurs(replaced.Layout, path, now)))
            {
                throw new DeploymentException(DiagnosticCatalog.LinkBlocked(path, $"{now}"));
            }

            session.MakeMissing(transaction, Path.GetDirectoryName(path)!, FileTraits.Program.Mode);
            added.Add(transaction.StageLink(path, target, user, group));
        }

        return added;
    }

    /// <summary>Removals of the links of the version that is in use now which the wanted ones do not include.</summary>
    public static List<Change> StageRemoved(TargetLayout layout, ChangeSet transaction, IReadOnlyCollection<string> wanted) =>
        [.. Standing(layout).Where(relative => !wanted.Contains(relative))
            .Select(relative => transaction.Removal(Path.Combine(layout.Prefix, relative)))];

    public static IReadOnlyList<string> Wanted(TargetSession session, IReadOnlyList<TreeEntry> entries) =>
        session.Options.Links.Of(entries, relative => Look(session.Layout, relative).Kind == FileKind.Directory);

    /// <param name="leadsTo">The version folder, or current.</param>
    private static string Target(TargetLayout layout, string relative, string leadsTo) =>
        Path.GetRelativePath(Path.GetDirectoryName(Path.Combine(layout.Prefix, relative))!, Path.Combine(leadsTo, relative));

    /// <summary>Links of ours that stand for the version in use.</summary>
    public static IReadOnlyList<string> Standing(TargetLayout layout)
    {
        if (VersionFolder.LedToBy(layout, layout.CurrentVersion) is not { } current
            || InstalledState.TryReadBytes(current.ListPath) is not { } list)
        {
            return [];
        }

        var found = new List<string>();
        string? within = null;
        foreach (var entry in TreeList.Parse(Encoding.UTF8.GetString(list), current.ListPath))
        {
            if (within is not null && entry.Path.StartsWith(within + "/", StringComparison.Ordinal))
            {
                continue;
            }

            within = null;
            var state = Look(layout, entry.Path);
            if (VersionFolder.IsOurs(layout, Path.Combine(layout.Prefix, entry.Path), state))
            {
                found.Add(entry.Path);
            }

            if (entry.Kind == FileKind.Directory && state.Kind != FileKind.Directory)
            {
                within = entry.Path;
            }
        }

        return found;
    }

    private static PathState Look(TargetLayout layout, string relative) => PathState.Capture(Path.Combine(layout.Prefix, relative));

    private static void CheckParents(TargetLayout layout, string relative)
    {
        for (var at = relative.IndexOf('/', StringComparison.Ordinal); at > 0; at = relative.IndexOf('/', at + 1))
        {
            var parent = Look(layout, relative[..at]);
            if (!parent.Exists)
            {
                return;
            }

            if (parent.Kind != FileKind.Directory)
            {
                throw new DeploymentException(DiagnosticCatalog.LinkBlocked(Path.Combine(layout.Prefix, relative[..at]), $"{parent}"));
            }
        }
    }
}
