namespace Lle.Deploy.Transactions;

internal enum JournalEntryKind
{
    /// <summary>Who, what and where; always the first.</summary>
    Begin,

    /// <summary>The changes that may be made from now on.</summary>
    Intent,

    /// <summary>How the services were before anything was changed.</summary>
    Services,

    /// <summary>What is done to a service from now on.</summary>
    ServiceAction,

    /// <summary>A recovery has started; they are counted.</summary>
    Attempt,

    /// <summary>The decision: from here on the new state is the right one.</summary>
    Commit,

    /// <summary>Nothing of the transaction is left to do.</summary>
    Closed,
}

internal sealed record JournalEntry(JournalEntryKind Kind)
{
    public TransactionHeader? Header { get; init; }

    public IReadOnlyList<Change>? Changes { get; init; }

    /// <summary>Of changes: what another installation had, and this one takes over. None of it is what was deployed.</summary>
    public const string Taken = "taken over";

    public bool IsTaken => Kind == JournalEntryKind.Intent && Text == Taken;

    /// <summary>Of what is noted of services, and <see cref="Taken"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Of what is noted of services: the prefix they run for. In a copy of the installation they are another one's.</summary>
    public string? Place { get; init; }

    /// <summary>Of an attempt that failed: why; null: it has only begun.</summary>
    public string? Cause { get; init; }

    /// <summary>Of a commit: what was to be deployed was there already, so this is not what a rollback by hand is about.</summary>
    public bool IsUnchanged { get; init; }
}

/// <summary>The first journal entry: enough to undo without anything else.</summary>
internal sealed record TransactionHeader
{
    /// <summary>What this version writes: paths relative to a directory of the layout, and an identity. Version 1.0.0 wrote no number, and
    /// absolute paths.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>Which installation wrote it; empty in records of version 1.0.0.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Also the name of the transaction's folder.</summary>
    public required string Id { get; init; }

    /// <summary>Orders the transactions of a target.</summary>
    public required long Sequence { get; init; }

    /// <summary>deploy, update, rollback, restore.</summary>
    public required string Operation { get; init; }

    /// <summary>A rollback is not itself rolled back, and a backup changes nothing.</summary>
    public bool CanBeRolledBack => Operation is "deploy" or "update" or "restore";

    public required string Version { get; init; }

    public required string Binary { get; init; }

    /// <summary>Folders in which the transaction may leave files of its own beside the targets.</summary>
    public required IReadOnlyList<string> Directories { get; init; }

    /// <summary>The backup folder the transaction makes; gone again when it is undone.</summary>
    public string? Backup { get; init; }

    /// <summary>Folders that go when the transaction commits: what it makes meaningless.</summary>
    public IReadOnlyList<string> Discards { get; init; } = [];

    /// <summary>Of a purge: directories of the layout whose whole content goes once it is committed, the data directory's last.</summary>
    public IReadOnlyList<string> Purges { get; init; } = [];

    /// <summary>Directories that go when the transaction commits and they are empty, innermost first.</summary>
    public IReadOnlyList<string> RemoveIfEmpty { get; init; } = [];

    /// <summary>The same, as this version writes it.</summary>
    public TransactionHeader Of(string identity) => this with { Identity = identity, Format = CurrentFormat };

    public required string StartedBy { get; init; }

    public required DateTimeOffset Started { get; init; }
}
