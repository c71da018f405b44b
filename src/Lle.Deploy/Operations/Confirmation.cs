using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Before the commit a host waits until its roll-out has reached it once more over a new connection. Where nobody comes, what was changed
/// is undone: a new login shell, firewall or ssh configuration that locks everybody out does not stay.
/// </summary>
internal static class Confirmation
{
    private const string Waits = ".waits";
    private const string Given = ".confirmed";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <exception cref="DeploymentException">LLE2301: nobody came in time.</exception>
    public static void Await(TargetSession session, CancellationToken cancellation)
    {
        if (session.Options.Run is not { Confirm.Ticks: > 0 } run)
        {
            return;
        }

        using var folder = RunAnswers.OpenFolder(session.Layout);
        Remove(folder, run.Id + Given);
        using var timer = UndoTimer.Set(session, run.Confirm);
        WholeFile.Write(folder, run.Id + Waits, session.Id);
        session.Log.Info($"Waiting {run.Confirm.TotalSeconds:0} s for a confirmation over a new connection (run {run.Id})");
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (Read(folder, run.Id + Given) != session.Id)
            {
                if (Stopwatch.GetElapsedTime(started) > run.Confirm)
                {
                    throw new DeploymentException(DiagnosticCatalog.NotConfirmed(run.Id, run.Confirm));
                }

                cancellation.WaitHandle.WaitOne(Interval);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Remove(folder, run.Id + Waits);
            Remove(folder, run.Id + Given);
        }

        session.Log.Info($"Confirmed over a new connection after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    /// <summary>Confirms what waits now.</summary>
    /// <returns>Whether a deployment of the run waits.</returns>
    public static bool Give(TargetLayout layout, string run)
    {
        using var folder = PosixDirectory.TryOpen(layout.Runs);
        if (folder is null || Read(folder, run + Waits) is not { } id)
        {
            return false;
        }

        if (Read(folder, run + Given) != id)
        {
            WholeFile.Write(folder, run + Given, id);
        }

        return true;
    }

    private static string? Read(PosixDirectory folder, string name)
    {
        if (folder.Status(name) is null)
        {
            return null;
        }

        using var file = RecordTrust.OpenRead(folder, name);
        return System.Text.Encoding.UTF8.GetString(file.ReadToEnd());
    }

    private static void Remove(PosixDirectory folder, string name)
    {
        if (folder.Status(name) is not null)
        {
            folder.Unlink(name);
        }
    }
}
