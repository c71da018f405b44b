using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>
/// One directory that is backed up: open where it stands, where its copy is made, and where the newest backup has it. It stays open until
/// the walk has left it and its last file is copied.
/// </summary>
internal sealed class BackupFolder(PosixDirectory source, PosixDirectory copy, PosixDirectory? earlier, string path, bool syncEach)
{
    private int users = 1;

    public PosixDirectory Source => source;

    public PosixDirectory Copy => copy;

    /// <summary>null: it was not there, or is no directory any more.</summary>
    public PosixDirectory? Earlier => earlier;

    /// <summary>In the manifest: "config/themes".</summary>
    public string Path => path;

    /// <summary>Something has been put into the copy. An empty directory is durable with its name in the one above.</summary>
    public bool HasNames { get; set; }

    public string Entry(string name) => $"{path}/{name}";

    public void Use() => users++;

    public void Leave()
    {
        if (--users > 0)
        {
            return;
        }

        try
        {
            if (syncEach && HasNames)
            {
                copy.Sync();
            }
        }
        finally
        {
            Close();
        }
    }

    public void Close()
    {
        source.Dispose();
        copy.Dispose();
        earlier?.Dispose();
    }
}
