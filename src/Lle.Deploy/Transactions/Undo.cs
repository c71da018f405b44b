using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Puts back what was there before, newest change first. Every step decides by what is there now, so it may be interrupted anywhere and run
/// again.
/// </summary>
internal static class Undo
{
    /// <param name="purged">Directories whose entries the transaction moved aside, whatever is written into them.</param>
    /// <param name="companion">Brings back what is no file; before the record of the changes goes.</param>
    /// <param name="lib">Where links of the installation lead; empty: none was exchanged.</param>
    public static UndoResult Run(
        IReadOnlyList<Change> changes, IReadOnlyList<string>? purged = null, IUndoCompanion? companion = null, string lib = "")
    {
        var before = companion?.BeforeFiles() ?? [];
        var result = RunFiles(Change.Single(changes), purged, lib);
        result.Others.AddRange(before);
        result.Others.AddRange(companion?.AfterFiles() ?? []);
        return result;
    }

    private static UndoResult RunFiles(IReadOnlyList<Change> changes, IReadOnlyList<string>? purged, string lib)
    {
        bool IsPurged(Change change) => change is { After.Exists: false, Aside: not null } && purged?.Contains(change.Directory) == true;
        var result = new UndoResult { NothingBefore = changes.All(c => !c.Before.Exists || c.Before.Kind == FileKind.Directory) };
        var repeated = Change.Repeated(changes);
        // What is undone is durable before it is undone: else a power cut may lose it and keep what undid it, and the old file with it.
        MakeDurable(changes, result);
        var steps = changes.Where(c => repeated.Contains(c.Path)).ToLookup(c => c.Path, StringComparer.Ordinal);
        foreach (var change in ChangeList.Backwards(changes).Where(c => !result.IsLeft(c.Path)))
        {
            result.Attempt(change.Path, () =>
            {
                if (IsPurged(change))
                {
                    RestorePurged(change, result);
                }
                else
                {
                    One(change, steps.Contains(change.Path) ? StatesBefore(steps[change.Path], change) : [change.Before], lib, result);
                }
            });
        }

        // Also where nothing was left to do: an undo that was interrupted may have done it and not have made it durable.
        MakeDurable(changes, result);
        Check(changes, repeated, IsPurged, result);
        return result;
    }

    private static void MakeDurable(IReadOnlyList<Change> changes, UndoResult result)
    {
        foreach (var directory in changes.SelectMany(Touched).Distinct())
        {
            result.Attempt(null, () => Sync(directory));
        }
    }

    private static void Sync(string path)
    {
        using var open = PosixDirectory.TryOpen(path);
        open?.Sync();
    }

    /// <summary>A directory's own mode and owner are its own business, a name in it is its parent's.</summary>
    private static IEnumerable<string> Touched(Change change) =>
        (change.Before.Kind, change.After.Kind) is (FileKind.Directory, FileKind.Directory) ? [change.Directory, change.Path]
            : [change.Directory];

    /// <summary>What stood at the path before this change and before each earlier one.</summary>
    /// <param name="ofPath">All changes of its path, in order.</param>
    private static List<PathState> StatesBefore(IEnumerable<Change> ofPath, Change change) =>
        [.. ofPath.TakeWhile(c => c != change).Append(change).Select(c => c.Before)];

    private static void One(Change change, List<PathState> before, string lib, UndoResult result)
    {
        using var parent = PosixDirectory.TryOpen(change.Directory);
        if (parent is null)
        {
            // The check names what is missing with it.
            return;
        }

        var now = PathState.Capture(parent, change.Name);
        if (before.Contains(now) || (before.Contains(PathState.Absent) && now.Kind == FileKind.Directory))
        {
            // Undone already, or never made. Directories that were made go when everything of the transaction in them has gone: see Finish.
            return;
        }

        if (now != change.After && now.Exists)
        {
            result.Kept.Add(change.Path);
        }
        else if (change.IsExchange)
        {
            (LinkDirectory.TryExchangeBack(parent, change, lib) ? result.Restored : result.Kept).Add(change.Path);
        }
        else if (change.After.Kind == FileKind.Directory)
        {
            RestoreDirectory(parent, change, result);
        }
        else
        {
            RestoreFile(parent, change, result);
        }
    }

    /// <summary>One that was just made may not have its mode yet, and others may have put something into it.</summary>
    private static bool IsMadeDirectory(Change change, PathState now) =>
        change is { Before.Exists: false, After.Kind: FileKind.Directory } && now.Kind == FileKind.Directory;

    /// <summary>What was moved aside is the program's data: it comes back as it is now, in the place of what has taken its name
    /// since.</summary>
    private static void RestorePurged(Change change, UndoResult result)
    {
        using var parent = PosixDirectory.TryOpen(change.Directory);
        if (parent?.Status(change.Aside!) is null)
        {
            return;
        }

        if (parent.Status(change.Name) is null)
        {
            parent.Rename(change.Aside!, change.Name);
        }
        else if (!parent.TryExchange(change.Aside!, change.Name))
        {
            result.Kept.Add(change.Path);
            return;
        }

        result.Restored.Add(change.Path);
    }

    private static void RestoreFile(PosixDirectory parent, Change change, UndoResult result)
    {
        if (!change.Before.Exists)
        {
            parent.Unlink(change.Name);
            result.Removed.Add(change.Path);
            return;
        }

        foreach (var old in new[] { change.Aside!, change.Aside + Switch.OldSuffix })
        {
            if (PathState.Capture(parent, old) == change.Before)
            {
                parent.Rename(old, change.Name);
                result.Restored.Add(change.Path);
                return;
            }
        }
    }

    private static void RestoreDirectory(PosixDirectory parent, Change change, UndoResult result)
    {
        using var directory = parent.TryOpenDirectory(change.Name);
        if (directory is null)
        {
            // Somebody has taken it away since; the check names it.
            return;
        }

        Switch.SetDirectory(directory, change.After, change.Before);
        result.Restored.Add(change.Path);
    }

    /// <summary>The proof: every path is looked at again and compared with the record.</summary>
    private static void Check(
        IReadOnlyList<Change> changes, HashSet<string> repeated, Func<Change, bool> isPurged, UndoResult result)
    {
        var looked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes.Where(c => (!repeated.Contains(c.Path) || looked.Add(c.Path)) && !result.IsLeft(c.Path)))
        {
            result.Attempt(change.Path, () =>
            {
                var now = PathState.Capture(change.Path);
                if ((isPurged(change) ? now.Kind != change.Before.Kind : now != change.Before) && !IsMadeDirectory(change, now))
                {
                    result.Lost.Add(change.Path);
                }
            });
        }
    }
}
