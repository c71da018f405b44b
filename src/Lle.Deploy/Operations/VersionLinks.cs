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
    public static LinkChanges Stage(
        TargetSession session, ChangeSet transaction, IReadOnlyList<TreeEntry> entries, VersionFolder? folder, uint user, uint group)
    {
        var layout = session.Layout;
        var (added, folded) = (new List<Change>(), new List<Change>());
        var unfolded = new SortedDictionary<string, SortedDictionary<string, PathState>>(StringComparer.Ordinal);
        var wanted = Wanted(session, entries);
        foreach (var relative in wanted)
        {
            var path = Path.Combine(layout.Prefix, relative);
            var leadsTo = folder is not null && LinkRules.IsProgram(relative) ? folder.Path : layout.CurrentVersion;
            var target = Target(layout, relative, leadsTo);
            var link = new PathState { Kind = FileKind.SymbolicLink, User = user, Group = group, Target = target };
            if (LinkAbove(session, relative) is { } above)
            {
                AddTo(unfolded, above, path, link);
                continue;
            }

            var now = PathState.Capture(path);
            if (now.Target == target)
            {
                added.Add(new Change(path, now, now));
            }
            else if (now.Kind == FileKind.Directory)
            {
                folded.AddRange(transaction.StageFolding(path, link, OwnContent(session, path, now)));
            }
            else
            {
                CheckOurs(session, path, now);
                session.MakeMissing(transaction, Path.GetDirectoryName(path)!, FileTraits.Program.Mode);
                added.Add(transaction.StageLink(path, target, user, group));
            }
        }

        List<Change> directories = [.. unfolded.SelectMany(each =>
            transaction.StageUnfolding(each.Key, NewDirectory, [.. each.Value.Select(entry => (entry.Key, entry.Value))]))];
        var exchanged = folded.Concat(directories).Select(change => Path.GetRelativePath(layout.Prefix, change.Path));
        return new LinkChanges(folded, added, directories, StageRemoved(layout, transaction, wanted.Concat(exchanged)));
    }

    /// <summary>Where links to the files of a tree are staged.</summary>
    public static IEnumerable<string> Directories(TargetLayout layout, IReadOnlyList<TreeEntry> entries) =>
        entries.Where(entry => entry.Kind == FileKind.Directory).Select(entry => Path.Combine(layout.Prefix, entry.Path));

    private static PathState NewDirectory => new()
    {
        Kind = FileKind.Directory,
        Mode = FileTraits.Program.Mode,
        User = Accounts.CurrentUser,
        Group = Accounts.CurrentGroup,
    };

    /// <summary>Adds a link to what is to be in a directory, with the directories that lead to it.</summary>
    private static void AddTo(
        SortedDictionary<string, SortedDictionary<string, PathState>> unfolded, string directory, string path, PathState link)
    {
        if (!unfolded.TryGetValue(directory, out var content))
        {
            unfolded[directory] = content = new(StringComparer.Ordinal);
        }

        content[path] = link;
        for (var above = Path.GetDirectoryName(path)!; above != directory; above = Path.GetDirectoryName(above)!)
        {
            content[above] = NewDirectory;
        }
    }

    /// <summary>What a link is to take the place of: nothing but links of the installation, in directories, is lost with it.</summary>
    private static IReadOnlyList<(string Path, PathState State)> OwnContent(TargetSession session, string path, PathState now)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        var content = LinkDirectory.Content(parent, name, path);
        return LinkDirectory.Foreign(content, [session.Layout.LibDir, .. session.TakenLibs]) is { } foreign
            ? throw new DeploymentException(DiagnosticCatalog.LinkBlocked(foreign.Path, $"{foreign.State}"))
            : content.Any(entry => entry.State.Kind == FileKind.SymbolicLink) ? content
            : throw new DeploymentException(DiagnosticCatalog.LinkBlocked(path, $"{now}"));
    }

    private static void CheckOurs(TargetSession session, string path, PathState now)
    {
        if (now.Exists && path != session.Layout.Binary && !IsOurs(session, path, now))
        {
            throw new DeploymentException(DiagnosticCatalog.LinkBlocked(path, $"{now}"));
        }
    }

    private static bool IsOurs(TargetSession session, string path, PathState now) => VersionFolder.IsOurs(session.Layout, path, now)
        || (session.Replaced is { } replaced && VersionFolder.IsOurs(replaced.Layout, path, now));

    /// <summary>Removals of the links of the version that is in use now which the wanted ones do not include.</summary>
    public static List<Change> StageRemoved(TargetLayout layout, ChangeSet transaction, IEnumerable<string> wanted)
    {
        var kept = wanted.ToHashSet(StringComparer.Ordinal);
        return [.. Standing(layout).Where(relative => !kept.Contains(relative))
            .Select(relative => transaction.Removal(Path.Combine(layout.Prefix, relative)))];
    }

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

    private static PathState Look(TargetLayout layout, string relative) =>
        PathState.CaptureIfReached(Path.Combine(layout.Prefix, relative));

    /// <returns>A directory on the way that is a link of the installation, which is to become a directory; null: all are
    /// directories.</returns>
    private static string? LinkAbove(TargetSession session, string relative)
    {
        for (var at = relative.IndexOf('/', StringComparison.Ordinal); at > 0; at = relative.IndexOf('/', at + 1))
        {
            var path = Path.Combine(session.Layout.Prefix, relative[..at]);
            var parent = PathState.Capture(path);
            if (!parent.Exists)
            {
                return null;
            }

            if (parent.Kind != FileKind.Directory)
            {
                return IsOurs(session, path, parent) ? path
                    : throw new DeploymentException(DiagnosticCatalog.LinkBlocked(path, $"{parent}"));
            }
        }

        return null;
    }
}
