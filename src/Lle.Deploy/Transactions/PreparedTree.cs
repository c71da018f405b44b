using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// A tree in scratch below DATA/transactions, where its programs are tried before anything is changed; what was tried is what is installed
/// then, without a second copy.
/// </summary>
internal sealed class PreparedTree : IDisposable
{
    private const string Name = "payload";
    private const string SELinux = "/sys/fs/selinux/enforce";

    private readonly ScratchFolder scratch;
    private readonly PosixDirectory folder;

    private PreparedTree(ScratchFolder scratch)
    {
        this.scratch = scratch;
        // Opened before the first write: a failed write-back is reported to it.
        folder = PosixDirectory.Open(scratch.Path);
    }

    public string Path => System.IO.Path.Combine(scratch.Path, Name);

    /// <summary>What was written, whose hashes were taken while it was written.</summary>
    public FolderSeal? Seal { get; private set; }

    /// <param name="parent">DATA/transactions.</param>
    /// <exception cref="PosixException">It cannot be written there.</exception>
    public static PreparedTree Write(string parent, TreeToStage tree, WorkMeter meter, CancellationToken cancellation)
    {
        var prepared = new PreparedTree(ScratchFolder.Make(parent, ScratchNames.TrialPrefix));
        try
        {
            TreeStaging.Write(prepared.folder, Name, tree, meter, cancellation);
            prepared.Seal = FolderSeal.Lasting(prepared.Path);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Takes it to where it is installed.</summary>
    /// <returns>false where it cannot: on another file system; no longer what was written, because a program that was tried has changed it;
    /// or on a system where files have a label of the place they were made in (SELinux).</returns>
    public bool TryMoveTo(PosixDirectory parent, string name) =>
        !File.Exists(SELinux) && FolderSeal.Of(Path) == Seal && parent.TryMoveHere(folder, Name, name);

    /// <inheritdoc cref="PosixDirectory.SyncFileSystem"/>
    public void SyncFileSystem() => folder.SyncFileSystem();

    public void Dispose()
    {
        folder.Dispose();
        scratch.Dispose();
    }
}
