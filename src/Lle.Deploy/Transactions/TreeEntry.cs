using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>A file, link or directory of a tree that is installed as a whole.</summary>
/// <param name="Path">Relative to the tree's top, with slashes.</param>
/// <param name="Kind">File, link or directory.</param>
/// <param name="Mode">Permission bits; 0 for a link.</param>
/// <param name="Sha256">Of a file, lower-case hexadecimal.</param>
/// <param name="Target">Where a link leads.</param>
internal sealed record TreeEntry(string Path, FileKind Kind, uint Mode, string? Sha256 = null, string? Target = null)
{
    /// <summary>Where it is in the folder that it is read from; null: at the same path.</summary>
    public string? Source { get; init; }

    public string SourcePath => Source ?? Path;

    /// <summary>null: the owner of the whole tree.</summary>
    public uint? User { get; init; }

    /// <summary>null: the group of the whole tree.</summary>
    public uint? Group { get; init; }

    /// <summary>The attribute security.capability in base64; null: none.</summary>
    public string? Capabilities { get; init; }

    /// <summary>Beyond what every entry has.</summary>
    public bool HasTraits => User is not null || Group is not null || Capabilities is not null;
}
