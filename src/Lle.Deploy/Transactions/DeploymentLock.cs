using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>Who writes to a target. The kernel gives the lock back when the process dies, so it is never stale; the text in it only informs.</summary>
internal sealed class DeploymentLock : IDisposable
{
    private readonly PosixFile file;

    private DeploymentLock(PosixFile file) => this.file = file;

    /// <summary>Why the lock does not name its holder; null where it does.</summary>
    public Diagnostic? Unsigned { get; private set; }

    /// <summary>Takes the lock, or fails at once naming the holder.</summary>
    /// <param name="path">TargetLayout.Lock; its directory stands.</param>
    /// <param name="purpose">The target that runs, for whoever is refused.</param>
    public static DeploymentLock Take(string path, string purpose)
    {
        using var directory = PosixDirectory.OpenParent(path, out var name);
        var file = directory.OpenAppend(name, FileModes.Readable);
        try
        {
            if (!TryTake(file))
            {
                throw new DeploymentException(DiagnosticCatalog.Locked(path, Holder(path) ?? "a run that has not recorded its name yet"));
            }

            var held = new DeploymentLock(file);
            held.Sign($"{purpose} by {Accounts.UserName(Accounts.CurrentUser)}, process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC\n");
            return held;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Twice: somebody may just be asking whether the lock is held, which takes it for an instant.</summary>
    private static bool TryTake(PosixFile file)
    {
        if (file.TryLock())
        {
            return true;
        }

        Thread.Sleep(20);
        return file.TryLock();
    }

    /// <summary>Who holds the lock now; null: nobody. A run that was killed leaves its text behind, so the kernel is asked.</summary>
    public static string? Holder(string path)
    {
        using var directory = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (directory?.Status(Path.GetFileName(path)) is null)
        {
            return null;
        }

        using var file = directory.OpenRead(Path.GetFileName(path));
        if (file.TryLock(shared: true))
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
            if (file.Descriptor >= 0)
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
