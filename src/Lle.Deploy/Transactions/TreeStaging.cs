using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Writes a whole tree under a name that nothing leads to yet.</summary>
internal sealed class TreeStaging
{
    private const uint OwnerOnly = 0x1c0;

    private readonly string source;
    private readonly ILookup<string, TreeEntry> below;
    private readonly FileTraits owner;
    private readonly uint directoryMode;
    private readonly bool durable;

    private TreeStaging(string source, IReadOnlyList<TreeEntry> entries, FileTraits owner, uint directoryMode, bool durable)
    {
        this.source = source;
        this.owner = owner;
        this.directoryMode = directoryMode;
        this.durable = durable;
        below = entries.ToLookup(entry => Path.GetDirectoryName(entry.Path) ?? "", StringComparer.Ordinal);
    }

    private WorkMeter Meter { get; init; } = WorkMeter.Silent;

    private bool IsGivenAway => owner.User is not null || owner.Group is not null;

    /// <param name="source">The folder the entries were read from, without a link on the way; every file must still have its hash.</param>
    /// <param name="directoryMode">Of the top directory and all below it, set last.</param>
    /// <param name="durable">Every file and every directory is on disk on return.</param>
    public static void Write(
        PosixDirectory parent, string name, string source, IReadOnlyList<TreeEntry> entries, FileTraits owner, uint directoryMode,
        bool durable, WorkMeter meter, CancellationToken cancellation)
    {
        parent.MakeDirectory(name, OwnerOnly);
        using var top = parent.TryOpenDirectory(name)!;
        new TreeStaging(source, entries, owner, directoryMode, durable) { Meter = meter }.Fill(top, "", cancellation);
    }

    private void Fill(PosixDirectory directory, string path, CancellationToken cancellation)
    {
        foreach (var entry in below[path])
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Put(directory, Path.GetFileName(entry.Path), entry, cancellation);
            }
            catch (PosixException error) when (error.ErrorNumber == Errno.Exists)
            {
                // The folder was empty, and no two entries have one path: this directory takes two names for one.
                throw new DeploymentException(DiagnosticCatalog.TreeNamesClash(error.Path, entry.Path), error);
            }
        }

        if (IsGivenAway)
        {
            directory.SetOwner(owner.User ?? uint.MaxValue, owner.Group ?? uint.MaxValue);
        }

        directory.SetMode(directoryMode);
        if (durable)
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

    private void Put(PosixDirectory directory, string name, TreeEntry entry, CancellationToken cancellation)
    {
        switch (entry.Kind)
        {
            case FileKind.Directory:
                directory.MakeDirectory(name, OwnerOnly);
                using (var child = directory.TryOpenDirectory(name)!)
                {
                    Fill(child, entry.Path, cancellation);
                }

                break;
            case FileKind.SymbolicLink:
                directory.MakeSymbolicLink(entry.Target!, name);
                if (IsGivenAway)
                {
                    directory.SetLinkOwner(name, owner.User ?? uint.MaxValue, owner.Group ?? uint.MaxValue);
                }

                break;
            default:
                var content = FileContent.CopyOf(Path.Combine(source, entry.SourcePath), entry.Sha256!);
                Staging.Write(directory, name, content, entry.Sha256!, TraitsOf(entry), cancellation, durable);
                Meter.Add(1, directory.Status(name)?.Size ?? 0);
                break;
        }
    }
}
