using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>A transaction whose journal stands in the data directory.</summary>
/// <param name="Folder">Its name there.</param>
internal sealed record StandingTransaction(string Folder, IReadOnlyList<JournalEntry> Entries)
{
    /// <summary>null: it had not begun; nothing was changed.</summary>
    public TransactionHeader? Header { get; } = Entries is [{ Header: { } header }, ..] ? header : null;

    /// <summary>Neither undone nor closed: it was cut off, or runs now.</summary>
    public bool IsOpen => Entries is not [.., { Kind: JournalEntryKind.Closed }];

    public bool IsCommitted => Entries.Any(e => e.Kind == JournalEntryKind.Commit);

    public bool IsUnchanged => Entries.Any(e => e.IsUnchanged);

    public IReadOnlyList<Change> Changes => [.. Entries.SelectMany(e => e.Changes ?? [])];

    /// <summary>All that stand, oldest first. Only reads.</summary>
    public static IReadOnlyList<StandingTransaction> Read(string transactions) =>
        [.. Folders(transactions)
            .Select(f => new StandingTransaction(f, ReadEntries(Path.Combine(transactions, f))))
            .OrderBy(t => t.Header?.Sequence ?? 0)];

    private static IReadOnlyList<string> Folders(string transactions)
    {
        using var root = PosixDirectory.TryOpen(transactions);
        return root is null ? [] : [.. root.Names().Where(n => !ScratchNames.Has(n) && root.Status(n)?.Kind == FileKind.Directory)];
    }

    private static IReadOnlyList<JournalEntry> ReadEntries(string folder)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        return directory is null ? [] : Journal.Read(directory);
    }
}

/// <summary>A deployment or restore that a rollback can undo.</summary>
/// <param name="IsUnchanged">It deployed what stood there already.</param>
internal sealed record CommittedTransaction(TransactionHeader Header, IReadOnlyList<Change> Changes, bool IsUnchanged)
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<CommittedTransaction> Of(IEnumerable<StandingTransaction> standing) =>
        [.. standing.Where(t => t.IsCommitted).Select(t => new CommittedTransaction(t.Header!, t.Changes, t.IsUnchanged))];

    /// <summary>Those of a target, oldest first.</summary>
    public static IReadOnlyList<CommittedTransaction> Read(string transactions) => Of(StandingTransaction.Read(transactions));
}
