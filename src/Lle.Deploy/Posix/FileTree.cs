namespace Lle.Deploy.Posix;

/// <summary>Whole trees, without following a link.</summary>
internal static class FileTree
{
    private const uint OwnerWrites = 0x80;

    /// <summary>Removes what is there at the path, and everything in it; nothing there is fine.</summary>
    /// <param name="last">A name in the top directory that goes after all others.</param>
    /// <param name="durable">false: where it does no harm that a power cut brings it back.</param>
    public static void Delete(string path, string? last = null, bool durable = true)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (parent?.Status(Path.GetFileName(path)) is not null)
        {
            Delete(parent, Path.GetFileName(path), last);
            if (durable)
            {
                parent.Sync();
            }
        }
    }

    /// <summary>The same in an open directory; a power cut may bring it back.</summary>
    public static void Delete(PosixDirectory parent, string name, string? last = null)
    {
        if (parent.Status(name)?.Kind != FileKind.Directory)
        {
            parent.Unlink(name);
            return;
        }

        using (var directory = parent.TryOpenDirectory(name)!)
        {
            MakeWritable(directory);
            foreach (var entry in directory.Names().OrderBy(n => n == last))
            {
                Delete(directory, entry);
            }
        }

        parent.RemoveDirectory(name);
    }

    /// <summary>A directory of a version folder is closed to its owner too.</summary>
    private static void MakeWritable(PosixDirectory directory)
    {
        var status = directory.Status();
        if ((status.Mode & OwnerWrites) == 0 && status.User == Accounts.CurrentUser)
        {
            directory.SetMode(status.Mode | OwnerWrites);
        }
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
        catch (PosixException error) when (error.ErrorNumber == Errno.NotEmpty || error.ErrorNumber is Errno.Exists or Errno.Busy)
        {
            return false;
        }
    }

    /// <summary>Makes every missing directory of the absolute paths (755, whatever the umask), durably. Another run may do so at the same
    /// time.</summary>
    public static void MakeDirectories(params IReadOnlyList<string> paths)
    {
        var parents = new List<string>();
        foreach (var missing in paths.SelectMany(Missing).Distinct())
        {
            using var parent = PosixDirectory.OpenParent(missing, out var name);
            try
            {
                parent.MakeDirectory(name, FileModes.Program);
            }
            catch (PosixException error) when (error.ErrorNumber == Errno.Exists)
            {
                continue;
            }

            parents.Add(parent.Path);
        }

        foreach (var changed in parents.Distinct())
        {
            using var open = PosixDirectory.Open(changed);
            open.Sync();
        }
    }

    /// <returns>Outermost first.</returns>
    private static Stack<string> Missing(string path)
    {
        var missing = new Stack<string>();
        for (var at = path; !PosixDirectoryExists(at); at = Path.GetDirectoryName(at)!)
        {
            missing.Push(at);
        }

        return missing;
    }

    private static bool PosixDirectoryExists(string path)
    {
        using var directory = PosixDirectory.TryOpen(path);
        return directory is not null;
    }
}
