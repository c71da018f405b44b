namespace Lle.Deploy.Transactions;

/// <summary>One path a transaction changes: what was there, and what is to be there.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Before">Captured before anything was done; the undo brings it back.</param>
/// <param name="After">What the transaction puts there.</param>
/// <param name="Aside"> The name beside the path that holds the new file before the switch and the old one after it; null for directories
/// and modes.
/// </param>
internal sealed record Change(string Path, PathState Before, PathState After, string? Aside = null)
{
    /// <summary>A directory that is made whole under another name and appears by one rename, with everything in it.</summary>
    public bool IsTree => Aside is not null && After.Kind == Posix.FileKind.Directory;

    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    public string Name => System.IO.Path.GetFileName(Path);
}
