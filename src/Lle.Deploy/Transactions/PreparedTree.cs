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

    /// <summary>How long the kernel's time stamps may stand still (a tick of 100 Hz).</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly ScratchFolder scratch;
    private readonly PosixDirectory folder;
    private FolderSeal? seal;

    private PreparedTree(ScratchFolder scratch)
    {
        this.scratch = scratch;
        // Opened before the first write: a failed write-back is reported to it.
        folder = PosixDirectory.Open(scratch.Path);
    }

    public string Path => System.IO.Path.Combine(scratch.Path, Name);

    /// <param name="parent">DATA/transactions.</param>
    /// <exception cref="PosixException">It cannot be written there.</exception>
    public static PreparedTree Write(string parent, TreeToStage tree, WorkMeter meter, CancellationToken cancellation)
    {
        var prepared = new PreparedTree(ScratchFolder.Make(parent, ScratchNames.TrialPrefix));
        try
        {
            TreeStaging.Write(prepared.folder, Name, tree, meter, cancellation);
            prepared.Seal();
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Whatever is changed from here on has a later time of change than the seal knows.</summary>
    private void Seal()
    {
        seal = FolderSeal.Of(Path);
        var wait = FileStatus.Moment(seal.Newest) + Tick - DateTimeOffset.UtcNow;
        if (wait > TimeSpan.Zero)
        {
            Thread.Sleep(wait < Tick ? wait : Tick);
        }
    }

    /// <summary>Takes it to where it is installed.</summary>
    /// <returns>false where it cannot: on another file system; no longer what was written, because a program that was tried has changed it;
    /// or on a system where files have a label of the place they were made in (SELinux).</returns>
    public bool TryMoveTo(PosixDirectory parent, string name) =>
        !File.Exists(SELinux) && FolderSeal.Of(Path) == seal && parent.TryMoveHere(folder, Name, name);

    /// <inheritdoc cref="PosixDirectory.SyncFileSystem"/>
    public void SyncFileSystem() => folder.SyncFileSystem();

    public void Dispose()
    {
        folder.Dispose();
        scratch.Dispose();
    }
}
