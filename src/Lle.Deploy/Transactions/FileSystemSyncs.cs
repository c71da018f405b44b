using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>File systems on which many files are written, and made durable by one call each instead of one a file, where that can
/// be.</summary>
internal sealed class FileSystemSyncs : IDisposable
{
    private readonly Dictionary<ulong, PosixDirectory> open = [];

    /// <summary>The file systems of these directories, as far as one call makes them durable; a missing directory has none.</summary>
    public void Add(IEnumerable<string> directories)
    {
        foreach (var path in directories)
        {
            var directory = PosixDirectory.TryOpen(path);
            if (directory is not null && !(directory.CanSyncFileSystem && open.TryAdd(directory.Status().Device, directory)))
            {
                directory.Dispose();
            }
        }
    }

    /// <summary>Whether what is written in a directory waits for <see cref="Sync"/>.</summary>
    public bool Cover(PosixDirectory directory) => open.Count > 0 && open.ContainsKey(directory.Device);

    /// <summary>What was written since they were added is durable on return.</summary>
    public void Sync()
    {
        foreach (var fileSystem in open.Values)
        {
            fileSystem.SyncFileSystem();
        }

        Dispose();
    }

    public void Dispose()
    {
        foreach (var fileSystem in open.Values)
        {
            fileSystem.Dispose();
        }

        open.Clear();
    }
}
