using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Everything a deployment changes on disk. Changes are staged beside their targets, announced in the journal, switched by one rename each,
/// and stay revocable until <see cref="Commit"/>: the old file waits under the new one's staging name. The caller holds the deployment
/// lock.
/// </summary>
internal sealed class Transaction : ChangeSet, IDisposable
{
    /// <summary>So many files are put in their places one after the other; more by all processors.</summary>
    private const int Few = 32;

    private readonly TargetLayout layout;
    private readonly Journal journal;
    private readonly Stager stager;
    private readonly ChangeList applied = new();
    private readonly List<string> exchanged = [];
    private readonly SortedSet<string> unsynced = new(StringComparer.Ordinal);
    private IReadOnlyList<string> libs = [];
    private bool deciding;

    private Transaction(TargetLayout layout, TransactionHeader header, Journal journal)
    {
        this.layout = layout;
        this.journal = journal;
        Header = header;
        stager = new Stager(header);
    }

    public TransactionHeader Header { get; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>In the order they were made.</summary>
    public override IReadOnlyList<Change> Changes => applied;

    /// <summary>The transaction's own folder: its journal, and room for scratch.</summary>
    public string Folder => Path.Combine(layout.Transactions, Header.Id);

    /// <summary>Opens the transaction's folder and journal; both are durable before anything else happens.</summary>
    /// <param name="checkLocks">Throws when the caller no longer holds its locks.</param>
    /// <param name="takenLibs">Where the links of an installation lead that is taken over.</param>
    public static Transaction Begin(
        TargetLayout layout, TransactionHeader header, Action? checkLocks = null, IReadOnlyList<string>? takenLibs = null)
    {
        using var root = PosixDirectory.Open(layout.Transactions);
        root.MakeDirectory(header.Id, FileModes.Private);
        using var folder = root.TryOpenDirectory(header.Id)!;
        var journal = Journal.Create(folder, layout, new JournalEntry(JournalEntryKind.Begin) { Header = header });
        folder.Sync();
        root.Sync();
        return new Transaction(layout, header, journal)
        {
            CheckLocks = checkLocks ?? (() => { }),
            libs = [layout.LibDir, .. takenLibs ?? []],
        };
    }

    public override PathState Look(string path) => PathState.Capture(path);

    public override Change StageFile(string path, FileContent content, FileTraits traits, CancellationToken cancellation = default) =>
        stager.File(path, content, traits, cancellation);

    public override IReadOnlyList<Change> StageFiles(
        IEnumerable<FileToStage> files, WorkMeter meter, CancellationToken cancellation) => stager.Files(files, meter, cancellation);

    public override Change StageTree(string path, TreeToStage tree, WorkMeter meter, CancellationToken cancellation) =>
        stager.Tree(path, tree, meter, cancellation);

    public override Change StageLink(string path, string target, uint user, uint group) => stager.Link(path, target, user, group);

    public override IReadOnlyList<Change> StageUnfolding(
        string path, PathState directory, IReadOnlyList<(string Path, PathState State)> content) =>
        stager.Unfolding(path, directory, content);

    public override IReadOnlyList<Change> StageFolding(
        string path, PathState link, IReadOnlyList<(string Path, PathState State)> content) => stager.Folding(path, link, content);

    public override Change Removal(string path) => stager.Removal(path);

    /// <inheritdoc cref="Stager.TreeRemoval"/>
    public Change TreeRemoval(string path) => stager.TreeRemoval(path);

    /// <inheritdoc cref="Stager.PurgeRemoval"/>
    public Change PurgeRemoval(string path) => stager.PurgeRemoval(path);

    public override IReadOnlyList<(string Path, string What)> TakeNotKept() => stager.TakeNotKept();

    /// <summary>For many files: from here to <see cref="SyncStaged"/> those on the file systems of the directories are made durable by one
    /// call each, where it can.</summary>
    public void StageTogether(IEnumerable<string> directories) => stager.Together.Add(directories);

    /// <summary>What was staged since <see cref="StageTogether"/> is durable on return.</summary>
    public void SyncStaged() => stager.Together.Sync();

    /// <summary>Announces the changes durably, then makes them. What changes nothing is left out.</summary>
    public override void Apply(params IReadOnlyList<Change> changes)
    {
        foreach (var piece in ChangeList.Of(changes).Effective().Pieces)
        {
            stager.Release();
            List<Change> announced = [.. piece];
            journal.Append(new JournalEntry(JournalEntryKind.Intent)
            {
                Changes = announced,
                Text = IsTaking ? JournalEntry.Taken : null,
            });
            applied.Add(piece);
            // What an exchange brings or takes may be in a later piece than the exchange.
            exchanged.AddRange(Change.Exchanged(announced));
            Make(Change.Without(exchanged, announced));
        }
    }

    private void Make(IReadOnlyList<Change> changes)
    {
        using var open = new ParentDirectories();
        for (var index = 0; index < changes.Count;)
        {
            var paths = new HashSet<string>(StringComparer.Ordinal);
            var files = changes.Skip(index).TakeWhile(change => change.IsFile && paths.Add(change.Path)).ToList();
            if (files.Count > Few)
            {
                unsynced.UnionWith(files.Select(change => change.Directory));
                ParallelBatches.Run(files, (ParentDirectories parents, Change change) => Make(parents, change));
                index += files.Count;
                continue;
            }

            var change = changes[index++];
            unsynced.Add(change.Directory);
            Make(open, change);
            if (change.After.Kind == FileKind.Directory)
            {
                unsynced.Add(change.Path);
            }
        }
    }

    private void Make(ParentDirectories parents, Change change) => Switch.Make(parents, change, libs);

    /// <summary>
    /// The decision. Every change is on disk before the record is, so whoever reads the record finds the new state whole. After it nothing
    /// undoes by itself.
    /// </summary>
    /// <param name="unchanged">What was to be deployed was there already.</param>
    public void Commit(bool unchanged = false)
    {
        ManyDirectories.Sync(unsynced);
        CheckHold();
        deciding = true;
        journal.Append(new JournalEntry(JournalEntryKind.Commit) { IsUnchanged = unchanged });
        IsOpen = false;
    }

    /// <summary>Notes durably how services are; before the first change.</summary>
    public void NoteServices(string text) => journal.Append(new JournalEntry(JournalEntryKind.Services)
    {
        Text = text,
        Place = layout.Prefix,
    });

    /// <summary>Notes durably what is done to a service; before it is done.</summary>
    public void NoteServiceAction(string text) => journal.Append(new JournalEntry(JournalEntryKind.ServiceAction) { Text = text });

    /// <summary>What an undo brings back beside files; null: nothing.</summary>
    public IUndoCompanion? Companion { get; set; }

    /// <summary>Throws when the right to write is no longer held; asked before the decision.</summary>
    public Action CheckLocks { get; init; } = () => { };

    /// <summary>
    /// Nothing is decided over a journal or a lock that somebody has removed or replaced, nor over a path that is no longer what was
    /// announced. Data and logs are the program's to write.
    /// </summary>
    private void CheckHold()
    {
        CheckLocks();
        journal.CheckOnDisk();
        using var parents = new ParentDirectories();
        foreach (var change in Change.Last(Change.Single(applied)).Where(c => c.After.Kind != FileKind.Directory))
        {
            if (!IsExempt(change.Path)
                && (parents.Of(change.Path) is { } parent ? PathState.Capture(parent, change.Name) : PathState.Absent) != change.After)
            {
                throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(change.Path));
            }
        }
    }

    /// <summary>In a directory that the program writes to while a deployment runs.</summary>
    public bool IsExempt(string path) => new[] { layout.DataDir, layout.LogDir }.Any(
        d => path.StartsWith(d + "/", StringComparison.Ordinal));

    /// <summary>Files that are no longer what was made here, because somebody who may has written or removed them since, belong to the
    /// transaction as they are now.</summary>
    /// <returns>Those that have changed.</returns>
    public IReadOnlyList<string> TakeUp(Func<string, bool> mayChange)
    {
        var changed = Change.Last(applied).Where(c => c.After.Kind == FileKind.File && mayChange(c.Path))
            .Select(c => (Made: c, Now: PathState.Capture(c.Path)))
            .Where(c => c.Now.Kind is FileKind.File or null && c.Now != c.Made.After)
            .Select(c => c.Made with { After = c.Now, Written = null }).ToList();
        Note(changed);
        return [.. changed.Select(c => c.Path)];
    }

    /// <summary>The same for a file that the transaction has not touched yet.</summary>
    /// <param name="before">What it was; a copy of that is put aside, which the undo goes by.</param>
    /// <param name="content">Of then.</param>
    /// <param name="traits">Of then.</param>
    /// <returns>Whether it has changed; a copy that is not what the file was is as good as none.</returns>
    public bool TakeUp(string path, PathState before, FileContent content, FileTraits traits)
    {
        var after = PathState.Capture(path);
        if (after == before || after.Kind is not (FileKind.File or null))
        {
            return false;
        }

        using var parent = PosixDirectory.OpenParent(path, out _);
        var aside = stager.NextAside();
        if (Staging.Write(parent, aside, content, content.Sha256!, traits, CancellationToken.None) != before)
        {
            parent.Unlink(aside);
            return false;
        }

        parent.Sync();
        Note([new Change(path, before, after, aside)]);
        return true;
    }

    /// <summary>The old file waits where it did; what the undo compares with is what is there now, and durable.</summary>
    private void Note(List<Change> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        foreach (var change in changed)
        {
            using var parent = PosixDirectory.Open(change.Directory);
            if (change.After.Exists)
            {
                using var file = parent.OpenRead(change.Name);
                file.Sync();
            }

            unsynced.Add(change.Directory);
        }

        journal.Append(new JournalEntry(JournalEntryKind.Intent) { Changes = changed });
        applied.AddRange(changed);
    }

    /// <summary>After the commit: removes the old files and whatever else is left over.</summary>
    public void Close() => Finish.Committed(layout, Header, applied, journal);

    /// <summary>Puts everything back, newest change first, and removes every trace of the transaction.</summary>
    /// <exception cref="DeploymentException">LLE3026: the decision could not be taken back, so undoing now could meet it again after a
    /// power cut.</exception>
    public UndoResult Undo()
    {
        IsOpen = false;
        if (deciding && journal.IsUncertain)
        {
            throw new DeploymentException(DiagnosticCatalog.DecisionUncertain(Folder));
        }

        var result = Transactions.Undo.Run(applied, Header.Purges, Companion, layout.LibDir);
        if (result.Finished)
        {
            Finish.Undone(layout, Header, applied, keepBackup: result.Kept.Count > 0);
        }

        return result;
    }

    public void Dispose()
    {
        stager.Dispose();
        journal.Dispose();
    }
}
