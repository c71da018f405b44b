using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What became of one transaction that was interrupted.</summary>
/// <param name="Header">null: it had not begun; nothing was changed.</param>
/// <param name="Undo">null: it was committed, and is finished now.</param>
internal sealed record Recovered(TransactionHeader? Header, UndoResult? Undo, IReadOnlyList<Change> Changes);

/// <summary>Finishes or undoes what an interrupted run left. Every writing target does this first; the caller holds the lock.</summary>
internal static class Recovery
{
    public const int MaxAttempts = 5;

    public static IReadOnlyList<Recovered> Run(TargetLayout layout) => Run(layout, StandingTransaction.Read(layout));

    /// <param name="standing">What is there, oldest first; what is open is taken newest first.</param>
    /// <param name="companionOf">What an undo brings back beside files; null: nothing.</param>
    /// <param name="isOthers">Paths that somebody else has relied on since the interruption: an undo leaves them as they are. Null:
    /// none.</param>
    public static IReadOnlyList<Recovered> Run(
        TargetLayout layout, IEnumerable<StandingTransaction> standing, Func<StandingTransaction, IUndoCompanion?>? companionOf = null,
        Func<string, bool>? isOthers = null) =>
        [.. standing.Where(t => t.IsOpen).Reverse().Select(open => One(layout, open.Folder, companionOf, isOthers)).OfType<Recovered>()];

    private static Recovered? One(TargetLayout layout, string name, Func<StandingTransaction, IUndoCompanion?>? companionOf,
        Func<string, bool>? isOthers)
    {
        var transactions = layout.Transactions;
        using var root = PosixDirectory.TryOpen(transactions);
        using var folder = root?.TryOpenDirectory(name);
        if (folder is null)
        {
            // A rollback or a purge that was finished just now has taken it away.
            return null;
        }

        using var journal = Journal.Continue(folder, layout, out var entries);
        var transaction = new StandingTransaction(name, entries);
        var changes = transaction.ChangesIn(layout);
        if (transaction.Header is not { } header)
        {
            FileTree.Delete(Path.Combine(transactions, name));
            return new Recovered(null, null, []);
        }

        if (transaction.IsCommitted)
        {
            Finish.Committed(layout, header, changes, journal, again: true);
            return new Recovered(header, null, changes);
        }

        changes = isOthers is null ? changes : [.. changes.Where(change => !isOthers(change.Path))];
        var attempts = RecoveryAttempts.Of(entries);
        if (attempts.Died >= MaxAttempts)
        {
            throw new DeploymentException(DiagnosticCatalog.TooManyRecoveries(
                Path.Combine(transactions, name), attempts.Died, "it ended in the middle each time"));
        }

        Count(journal, null);
        var result = Undo.Run(changes, header.Purges, companionOf?.Invoke(transaction), layout.LibDir);
        if (result.Finished)
        {
            Finish.Undone(layout, header, changes, keepBackup: result.Kept.Count > 0, again: true);
        }
        else
        {
            Count(journal, result.Cause);
            if (result.Cause == attempts.Cause && attempts.Failed >= MaxAttempts)
            {
                throw new DeploymentException(DiagnosticCatalog.TooManyRecoveries(
                    Path.Combine(transactions, name), attempts.Failed, result.Cause!));
            }
        }

        return new Recovered(header, result, changes);
    }

    /// <summary>A full disk may not keep an undo from making room: an attempt that cannot be counted is made all the same.</summary>
    private static void Count(Journal journal, string? cause)
    {
        try
        {
            journal.Append(new JournalEntry(JournalEntryKind.Attempt) { Cause = cause });
        }
        catch (PosixException error) when (error.IsOutOfSpace || cause is not null)
        {
            // Above; and what the attempt failed of is told anyway.
        }
    }
}
