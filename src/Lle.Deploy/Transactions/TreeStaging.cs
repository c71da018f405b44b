using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Writes a whole tree under a name that nothing leads to yet: first its directories and links, then its files, by as many threads as there
/// are processors, and last the modes of the directories, which forbid writing.
/// </summary>
internal sealed class TreeStaging
{
    private const uint OwnerOnly = 0x1c0;

    private readonly string source;
    private readonly IReadOnlyList<TreeEntry> entries;
    private readonly FileTraits owner;
    private readonly uint directoryMode;
    private readonly bool durable;
    private readonly bool syncEach;

    private TreeStaging(
        string source, IReadOnlyList<TreeEntry> entries, FileTraits owner, uint directoryMode, bool durable, bool syncEach)
    {
        this.source = source;
        this.entries = entries;
        this.owner = owner;
        this.directoryMode = directoryMode;
        this.durable = durable;
        this.syncEach = syncEach;
    }

    private WorkMeter Meter { get; init; } = WorkMeter.Silent;

    private bool IsGivenAway => owner.User is not null || owner.Group is not null;

    /// <param name="source">The folder the entries were read from, without a link on the way; every file must still have its hash.</param>
    /// <param name="entries">Each directory before what is in it.</param>
    /// <param name="directoryMode">Of the top directory and all below it, set last.</param>
    /// <param name="durable">Every file and every directory is on disk on return: by one call for all of the file system, where it has
    /// one that can be relied on.</param>
    public static void Write(
        PosixDirectory parent, string name, string source, IReadOnlyList<TreeEntry> entries, FileTraits owner, uint directoryMode,
        bool durable, WorkMeter meter, CancellationToken cancellation)
    {
        var syncEach = durable && !parent.CanSyncFileSystem;
        parent.MakeDirectory(name, OwnerOnly);
        using var top = parent.TryOpenDirectory(name)!;
        new TreeStaging(source, entries, owner, directoryMode, durable, syncEach) { Meter = meter }.Fill(top, cancellation);
        if (durable && !syncEach)
        {
            // It was opened before the first write: a failed write-back is reported to it.
            parent.SyncFileSystem();
        }
    }

    private void Fill(PosixDirectory top, CancellationToken cancellation)
    {
        using (var parents = new ParentDirectories())
        {
            foreach (var entry in entries.Where(entry => entry.Kind != FileKind.File))
            {
                Guarded(entry, () => PutDirectoryOrLink(parents.Of(Path.Join(top.Path, entry.Path))!, entry), cancellation);
            }
        }

        ParallelBatches.Run(entries.Where(entry => entry.Kind == FileKind.File), (CopyDirectories open, TreeEntry entry) =>
            Guarded(entry, () => PutFile(top, entry, open, cancellation), cancellation));
        using var above = new ParentDirectories();
        foreach (var entry in entries.Where(entry => entry.Kind == FileKind.Directory).Reverse())
        {
            using var directory = above.Of(Path.Join(top.Path, entry.Path))!.TryOpenDirectory(Path.GetFileName(entry.Path))!;
            Close(directory);
        }

        Close(top);
    }

    private static void Guarded(TreeEntry entry, Action put, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            put();
        }
        catch (PosixException error) when (error.ErrorNumber == Errno.Exists)
        {
            // The folder was empty, and no two entries have one path: this directory takes two names for one.
            throw new DeploymentException(DiagnosticCatalog.TreeNamesClash(error.Path, entry.Path), error);
        }
    }

    private void PutDirectoryOrLink(PosixDirectory parent, TreeEntry entry)
    {
        var name = Path.GetFileName(entry.Path);
        if (entry.Kind == FileKind.Directory)
        {
            parent.MakeDirectory(name, OwnerOnly);
            return;
        }

        parent.MakeSymbolicLink(entry.Target!, name);
        if (IsGivenAway)
        {
            parent.SetLinkOwner(name, owner.User ?? uint.MaxValue, owner.Group ?? uint.MaxValue);
        }
    }

    private void PutFile(PosixDirectory top, TreeEntry entry, CopyDirectories open, CancellationToken cancellation)
    {
        var parent = open.Targets.Of(Path.Join(top.Path, entry.Path))!;
        var content = FileContent.CopyOf(Path.Join(source, entry.SourcePath), entry.Sha256!);
        var name = Path.GetFileName(entry.Path);
        Staging.Write(parent, name, content, entry.Sha256!, TraitsOf(entry), cancellation, syncEach, open.Sources);
        Meter.Add(1, parent.Status(name)?.Size ?? 0);
    }

    /// <summary>Nothing is put into it any more.</summary>
    private void Close(PosixDirectory directory)
    {
        if (IsGivenAway)
        {
            directory.SetOwner(owner.User ?? uint.MaxValue, owner.Group ?? uint.MaxValue);
        }

        directory.SetMode(directoryMode);
        if (syncEach)
        {
            directory.Sync();
        }
    }

    /// <summary>A trial does without owners and rights that only the target needs.</summary>
    private FileTraits TraitsOf(TreeEntry entry) => !durable ? owner with { Mode = entry.Mode & FileModes.All } : owner with
    {
        Mode = entry.Mode,
        User = entry.User ?? owner.User,
        Group = entry.Group ?? owner.Group,
        Attributes = entry.Capabilities is { } value
            ? new Dictionary<string, byte[]> { ["security.capability"] = Convert.FromBase64String(value) } : owner.Attributes,
    };
}
