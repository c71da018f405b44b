using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Prepares what a transaction switches: each new file, tree and link under a name of its own beside its target, each old one
/// looked at. Nothing of it is in the journal yet, and nothing is switched.</summary>
internal sealed class Stager(TransactionHeader header) : IDisposable
{
    private readonly List<(string Path, string What)> notKept = [];
    private readonly ParentDirectories parents = new();
    private readonly Lock gate = new();
    private int staged;

    /// <summary>File systems whose staged files are made durable by one call each, by whoever adds them.</summary>
    public FileSystemSyncs Together { get; } = new();

    /// <summary>Lets go of the directories it holds open: they may be replaced next.</summary>
    public void Release() => parents.Dispose();

    /// <summary>Prepares a file: written, owned, moded, durable, under a name of its own beside the target. Nothing is switched
    /// yet.</summary>
    /// <returns>A change whose before equals its after where the same file is there already.</returns>
    public Change File(string path, FileContent content, FileTraits traits, CancellationToken cancellation = default) =>
        File(path, content, traits, parents, null, cancellation);

    /// <summary>By as many threads as there are processors.</summary>
    public ChangeList Files(IEnumerable<FileToStage> files, WorkMeter meter, CancellationToken cancellation) =>
        ChangeList.Of(ParallelBatches.Stream(files, (CopyDirectories open, FileToStage file) =>
        {
            var change = File(file.Path, file.Content, file.Traits, open.Targets, open.Sources, cancellation);
            meter.Add(1, file.Size);
            return change;
        }));

    /// <summary>On any thread.</summary>
    private Change File(
        string path, FileContent content, FileTraits traits, ParentDirectories targets, ParentDirectories? sources,
        CancellationToken cancellation)
    {
        var parent = Parent(targets, path);
        var name = Path.GetFileName(path);
        var (before, seen) = Observe(parent, name, path);
        var sha256 = content.Sha256 ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Bytes.Span));
        var standing = StandingTraits.Of(before, traits);
        if (Staging.AlreadyStands(before, sha256, traits.IsExact ? traits : standing.Traits))
        {
            return new Change(path, before, before);
        }

        var durable = !Together.Cover(parent);
        var aside = Announce(path, standing);
        var after = Staging.Write(parent, aside, content, sha256, standing.Traits, out var status, cancellation, durable, sources);
        return new Change(path, before, after, aside) { Seen = seen, Written = new FileIdentity(status) };
    }

    private static PosixDirectory Parent(ParentDirectories parents, string path) => parents.Of(path)
        ?? throw new PosixException("open the directory", Path.GetDirectoryName(path)!, Errno.NoEntry);

    private string Announce(string path, StandingTraits standing)
    {
        lock (gate)
        {
            notKept.AddRange(standing.NotKept.Select(what => (path, what)));
            return NextAside();
        }
    }

    /// <summary>Prepares a whole tree: written, owned, moded, durable, under a name of its own beside the target; by one call for all of
    /// the file system, where it has one that can be relied on.</summary>
    /// <param name="path">Nothing may stand there.</param>
    public Change Tree(string path, TreeToStage tree, WorkMeter meter, CancellationToken cancellation)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        if (parent.Status(name) is not null)
        {
            throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(path));
        }

        var aside = NextAside();
        var isMoved = tree.Prepared?.TryMoveTo(parent, aside) == true;
        if (!isMoved)
        {
            TreeStaging.Write(parent, aside, tree, meter, cancellation);
        }

        var syncEach = !parent.CanSyncFileSystem;
        TreeStaging.Finish(parent, aside, tree, syncEach);
        if (!syncEach)
        {
            // By what was opened before the first write: a failed write-back is reported to it.
            (isMoved ? tree.Prepared!.SyncFileSystem : (Action)parent.SyncFileSystem)();
        }

        return new Change(path, PathState.Absent, PathState.Capture(parent, aside), aside);
    }

    /// <summary>Prepares a symbolic link.</summary>
    public Change Link(string path, string target, uint user, uint group)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        var (before, seen) = Observe(parent, name, path);
        var aside = NextAside();
        parent.MakeSymbolicLink(target, aside);
        (user, group) = GiveableTraits.OfLink(user, group);
        if ((user, group) != (Accounts.CurrentUser, Accounts.CurrentGroup))
        {
            parent.SetLinkOwner(aside, user, group);
        }

        return new Change(path, before, PathState.Capture(parent, aside), aside) { Seen = seen };
    }

    /// <inheritdoc cref="ChangeSet.StageUnfolding"/>
    public IReadOnlyList<Change> Unfolding(string path, PathState directory, IReadOnlyList<(string Path, PathState State)> content)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        var before = PathState.Capture(parent, name);
        var aside = NextAside();
        LinkDirectory.Write(parent, aside, path, directory, content);
        var made = LinkDirectory.Content(parent, aside, path);
        return [new(path, before, PathState.Capture(parent, aside), aside),
            .. made.Select(entry => new Change(entry.Path, PathState.Absent, entry.State))];
    }

    /// <inheritdoc cref="ChangeSet.StageFolding"/>
    public IReadOnlyList<Change> Folding(string path, PathState link, IReadOnlyList<(string Path, PathState State)> content)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        var before = PathState.Capture(parent, name);
        var aside = NextAside();
        parent.MakeSymbolicLink(link.Target!, aside);
        if ((link.User, link.Group) != (Accounts.CurrentUser, Accounts.CurrentGroup))
        {
            parent.SetLinkOwner(aside, link.User, link.Group);
        }

        return [new(path, before, PathState.Capture(parent, aside), aside),
            .. content.Select(entry => new Change(entry.Path, entry.State, PathState.Absent))];
    }

    public Change Removal(string path)
    {
        var (before, seen) = Observe(Parent(parents, path), Path.GetFileName(path), path);
        return new Change(path, before, PathState.Absent, NextAside()) { Seen = seen };
    }

    /// <summary>A directory goes with everything in it: one rename moves it aside, and the undo moves it back.</summary>
    public Change TreeRemoval(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        FileIdentity? seen = parent.Status(name) is { } status ? new FileIdentity(status) : null;
        return new Change(path, PathState.Capture(parent, name), PathState.Absent, NextAside()) { Seen = seen };
    }

    /// <summary>An entry of a directory that the header names to be purged: it is moved aside whatever it is and whoever writes to it, and
    /// goes after the commit.</summary>
    public Change PurgeRemoval(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        return new Change(path, PathState.Look(parent, name), PathState.Absent, NextAside());
    }

    /// <summary>What new files do not keep of the files they replace, since this was asked last: a warning each.</summary>
    public IReadOnlyList<(string Path, string What)> TakeNotKept()
    {
        List<(string Path, string What)> taken = [.. notKept];
        notKept.Clear();
        return taken;
    }

    /// <summary>A name beside a target that nothing has yet.</summary>
    public string NextAside() => Staging.Name(header, ++staged);

    private static (PathState State, FileIdentity? Seen) Observe(PosixDirectory parent, string name, string path)
    {
        if (parent.Status(name) is not { } status)
        {
            return (PathState.Absent, null);
        }

        var state = PathState.Capture(parent, name, status);
        return state.Kind switch
        {
            FileKind.Directory => throw new DeploymentException(DiagnosticCatalog.DirectoryInTheWay(path)),
            FileKind.Special => throw new DeploymentException(DiagnosticCatalog.SpecialFile(path)),
            _ => (state, new FileIdentity(status)),
        };
    }

    public void Dispose()
    {
        Together.Dispose();
        parents.Dispose();
    }
}
