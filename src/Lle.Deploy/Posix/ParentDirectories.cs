namespace Lle.Deploy.Posix;

/// <summary>The directory of one path after the other, kept open as long as it stays the same: for paths in the order of a walk.</summary>
internal sealed class ParentDirectories : IDisposable
{
    /// <summary>A link or a file that has taken the place of a directory on the way is no error then: there is no such directory.</summary>
    public bool IsOnlyLooking { get; init; }

    private string? path;
    private PosixDirectory? open;

    /// <returns>null where it does not exist. Do not dispose it.</returns>
    public PosixDirectory? Of(string absolutePath)
    {
        var parent = System.IO.Path.GetDirectoryName(absolutePath)!;
        if (parent != path)
        {
            Dispose();
            open = IsOnlyLooking ? PosixDirectory.TryOpenWhereDirectory(parent) : PosixDirectory.TryOpen(parent);
            path = parent;
        }

        return open;
    }

    public void Dispose()
    {
        open?.Dispose();
        open = null;
        path = null;
    }
}
