using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Writes a whole tree under a name that nothing leads to yet, in two steps: first everything in it, which is enough to try its programs;
/// and once it lies where it is installed, what the target needs: owners, rights, and directories that forbid writing.
/// </summary>
internal static class TreeStaging
{
    /// <summary>Directories and links first, then the files, by as many threads as there are processors. Nobody else can enter it yet, and
    /// nothing is durable.</summary>
    public static void Write(PosixDirectory parent, string name, TreeToStage tree, WorkMeter meter, CancellationToken cancellation)
    {
        parent.MakeDirectory(name, FileModes.Private);
        using var top = parent.TryOpenDirectory(name)!;
        using (var parents = new ParentDirectories())
        {
            foreach (var entry in tree.Entries.Where(entry => entry.Kind != FileKind.File))
            {
                Guarded(entry, () => PutDirectoryOrLink(parents.Of(Path.Join(top.Path, entry.Path))!, entry), cancellation);
            }
        }

        ParallelBatches.Run(Files(tree), (CopyDirectories open, TreeEntry entry) => Guarded(entry, () =>
        {
            var directory = open.Targets.Of(Path.Join(top.Path, entry.Path))!;
            meter.Add(1, Staging.WriteScratch(directory, Path.GetFileName(entry.Path),
                FileContent.CopyOf(Path.Join(tree.Source, entry.SourcePath), entry.Sha256!), entry.Sha256!,
                new FileTraits(entry.Mode & FileModes.All), open, cancellation));
        }, cancellation));
    }

    /// <summary>Gives what was written its owners and rights.</summary>
    /// <param name="syncEach">Every file and every directory in it is durable on return.</param>
    public static void Finish(PosixDirectory parent, string name, TreeToStage tree, bool syncEach)
    {
        using var top = parent.TryOpenDirectory(name)!;
        ParallelBatches.Run(
            Files(tree).Where(entry => syncEach || tree.IsGivenAway || entry.HasTraits || (entry.Mode & ~FileModes.All) != 0),
            (ParentDirectories parents, TreeEntry entry) =>
        {
            using var file = parents.Of(Path.Join(top.Path, entry.Path))!.OpenRead(Path.GetFileName(entry.Path));
            Staging.SetTraits(file, TraitsOf(entry, tree.Owner));
            if (syncEach)
            {
                file.Sync();
            }
        });
        using var above = new ParentDirectories();
        foreach (var entry in tree.Entries.Where(entry => tree.IsGivenAway && entry.Kind == FileKind.SymbolicLink))
        {
            above.Of(Path.Join(top.Path, entry.Path))!.SetLinkOwner(
                Path.GetFileName(entry.Path), tree.Owner.User ?? uint.MaxValue, tree.Owner.Group ?? uint.MaxValue);
        }

        foreach (var entry in tree.Entries.Where(entry => entry.Kind == FileKind.Directory).Reverse())
        {
            using var directory = above.Of(Path.Join(top.Path, entry.Path))!.TryOpenDirectory(Path.GetFileName(entry.Path))!;
            Close(directory, tree, syncEach);
        }

        Close(top, tree, syncEach);
    }

    private static IEnumerable<TreeEntry> Files(TreeToStage tree) => tree.Entries.Where(entry => entry.Kind == FileKind.File);

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

    private static void PutDirectoryOrLink(PosixDirectory parent, TreeEntry entry)
    {
        var name = Path.GetFileName(entry.Path);
        if (entry.Kind == FileKind.Directory)
        {
            parent.MakeDirectory(name, FileModes.Private);
        }
        else
        {
            parent.MakeSymbolicLink(entry.Target!, name);
        }
    }

    private static FileTraits TraitsOf(TreeEntry entry, FileTraits owner) => owner with
    {
        Mode = entry.Mode,
        User = entry.User ?? owner.User,
        Group = entry.Group ?? owner.Group,
        Attributes = entry.Capabilities is { } value
            ? new Dictionary<string, byte[]> { ["security.capability"] = Convert.FromBase64String(value) } : owner.Attributes,
    };

    /// <summary>Nothing is put into it any more.</summary>
    private static void Close(PosixDirectory directory, TreeToStage tree, bool syncEach)
    {
        if (tree.IsGivenAway)
        {
            directory.SetOwner(tree.Owner.User ?? uint.MaxValue, tree.Owner.Group ?? uint.MaxValue);
        }

        directory.SetMode(tree.DirectoryMode);
        if (syncEach)
        {
            directory.Sync();
        }
    }
}
