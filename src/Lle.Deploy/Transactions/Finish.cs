using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Clears away what a decided transaction leaves behind. May be cut off anywhere and run again.</summary>
internal static class Finish
{
    /// <summary>A committed transaction: the old files go. The journal of what can be rolled back stays, closed: a later rollback reads it.</summary>
    public static void Committed(string transactions, TransactionHeader header, IReadOnlyList<Change> changes, Journal journal)
    {
        foreach (var folder in header.Directories.Concat(changes.Select(c => c.Directory)).Distinct())
        {
            Sweep(folder, header.Id);
        }

        // What is swept here is durable before the journal says that nothing is left to do.
        foreach (var discarded in header.Discards)
        {
            FileTree.Delete(discarded);
        }

        foreach (var directory in header.RemoveIfEmpty)
        {
            UnlessOtherKind(() => FileTree.RemoveIfEmpty(directory));
        }

        if (header.CanBeRolledBack)
        {
            journal.AppendUnsynced(new JournalEntry(JournalEntryKind.Closed));
        }
        else
        {
            FileTree.Delete(Path.Combine(transactions, header.Id), durable: false);
        }
    }

    /// <summary>An undone transaction: its staged files, its backup, the directories it made, and at last its journal go.</summary>
    /// <param name="keepBackup">The only copy of what stood before a path that somebody else has changed since.</param>
    public static void Undone(string transactions, TransactionHeader header, IReadOnlyList<Change> changes, bool keepBackup)
    {
        foreach (var folder in header.Directories)
        {
            Sweep(folder, header.Id);
        }

        if (header.Backup is not null && !keepBackup)
        {
            FileTree.Delete(header.Backup);
        }

        // Nothing leads into a tree any more: the links were put back first.
        foreach (var tree in changes.Where(change => change is { IsTree: true, Before.Exists: false }))
        {
            FileTree.Delete(tree.Path);
        }

        // Now nothing of the transaction is left in them; what others have put there keeps them.
        foreach (var made in changes.Reverse().Where(c => c is { Before.Exists: false, After.Kind: FileKind.Directory }))
        {
            UnlessOtherKind(() => FileTree.RemoveIfEmpty(made.Path));
        }

        FileTree.Delete(Path.Combine(transactions, header.Id), last: Journal.FileName, durable: false);
    }

    private static void Sweep(string folder, string transactionId) => UnlessOtherKind(() => SweepDirectory(folder, transactionId));

    /// <summary>Where a directory has become a link or a file, nothing of the transaction is in reach, and nothing there is touched.</summary>
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

    private static void SweepDirectory(string folder, string transactionId)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        if (directory is null)
        {
            return;
        }

        var prefix = Staging.Prefix(transactionId);
        var left = directory.Names().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        left.ForEach(name => FileTree.Delete(Path.Join(folder, name), durable: false));
        if (left.Count > 0)
        {
            directory.Sync();
        }
    }
}
