using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Who writes to a target. The kernel gives the lock back when the process dies, so it is never stale; the text in it only informs.</summary>
internal sealed class DeploymentLock : IDisposable
{
    private readonly PosixFile file;

    private DeploymentLock(PosixFile file) => this.file = file;

    /// <summary>Takes the lock, or fails at once naming the holder.</summary>
    /// <param name="path">TargetLayout.Lock; its directory stands.</param>
    /// <param name="purpose">The target that runs, for whoever is refused.</param>
    public static DeploymentLock Take(string path, string purpose)
    {
        using var directory = PosixDirectory.OpenParent(path, out var name);
        var file = directory.OpenAppend(name, 0x1a4);
        try
        {
            if (!file.TryLock())
            {
                throw new DeploymentException(DiagnosticCatalog.Locked(path, Holder(path) ?? "a run that has not said who it is yet"));
            }

            file.Truncate(0);
            file.WriteText($"{purpose} by {Accounts.UserName(Accounts.CurrentUser)}, process {Environment.ProcessId} on {Environment.MachineName}, since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC\n");
            return new DeploymentLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the last holder wrote; whether it still holds the lock is not asked.</summary>
    public static string? Holder(string path)
    {
        using var directory = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (directory?.Status(Path.GetFileName(path)) is null)
        {
            return null;
        }

        using var file = directory.OpenRead(Path.GetFileName(path));
        var text = Encoding.UTF8.GetString(file.ReadToEnd()).TrimEnd();
        return text.Length == 0 ? null : Logging.OneLine.Escape(text);
    }

    public void Dispose()
    {
        if (file.Descriptor >= 0)
        {
            file.Truncate(0);
        }

        file.Dispose();
    }
}
