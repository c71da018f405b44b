using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What an undo did, and what it could not do.</summary>
internal sealed class UndoResult
{
    public List<string> Restored { get; } = [];

    public List<string> Removed { get; } = [];

    /// <summary>Neither the old nor the new stands there: somebody else's, left alone.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Not what it was before, and the old one is gone.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Nothing is left that another try could put back: the record may go.</summary>
    public bool Finished => Lost.Count == 0;

    /// <summary>Nothing the transaction changed had stood there before.</summary>
    public bool NothingBefore { get; set; }
}

/// <summary>
/// Puts back what stood before, newest change first. Every step decides by what stands now, so it may be cut off anywhere and run again.
/// </summary>
internal static class Undo
{
    public static UndoResult Run(TransactionHeader header, IReadOnlyList<Change> changes)
    {
        var result = new UndoResult { NothingBefore = changes.All(c => !c.Before.Exists || c.Before.Kind == FileKind.Directory) };
        var directories = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var change in changes.Reverse())
        {
            using var parent = PosixDirectory.TryOpen(change.Directory);
            if (parent is not null && One(parent, change, result))
            {
                directories.Add(change.Directory);
            }
        }

        foreach (var directory in directories)
        {
            using var open = PosixDirectory.TryOpen(directory);
            open?.Sync();
        }

        Check(changes, result);
        return result;
    }

    /// <returns>Whether the directory was changed.</returns>
    private static bool One(PosixDirectory parent, Change change, UndoResult result)
    {
        var now = PathState.Capture(parent, change.Name);
        if (now == change.Before)
        {
            return false;
        }

        // A new directory may hold what others put there since; and one that was just made may not have its mode yet.
        if (change is { Before.Exists: false, After.Kind: FileKind.Directory })
        {
            return now.Kind == FileKind.Directory && RemoveIfEmpty(parent, change, result);
        }

        if (now != change.After && now.Exists)
        {
            result.Kept.Add(change.Path);
            return false;
        }

        return change.After.Kind == FileKind.Directory ? RestoreMode(parent, change, result) : RestoreFile(parent, change, now, result);
    }

    private static bool RestoreFile(PosixDirectory parent, Change change, PathState now, UndoResult result)
    {
        if (!change.Before.Exists)
        {
            parent.Unlink(change.Name);
            result.Removed.Add(change.Path);
            return true;
        }

        foreach (var old in new[] { change.Aside!, change.Aside + Switch.OldSuffix })
        {
            if (PathState.Capture(parent, old) == change.Before)
            {
                parent.Rename(old, change.Name);
                result.Restored.Add(change.Path);
                return true;
            }
        }

        return false;
    }

    private static bool RestoreMode(PosixDirectory parent, Change change, UndoResult result)
    {
        using var directory = parent.TryOpenDirectory(change.Name)!;
        directory.SetMode(change.Before.Mode);
        result.Restored.Add(change.Path);
        return true;
    }

    private static bool RemoveIfEmpty(PosixDirectory parent, Change change, UndoResult result)
    {
        try
        {
            parent.RemoveDirectory(change.Name);
            result.Removed.Add(change.Path);
            return true;
        }
        catch (PosixException error) when (error.ErrorNumber == Errno.NotEmpty || error.ErrorNumber == Errno.Exists)
        {
            return false;
        }
    }

    /// <summary>The proof: every path is looked at again and compared with the record.</summary>
    private static void Check(IReadOnlyList<Change> changes, UndoResult result)
    {
        foreach (var change in changes.DistinctBy(c => c.Path))
        {
            var now = PathState.Capture(change.Path);
            var directoryInUse = !change.Before.Exists && change.After.Kind == FileKind.Directory && now.Kind == FileKind.Directory;
            if (now != change.Before && !directoryInUse && !result.Kept.Contains(change.Path))
            {
                result.Lost.Add(change.Path);
            }
        }
    }
}
