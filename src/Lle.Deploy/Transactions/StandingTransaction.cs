using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>A transaction whose journal stands in the data directory.</summary>
/// <param name="Folder">Its name there.</param>
/// <param name="Entries">Of a closed one without long lists of changes that no version is among: see <see cref="Whole"/>.</param>
internal sealed record StandingTransaction(string Folder, IReadOnlyList<JournalEntry> Entries)
{
    private Func<IReadOnlyList<JournalEntry>>? Again { get; init; }

    /// <summary>All entries with all changes; where they are many, they are read at each call.</summary>
    public IReadOnlyList<JournalEntry> Whole => Again?.Invoke() ?? Entries;

    /// <summary>null: it had not begun; nothing was changed.</summary>
    public TransactionHeader? Header { get; } = Entries is [{ Header: { } header }, ..] ? header : null;

    /// <summary>Neither undone nor closed: it was interrupted, or runs now.</summary>
    public bool IsOpen => Entries is not [.., { Kind: JournalEntryKind.Closed }];

    public bool IsCommitted => Entries.Any(e => e.Kind == JournalEntryKind.Commit);

    /// <summary>An uninstall that has decided to take everything along, and was interrupted before it had.</summary>
    public bool IsCommittedPurge => IsOpen && IsCommitted && Header is { Purges.Count: > 0 };

    public bool IsUnchanged => Entries.Any(e => e.IsUnchanged);

    /// <summary>What was noted of services before anything was changed; null: there were none.</summary>
    public string? Services => Entries.FirstOrDefault(e => e.Kind == JournalEntryKind.Services)?.Text;

    /// <summary>What was done to them.</summary>
    public IReadOnlyList<string> ServiceActions =>
        [.. Entries.Where(e => e.Kind == JournalEntryKind.ServiceAction).Select(e => e.Text ?? "")];

    /// <summary>The changes that may be undone here: units that were made for another place are that place's.</summary>
    public IReadOnlyList<Change> ChangesIn(TargetLayout layout) =>
        Entries.FirstOrDefault(e => e.Kind == JournalEntryKind.Services)?.Place is { } place && place != layout.Prefix
            && layout.UnitDir != layout.ConfigDir
            ? [.. Changes.Where(change => change.Directory != layout.UnitDir)] : Changes;

    public IReadOnlyList<Change> Changes
    {
        get
        {
            var changes = new ChangeList();
            foreach (var entry in Whole)
            {
                changes.AddRange(entry.Changes ?? []);
            }

            return changes;
        }
    }

    /// <summary>All there are, oldest first. Only reads.</summary>
    /// <exception cref="DeploymentException">One of them is damaged, of a newer version, not trusted, or leads out of the
    /// layout.</exception>
    public static IReadOnlyList<StandingTransaction> Read(TargetLayout layout) =>
        [.. Folders(layout.Transactions)
            .Select(f => Of(layout, f))
            .OrderBy(t => t.Header?.Sequence ?? 0)];

    private static StandingTransaction Of(TargetLayout layout, string name)
    {
        var folder = Path.Combine(layout.Transactions, name);
        var reading = new PartialReading(layout);
        var read = new StandingTransaction(name, ReadEntries(layout, folder, reading));
        return !reading.IsPart ? read
            : read.IsOpen ? new StandingTransaction(name, ReadEntries(layout, folder))
            : read with { Again = () => ReadEntries(layout, folder) };
    }

    /// <summary>A version folder, or the link that says which is current: retention asks every transaction for them.</summary>
    public static bool IsOfVersion(TargetLayout layout, Change change) => change.IsTree || change.Path == layout.CurrentVersion;

    private static IReadOnlyList<string> Folders(string transactions)
    {
        using var root = PosixDirectory.TryOpen(transactions);
        if (root is not null)
        {
            RecordTrust.Check(root);
        }

        return root is null ? [] : [.. root.Names().Where(n => !ScratchNames.Has(n) && root.Status(n)?.Kind == FileKind.Directory)];
    }

    private static IReadOnlyList<JournalEntry> ReadEntries(TargetLayout layout, string folder, PartialReading? reading = null)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        if (directory is null)
        {
            return [];
        }

        // Without a journal it has not begun, or has ended: no file is in it then but what precedes a journal. Scratch folders may be: a
        // power cut can bring back one that went before the journal did.
        RecordTrust.Check(directory);
        return directory.Status(Journal.FileName) is null && directory.Names().FirstOrDefault(
            n => n != Journal.UnfinishedName && directory.Status(n)?.Kind != FileKind.Directory) is { } unknown
            ? throw new DeploymentException(DiagnosticCatalog.RecordOfNewerVersion(Path.Join(folder, unknown), 1))
            : Checked(Journal.Read(directory, layout, reading), layout, Path.Join(folder, Journal.FileName));
    }

    private static IReadOnlyList<JournalEntry> Checked(IReadOnlyList<JournalEntry> entries, TargetLayout layout, string file)
    {
        // What a transaction discards goes once it is decided, and is gone when it is closed.
        if (entries is [{ Header: { } header }, ..] and not [.., { Kind: JournalEntryKind.Closed }]
            && entries.Any(entry => entry.Kind == JournalEntryKind.Commit))
        {
            JournalPaths.CheckDiscards(header, layout, file);
        }

        return entries;
    }
}
