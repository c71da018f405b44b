using Lle.Deploy.Layout;

namespace Lle.Deploy.Transactions;

/// <summary>A deployment or restore that a rollback can undo.</summary>
internal sealed class CommittedTransaction
{
    private readonly StandingTransaction transaction;
    private readonly TargetLayout layout;

    private CommittedTransaction(StandingTransaction transaction, TargetLayout layout)
    {
        this.transaction = transaction;
        this.layout = layout;
        IsUnchanged = transaction.IsUnchanged;
        TakesOver = transaction.Entries.Any(entry => entry.IsTaken);
    }

    public TransactionHeader Header => transaction.Header!;

    /// <summary>It deployed what was there already.</summary>
    public bool IsUnchanged { get; }

    /// <summary>It took over another installation, whose directories went with its commit.</summary>
    public bool TakesOver { get; }

    /// <summary>Without those of what the installations of the prefix share, and of what was taken over. Read at each call, where they are
    /// many.</summary>
    public IReadOnlyList<Change> Changes => [.. transaction.Whole.Where(entry => !entry.IsTaken)
        .SelectMany(entry => entry.Changes ?? []).Where(change => !layout.IsShared(change.Path))];

    /// <summary>Those of version folders and of the link that says which is current, without another look at the journal.</summary>
    public IEnumerable<Change> OfVersions => transaction.Entries.Where(entry => !entry.IsTaken)
        .SelectMany(entry => entry.Changes ?? []).Where(change => StandingTransaction.IsOfVersion(layout, change));

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<CommittedTransaction> Of(TargetLayout layout, IEnumerable<StandingTransaction> standing) =>
        [.. standing.Where(transaction => transaction.IsCommitted).Select(transaction => new CommittedTransaction(transaction, layout))];

    /// <summary>Those of a target, oldest first.</summary>
    public static IReadOnlyList<CommittedTransaction> Read(TargetLayout layout) => Of(layout, StandingTransaction.Read(layout));
}
