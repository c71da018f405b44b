using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>Who writes to a target. The kernel gives the lock back when the process dies, so it is never stale; the text in it only
/// informs.</summary>
internal sealed class DeploymentLock : IDisposable
{
    /// <summary>For a shared lock: whoever gives one back has it alone for an instant.</summary>
    private const int MostTries = 50;

    private readonly PosixFile file;
    private readonly bool shared;
    private bool leavesNothing;

    private DeploymentLock(PosixFile file, bool isNew, bool leavesNothing, bool shared)
    {
        this.file = file;
        this.leavesNothing = leavesNothing;
        this.shared = shared;
        IsNew = isNew;
    }

    public string Path => file.Path;

    /// <summary>The file was not there before.</summary>
    public bool IsNew { get; }

    /// <summary>Why the lock does not name its holder; null where it does.</summary>
    public Diagnostic? Unsigned { get; private set; }

    /// <summary>Takes the lock, or fails at once naming the holder.</summary>
    /// <param name="path">Of the lock file; its directory stands.</param>
    /// <param name="purpose">The target that runs, for whoever is refused.</param>
    /// <param name="leavesNothing">The file goes with the lock, or with the last of those who share it.</param>
    /// <param name="shared">Others may share it, and nobody may have it alone.</param>
    public static DeploymentLock Take(string path, string purpose, bool leavesNothing = false, bool shared = false)
    {
        using var directory = PosixDirectory.OpenParent(path, out var name);
        while (true)
        {
            var isNew = directory.Status(name) is null;
            var file = directory.OpenAppend(name, FileModes.Secret);
            try
            {
                if (!TryTake(file, shared))
                {
                    throw new DeploymentException(DiagnosticCatalog.Locked(
                        path, Holder(path, shared: !shared) ?? "a run that has not recorded its name yet"));
                }

                var held = new DeploymentLock(file, isNew, leavesNothing, shared);
                if (!held.IsOnDisk())
                {
                    // Its last holder took the file away just now.
                    file.Dispose();
                    continue;
                }

                held.CloseToOthers();
                held.Sign($"{purpose} by {Accounts.UserName(Accounts.CurrentUser)}, process {Environment.ProcessId} on " +
                    $"{Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC\n");
                return held;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Its file goes with it, where this run has made it.</summary>
    public void TakeBack() => leavesNothing |= IsNew;

    /// <exception cref="DeploymentException">LLE3051: the file that is locked is no longer the one that others would lock.</exception>
    public void Check()
    {
        if (!IsOnDisk())
        {
            throw new DeploymentException(DiagnosticCatalog.HoldLost(file.Path, "is no longer the lock that this run holds"));
        }
    }

    private bool IsOnDisk()
    {
        using var directory = PosixDirectory.TryOpen(System.IO.Path.GetDirectoryName(file.Path)!);
        var held = file.Status();
        return directory?.Status(System.IO.Path.GetFileName(file.Path)) is { } standing
            && (standing.Device, standing.Inode) == (held.Device, held.Inode);
    }

    /// <summary>Version 1.0.0 let everybody open it, and whoever can open a lock can hold it.</summary>
    private void CloseToOthers()
    {
        if (file.Status() is { } status && status.Mode != FileModes.Secret && status.User == Accounts.CurrentUser)
        {
            file.SetMode(FileModes.Secret);
        }
    }

    /// <summary>Twice: somebody may just be asking whether the lock is held, which takes it for an instant.</summary>
    private static bool TryTake(PosixFile file, bool shared)
    {
        for (var tries = 1; !file.TryLock(shared); tries++)
        {
            if (tries == (shared ? MostTries : 2))
            {
                return false;
            }

            Thread.Sleep(20);
        }

        return true;
    }

    /// <summary>Who holds the lock now; null: nobody. A run that was killed leaves its text behind, so the kernel is asked.</summary>
    /// <param name="shared">Also where it is shared, which keeps nobody out who shares it.</param>
    public static string? Holder(string path, bool shared = false)
    {
        using var directory = PosixDirectory.TryOpen(System.IO.Path.GetDirectoryName(path)!);
        using var file = directory?.TryOpenRead(System.IO.Path.GetFileName(path));
        if (file is null || file.TryLock(shared: !shared))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(file.ReadToEnd()).TrimEnd();
        return text.Length == 0 ? null : OneLine.Escape(text);
    }

    /// <summary>The kernel's lock counts, not the text: on a full disk it cannot be written, and a recovery has to go on.</summary>
    private void Sign(string text)
    {
        try
        {
            file.Truncate(0);
            file.WriteText(text);
        }
        catch (PosixException error) when (error.IsOutOfSpace)
        {
            Unsigned = DiagnosticCatalog.LockNotSigned(file.Path, error.Diagnostics[0].Message);
        }
    }

    public void Dispose()
    {
        try
        {
            if (file.Descriptor >= 0 && leavesNothing && (!shared || file.TryLock()) && IsOnDisk())
            {
                using var directory = PosixDirectory.OpenParent(file.Path, out var name);
                directory.Unlink(name);
            }
            else if (file.Descriptor >= 0 && !shared)
            {
                file.Truncate(0);
            }
        }
        catch (PosixException)
        {
            // The text outlives the lock, and says since when: whoever reads it asks the kernel too.
        }

        file.Dispose();
    }
}
