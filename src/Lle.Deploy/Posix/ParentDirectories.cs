namespace Lle.Deploy.Posix;

/// <summary>The directory of one path after the other, kept open as long as it stays the same: for paths in the order of a walk.</summary>
internal sealed class ParentDirectories : IDisposable
{
    private string? path;
    private PosixDirectory? open;

    /// <returns>null where it does not exist. Do not dispose it.</returns>
    public PosixDirectory? Of(string absolutePath)
    {
        var parent = System.IO.Path.GetDirectoryName(absolutePath)!;
        if (parent != path)
        {
            Dispose();
            open = PosixDirectory.TryOpen(parent);
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
