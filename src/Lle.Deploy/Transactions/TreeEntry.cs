using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>A file, link or directory of a tree that is installed as a whole.</summary>
/// <param name="Path">Relative to the tree's top, with slashes.</param>
/// <param name="Kind">File, link or directory.</param>
/// <param name="Mode">Permission bits; 0 for a link.</param>
/// <param name="Sha256">Of a file, lower-case hexadecimal.</param>
/// <param name="Target">Where a link leads.</param>
internal sealed record TreeEntry(string Path, FileKind Kind, uint Mode, string? Sha256 = null, string? Target = null);
