namespace Lle.Deploy.Posix;

/// <summary>Whole trees, without following a link.</summary>
internal static class FileTree
{
    /// <summary>Removes what stands at the path, and everything in it, durably; nothing there is fine.</summary>
    /// <param name="last">A name in the top directory that goes after all others.</param>
    public static void Delete(string path, string? last = null)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (parent?.Status(Path.GetFileName(path)) is not null)
        {
            Delete(parent, Path.GetFileName(path), last);
            parent.Sync();
        }
    }

    private static void Delete(PosixDirectory parent, string name, string? last = null)
    {
        if (parent.Status(name)?.Kind != FileKind.Directory)
        {
            parent.Unlink(name);
            return;
        }

        using (var directory = parent.TryOpenDirectory(name)!)
        {
            foreach (var entry in directory.Names().OrderBy(n => n == last))
            {
                Delete(directory, entry);
            }
        }

        parent.RemoveDirectory(name);
    }

    /// <returns>Whether the directory was there, empty, and is gone, durably.</returns>
    public static bool RemoveIfEmpty(string path)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        var name = Path.GetFileName(path);
        if (parent?.Status(name)?.Kind != FileKind.Directory)
        {
            return false;
        }

        try
        {
            parent.RemoveDirectory(name);
            parent.Sync();
            return true;
        }
        catch (PosixException error) when (error.ErrorNumber == Errno.NotEmpty || error.ErrorNumber == Errno.Exists)
        {
            return false;
        }
    }

    /// <summary>Makes every missing directory of an absolute path (755, whatever the umask), durably. Another run may do so at the same time.</summary>
    /// <returns>The directories made, outermost first.</returns>
    public static IReadOnlyList<string> MakeDirectories(string path)
    {
        var missing = new Stack<string>();
        for (var at = path; PosixDirectoryExists(at) is false; at = Path.GetDirectoryName(at)!)
        {
            missing.Push(at);
        }

        var made = new List<string>();
        foreach (var directory in missing)
        {
            using var parent = PosixDirectory.OpenParent(directory, out var name);
            try
            {
                parent.MakeDirectory(name, 0x1ed);
            }
            catch (PosixException error) when (error.ErrorNumber == Errno.Exists)
            {
                continue;
            }

            parent.Sync();
            made.Add(directory);
        }

        if (made.Count > 0)
        {
            // The last one's mode; that of the others was synced with the names in them.
            using var innermost = PosixDirectory.Open(path);
            innermost.Sync();
        }

        return made;
    }

    private static bool PosixDirectoryExists(string path)
    {
        using var directory = PosixDirectory.TryOpen(path);
        return directory is not null;
    }
}
