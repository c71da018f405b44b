using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What became of one transaction that was cut off.</summary>
/// <param name="Header">null: it had not begun; nothing was changed.</param>
/// <param name="Undo">null: it was committed, and is finished now.</param>
internal sealed record Recovered(TransactionHeader? Header, UndoResult? Undo, IReadOnlyList<Change> Changes);

/// <summary>Finishes or undoes what an earlier run was cut off from. Every writing target does this first; the caller holds the lock.</summary>
internal static class Recovery
{
    public const int MaxAttempts = 5;

    /// <summary>The transactions that are neither undone nor closed, oldest first. Only reads.</summary>
    public static IReadOnlyList<(string Folder, TransactionHeader? Header, bool Committed)> Open(string transactions) =>
        [.. Folders(transactions)
            .Select(f => (Folder: f, Entries: ReadEntries(Path.Combine(transactions, f))))
            .Where(t => t.Entries is not [.., { Kind: JournalEntryKind.Closed }])
            .Select(t => (t.Folder, Header(t.Entries), t.Entries.Any(e => e.Kind == JournalEntryKind.Commit)))
            .OrderBy(t => t.Item2?.Sequence ?? 0)];

    /// <summary>The committed deployments and restores whose journals still stand, oldest first: what a rollback can undo.</summary>
    public static IReadOnlyList<(TransactionHeader Header, IReadOnlyList<Change> Changes)> Committed(string transactions) =>
        [.. Folders(transactions)
            .Select(f => ReadEntries(Path.Combine(transactions, f)))
            .Where(e => e.Any(entry => entry.Kind == JournalEntryKind.Commit))
            .Select(e => (Header: Header(e)!, Changes: (IReadOnlyList<Change>)ChangesOf(e)))
            .OrderBy(t => t.Header.Sequence)];

    public static IReadOnlyList<Recovered> Run(string transactions) =>
        [.. Open(transactions).Reverse().Select(open => One(transactions, open.Folder)).OfType<Recovered>()];

    private static Recovered? One(string transactions, string name)
    {
        using var root = PosixDirectory.Open(transactions);
        using var folder = root.TryOpenDirectory(name);
        if (folder is null)
        {
            // A rollback that was finished just now has taken away what it undid.
            return null;
        }

        using var journal = Journal.Continue(folder, out var entries);
        var changes = ChangesOf(entries);
        if (Header(entries) is not { } header)
        {
            FileTree.Delete(Path.Combine(transactions, name));
            return new Recovered(null, null, []);
        }

        if (entries.Any(e => e.Kind == JournalEntryKind.Commit))
        {
            Finish.Committed(transactions, header, changes, journal);
            return new Recovered(header, null, changes);
        }

        var attempts = entries.Count(e => e.Kind == JournalEntryKind.Attempt);
        if (attempts >= MaxAttempts)
        {
            throw new DeploymentException(DiagnosticCatalog.TooManyRecoveries(Path.Combine(transactions, name), attempts));
        }

        Count(journal);
        var result = Undo.Run(header, changes);
        if (result.Finished)
        {
            Finish.Undone(transactions, header, changes, keepBackup: result.Kept.Count > 0);
        }

        return new Recovered(header, result, changes);
    }

    /// <summary>A full disk may not keep an undo from making room: an attempt that cannot be counted is made all the same.</summary>
    private static void Count(Journal journal)
    {
        try
        {
            journal.Append(new JournalEntry(JournalEntryKind.Attempt));
        }
        catch (PosixException error) when (error.IsOutOfSpace)
        {
            // Above.
        }
    }

    private static IReadOnlyList<string> Folders(string transactions)
    {
        using var root = PosixDirectory.TryOpen(transactions);
        return root is null ? [] : [.. root.Names().Where(n => !UpdatePackage.IsFolderName(n) && root.Status(n)?.Kind == FileKind.Directory)];
    }

    private static IReadOnlyList<JournalEntry> ReadEntries(string folder)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        return directory is null ? [] : Journal.Read(directory);
    }

    private static TransactionHeader? Header(IReadOnlyList<JournalEntry> entries) => entries is [{ Header: { } header }, ..] ? header : null;

    private static List<Change> ChangesOf(IReadOnlyList<JournalEntry> entries) => [.. entries.SelectMany(e => e.Changes ?? [])];
}
