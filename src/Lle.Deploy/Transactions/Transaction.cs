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
    private const int MostInOneEntry = 1000;

    private readonly TargetLayout layout;
    private readonly Journal journal;
    private readonly List<Change> applied = [];
    private readonly Dictionary<string, FileStatus> seen = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unsynced = new(StringComparer.Ordinal);
    private readonly List<(string Path, string What)> notKept = [];
    private readonly Dictionary<ulong, PosixDirectory> together = [];
    private readonly ParentDirectories parents = new();
    private readonly Lock gate = new();
    private int staged;
    private bool deciding;

    private Transaction(TargetLayout layout, TransactionHeader header, Journal journal)
    {
        this.layout = layout;
        this.journal = journal;
        Header = header;
    }

    public TransactionHeader Header { get; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>In the order they were made.</summary>
    public override IReadOnlyList<Change> Changes => applied;

    /// <summary>What new files do not keep of the files they replace, since this was asked last: a warning each.</summary>
    public override IReadOnlyList<(string Path, string What)> TakeNotKept()
    {
        List<(string Path, string What)> taken = [.. notKept];
        notKept.Clear();
        return taken;
    }

    /// <summary>The transaction's own folder: its journal, and room for scratch.</summary>
    public string Folder => Path.Combine(layout.Transactions, Header.Id);

    /// <summary>Opens the transaction's folder and journal; both are durable before anything else happens.</summary>
    /// <param name="checkLocks">Throws when the caller no longer holds its locks.</param>
    public static Transaction Begin(TargetLayout layout, TransactionHeader header, Action? checkLocks = null)
    {
        using var root = PosixDirectory.Open(layout.Transactions);
        root.MakeDirectory(header.Id, FileModes.Private);
        using var folder = root.TryOpenDirectory(header.Id)!;
        var journal = Journal.Create(folder, layout, new JournalEntry(JournalEntryKind.Begin) { Header = header });
        folder.Sync();
        root.Sync();
        return new Transaction(layout, header, journal) { CheckLocks = checkLocks ?? (() => { }) };
    }

    public override PathState Look(string path) => PathState.Capture(path);

    /// <summary>Prepares a file: written, owned, moded, durable, under a name of its own beside the target. Nothing is switched
    /// yet.</summary>
    /// <returns>A change whose before equals its after where the same file is there already.</returns>
    public override Change StageFile(string path, FileContent content, FileTraits traits, CancellationToken cancellation = default) =>
        StageFile(path, content, traits, parents, null, cancellation);

    /// <summary>By as many threads as there are processors.</summary>
    public override IReadOnlyList<Change> StageFiles(
        IReadOnlyList<FileToStage> files, WorkMeter meter, CancellationToken cancellation)
    {
        var changes = new Change[files.Count];
        ParallelBatches.Run(Enumerable.Range(0, files.Count), (CopyDirectories open, int index) =>
        {
            var file = files[index];
            changes[index] = StageFile(file.Path, file.Content, file.Traits, open.Targets, open.Sources, cancellation);
            meter.Add(1, file.Size);
        });
        return changes;
    }

    /// <summary>On any thread.</summary>
    private Change StageFile(
        string path, FileContent content, FileTraits traits, ParentDirectories targets, ParentDirectories? sources,
        CancellationToken cancellation)
    {
        var parent = targets.Of(path) ?? throw new PosixException("open the directory", Path.GetDirectoryName(path)!, Errno.NoEntry);
        var name = Path.GetFileName(path);
        var before = Observe(parent, name, path);
        var sha256 = content.Sha256 ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Bytes.Span));
        var standing = StandingTraits.Of(before, traits);
        if (Staging.AlreadyStands(before, sha256, standing.Traits))
        {
            return new Change(path, before, before);
        }

        var durable = !(together.Count > 0 && together.ContainsKey(parent.Status().Device));
        var aside = Announce(path, standing);
        var after = Staging.Write(parent, aside, content, sha256, standing.Traits, cancellation, durable, sources);
        return new Change(path, before, after, aside);
    }

    private string Announce(string path, StandingTraits standing)
    {
        lock (gate)
        {
            notKept.AddRange(standing.NotKept.Select(what => (path, what)));
            return NextAside();
        }
    }

    /// <summary>For many files: from here to <see cref="SyncStaged"/> those on the file systems of the directories are made durable by one
    /// call each, where it can.</summary>
    public void StageTogether(IEnumerable<string> directories)
    {
        foreach (var path in directories)
        {
            var open = PosixDirectory.TryOpen(path);
            if (open is not null && !(open.CanSyncFileSystem && together.TryAdd(open.Status().Device, open)))
            {
                open.Dispose();
            }
        }
    }

    /// <summary>What was staged since <see cref="StageTogether"/> is durable on return.</summary>
    public void SyncStaged()
    {
        foreach (var fileSystem in together.Values)
        {
            fileSystem.SyncFileSystem();
        }

        CloseTogether();
    }

    private void CloseTogether()
    {
        foreach (var open in together.Values)
        {
            open.Dispose();
        }

        together.Clear();
    }

    /// <summary>Prepares a whole tree: written, owned, moded, durable, under a name of its own beside the target.</summary>
    /// <param name="path">Nothing may stand there.</param>
    /// <param name="source">The folder the entries were read from; every file must still have its hash.</param>
    public override Change StageTree(
        string path, string source, IReadOnlyList<TreeEntry> entries, FileTraits owner, uint directoryMode, WorkMeter meter,
        CancellationToken cancellation)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        if (parent.Status(name) is not null)
        {
            throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(path));
        }

        var aside = NextAside();
        TreeStaging.Write(parent, aside, source, entries, owner, directoryMode, durable: true, meter, cancellation);
        return new Change(path, PathState.Absent, PathState.Capture(parent, aside), aside);
    }

    /// <summary>Prepares a symbolic link.</summary>
    public override Change StageLink(string path, string target, uint user, uint group)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        var before = Observe(parent, name, path);
        var aside = NextAside();
        parent.MakeSymbolicLink(target, aside);
        if ((user, group) != (Accounts.CurrentUser, Accounts.CurrentGroup))
        {
            parent.SetLinkOwner(aside, user, group);
        }

        return new Change(path, before, PathState.Capture(parent, aside), aside);
    }

    /// <summary>A directory with exactly these traits, or the one that stands there.</summary>
    public static Change Directory(string path, FileTraits traits)
    {
        var before = PathState.Capture(path);
        if (before.Exists && before.Kind != FileKind.Directory)
        {
            throw new DeploymentException(DiagnosticCatalog.FileInTheWay(path));
        }

        var after = before.Exists ? before : new PathState
        {
            Kind = FileKind.Directory,
            Mode = traits.Mode,
            User = traits.User ?? Accounts.CurrentUser,
            Group = traits.Group ?? Accounts.CurrentGroup,
        };
        return new Change(path, before, after);
    }

    /// <summary>Another mode for a directory that stands.</summary>
    public static Change Mode(string path, uint mode)
    {
        var before = PathState.Capture(path);
        return new Change(path, before, before with { Mode = mode });
    }

    /// <summary>Mode, owner and attributes of a directory, which is made where it is missing.</summary>
    /// <returns>A change for each trait, because each is one step: interrupted between two, the undo knows where it stands.</returns>
    public static IReadOnlyList<Change> Directory(string path, PathState wanted)
    {
        var made = Directory(path, new FileTraits(wanted.Mode));
        List<Change> steps = made.Before.Exists ? [] : [made];
        var state = made.After;
        void Step(PathState next)
        {
            steps.Add(new Change(path, state, next));
            state = next;
        }

        Step(state with { User = wanted.User, Group = wanted.Group });
        Step(state with { Mode = wanted.Mode });
        foreach (var name in (state.Attributes ?? []).Keys.Union((wanted.Attributes ?? []).Keys).ToList())
        {
            var attributes = new SortedDictionary<string, string>(state.Attributes ?? [], StringComparer.Ordinal);
            attributes.Remove(name);
            if (wanted.Attributes?.TryGetValue(name, out var value) == true)
            {
                attributes[name] = value;
            }

            Step(state with { Attributes = attributes.Count == 0 ? null : attributes });
        }

        return steps;
    }

    public override Change Removal(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        return new Change(path, Observe(parent, name, path), PathState.Absent, NextAside());
    }

    /// <summary>A directory goes with everything in it: one rename moves it aside, and the undo moves it back.</summary>
    public Change TreeRemoval(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        if (parent.Status(name) is { } status)
        {
            seen[path] = status;
        }

        return new Change(path, PathState.Capture(parent, name), PathState.Absent, NextAside());
    }

    /// <summary>An entry of a directory that the header names to be purged: it is moved aside whatever it is and whoever writes to it, and
    /// goes after the commit.</summary>
    public Change PurgeRemoval(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        return new Change(path, PathState.Look(parent, name), PathState.Absent, NextAside());
    }

    /// <summary>Announces the changes durably, then makes them. What changes nothing is left out.</summary>
    public override void Apply(params IReadOnlyList<Change> changes)
    {
        var effective = changes.Where(c => c.Before != c.After).ToList();
        if (effective.Count == 0)
        {
            return;
        }

        parents.Dispose();
        // In pieces, so that an entry has a size that can be handled whatever is done.
        foreach (var piece in effective.Chunk(MostInOneEntry))
        {
            journal.Append(new JournalEntry(JournalEntryKind.Intent) { Changes = [.. piece] });
            applied.AddRange(piece);
            Make(piece);
        }
    }

    private void Make(IReadOnlyList<Change> changes)
    {
        using var open = new ParentDirectories();
        foreach (var change in changes)
        {
            unsynced.Add(change.Directory);
            Switch.Make(open, change, seen.TryGetValue(change.Path, out var status) ? status : null);
            if (change.After.Kind == FileKind.Directory)
            {
                unsynced.Add(change.Path);
            }
        }
    }

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
        foreach (var change in applied.GroupBy(c => c.Path, StringComparer.Ordinal).Select(steps => steps.Last())
            .Where(c => c.After.Kind != FileKind.Directory))
        {
            if (!IsExempt(change.Path) && PathState.Capture(change.Path) != change.After)
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
        var changed = applied.GroupBy(c => c.Path, StringComparer.Ordinal).Select(steps => steps.Last())
            .Where(c => c.After.Kind == FileKind.File && mayChange(c.Path))
            .Select(c => c with { After = PathState.Capture(c.Path) is { Kind: FileKind.File or null } now ? now : c.After })
            .Where(c => !applied.Contains(c)).ToList();
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
        var aside = NextAside();
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
    public void Close() => Finish.Committed(layout.Transactions, Header, applied, journal);

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

        var result = Transactions.Undo.Run(applied, Header.Purges, Companion);
        if (result.Finished)
        {
            Finish.Undone(layout.Transactions, Header, applied, keepBackup: result.Kept.Count > 0);
        }

        return result;
    }

    private PathState Observe(PosixDirectory parent, string name, string path)
    {
        if (parent.Status(name) is { } status)
        {
            lock (gate)
            {
                seen[path] = status;
            }
        }

        var state = PathState.Capture(parent, name);
        return state.Kind switch
        {
            FileKind.Directory => throw new DeploymentException(DiagnosticCatalog.DirectoryInTheWay(path)),
            FileKind.Special => throw new DeploymentException(DiagnosticCatalog.SpecialFile(path)),
            _ => state,
        };
    }

    private string NextAside() => Staging.Name(Header, ++staged);

    public void Dispose()
    {
        CloseTogether();
        parents.Dispose();
        journal.Dispose();
    }
}
