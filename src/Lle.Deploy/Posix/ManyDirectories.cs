namespace Lle.Deploy.Posix;

/// <summary>Makes the names in directories durable: one by one where they are few, and where they are many by one call for each file system
/// that has one which can be relied on.</summary>
internal static class ManyDirectories
{
    private const int Few = 32;

    public static void Sync(IReadOnlyCollection<string> paths)
    {
        var synced = new HashSet<ulong>();
        foreach (var path in paths)
        {
            using var directory = PosixDirectory.Open(path);
            if (paths.Count <= Few || !directory.CanSyncFileSystem)
            {
                directory.Sync();
            }
            else if (synced.Add(directory.Status().Device))
            {
                directory.SyncFileSystem();
            }
        }
    }
}
