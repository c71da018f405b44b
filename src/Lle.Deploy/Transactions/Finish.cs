using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Clears away what a decided transaction leaves behind. May be interrupted anywhere and run again.</summary>
internal static class Finish
{
    /// <summary>A committed transaction: the old files go. The journal of what can be rolled back stays, closed: a later rollback reads
    /// it.</summary>
    /// <param name="again">An interrupted run may have swept already, and not made it durable.</param>
    public static void Committed(
        TargetLayout layout, TransactionHeader header, IReadOnlyList<Change> changes, Journal journal, bool again = false)
    {
        var modes = changes.Where(c => c.After.Kind == FileKind.Directory).GroupBy(c => c.Path)
            .ToDictionary(g => g.Key, g => g.Last().After.Mode, StringComparer.Ordinal);
        Sweep(header, changes, again, folder => modes.TryGetValue(folder, out var mode) ? mode : null);

        // What is swept here is durable before the journal says that nothing is left to do.
        var transactions = layout.Transactions;
        var isVersion = header.Discards.ToLookup(discarded => Path.GetDirectoryName(discarded) == layout.VersionsDir);
        UnusedTrees.Remove(layout, isVersion[true]);
        foreach (var discarded in isVersion[false])
        {
            // Of an installation that was taken over, the file that says whose it was, and that it may go, goes last.
            FileTree.Delete(discarded, TargetLayout.InstallationName);
        }

        foreach (var purged in header.Purges)
        {
            Empty(purged, transactions);
        }

        foreach (var directory in header.RemoveIfEmpty)
        {
            UnlessOtherKind(() => FileTree.RemoveIfEmpty(directory));
        }

        if (header.Purges.Count > 0)
        {
            RemoveRecords(transactions, header);
        }
        else if (header.CanBeRolledBack)
        {
            journal.AppendUnsynced(new JournalEntry(JournalEntryKind.Closed));
        }
        else
        {
            FileTree.Delete(Path.Combine(transactions, header.Id), durable: false);
        }
    }

    /// <summary>Everything but this transaction's record and the lock, which are in the data directory.</summary>
    private static void Empty(string path, string transactions)
    {
        using var directory = PosixDirectory.TryOpen(path);
        foreach (var name in directory?.Names() ?? [])
        {
            var entry = Path.Join(path, name);
            if (entry != transactions && entry != Path.Join(Path.GetDirectoryName(transactions), TargetLayout.LockName))
            {
                FileTree.Delete(entry, durable: false);
            }
        }

        directory?.Sync();
    }

    /// <summary>The journal last: as long as it stands, the next operation goes on from here.</summary>
    private static void RemoveRecords(string transactions, TransactionHeader header)
    {
        var data = Path.GetDirectoryName(transactions)!;
        FileTree.Delete(transactions, header.Id);
        FileTree.Delete(Path.Join(data, TargetLayout.LockName));
        foreach (var directory in header.RemoveIfEmpty)
        {
            UnlessOtherKind(() => FileTree.RemoveIfEmpty(directory));
        }
    }

    /// <summary>An undone transaction: its staged files, its backup, the directories it made, and at last its journal go.</summary>
    /// <param name="keepBackup">The only copy of what was there before a path that somebody else has changed since.</param>
    /// <param name="again">An interrupted run may have swept already, and not made it durable.</param>
    public static void Undone(
        TargetLayout layout, TransactionHeader header, IReadOnlyList<Change> changes, bool keepBackup, bool again = false)
    {
        Sweep(header, changes, again, _ => null);

        if (header.Backup is not null && !keepBackup)
        {
            FileTree.Delete(header.Backup);
        }

        // Nothing leads into a tree any more: the links were put back first.
        UnusedTrees.Remove(
            layout, changes.Where(change => change is { IsTree: true, Before.Exists: false }).Select(tree => tree.Path));

        // Now nothing of the transaction is left in them; what others have put there keeps them.
        foreach (var made in changes.Where(c => c is { Before.Exists: false, After.Kind: FileKind.Directory }).Reverse())
        {
            UnlessOtherKind(() => FileTree.RemoveIfEmpty(made.Path));
        }

        FileTree.Delete(Path.Combine(layout.Transactions, header.Id), last: Journal.FileName, durable: false);
    }

    /// <summary>What is left of the transaction beside its targets goes, durably: a restore may have left something in thousands of
    /// directories, which do not each wait for the disk.</summary>
    /// <param name="modeOf">What a directory is to have, where the transaction gave it one: it may forbid removing what is left in
    /// it.</param>
    private static void Sweep(TransactionHeader header, IReadOnlyList<Change> changes, bool again, Func<string, uint?> modeOf)
    {
        var swept = new List<string>();
        foreach (var folder in header.Directories.Concat(changes.Select(c => c.Directory)).Distinct())
        {
            UnlessOtherKind(() => SweepDirectory(folder, header, again, modeOf(folder), swept));
        }

        ManyDirectories.Sync(swept);
    }

    /// <summary>Where a directory has become a link or a file, nothing of the transaction is in reach, and nothing there is
    /// touched.</summary>
    private static void UnlessOtherKind(Action step)
    {
        try
        {
            step();
        }
        catch (PosixException error) when (error.IsOtherKind)
        {
            // Above.
        }
    }

    private static void SweepDirectory(string folder, TransactionHeader header, bool again, uint? mode, List<string> swept)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        if (directory is null)
        {
            return;
        }

        var left = directory.Names().Where(name => Staging.IsOf(header, name)).ToList();
        var standing = directory.Status();
        var wanted = mode ?? standing.Mode;
        var isClosed = (wanted & FileModes.Private) != FileModes.Private && standing.User == Accounts.CurrentUser;
        if (left.Count > 0 && isClosed)
        {
            directory.SetMode(wanted | FileModes.Private);
        }

        left.ForEach(name => FileTree.Delete(directory, name));
        if (isClosed && directory.Status().Mode != wanted)
        {
            directory.SetMode(wanted);
        }

        if (isClosed && (left.Count > 0 || again))
        {
            // It may not be possible to open it once more.
            directory.Sync();
        }
        else if (left.Count > 0 || again)
        {
            swept.Add(folder);
        }
    }
}
