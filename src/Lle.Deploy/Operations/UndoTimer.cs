using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>
/// A transient timer of systemd that recovers the target some seconds after the wait for a confirmation should have ended: a program that
/// was killed while it waited is undone too, although nobody comes. Stopped when the wait has ended.
/// </summary>
internal sealed class UndoTimer : IDisposable
{
    /// <summary>The program itself undoes first, if it still runs.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private readonly string? unit;

    private UndoTimer(string? unit) => this.unit = unit;

    public static UndoTimer Set(TargetSession session, TimeSpan wait)
    {
        var command = session.Listener.Command(OperationKind.Recover, [.. LayoutOptions.Of(session.Options)]);
        var unit = $"lle-undo-{session.Options.Name}-{session.Id}";
        if (command is null || Accounts.CurrentUser != 0 || !SystemdManager.IsHere
            || SearchPath.Find("systemd-run", SafeEnvironment.Path) is not { } systemdRun)
        {
            session.Log.Tell(DiagnosticCatalog.NoUndoTimer());
            return new UndoTimer(null);
        }

        var result = Launcher.Run(Request(systemdRun, "--quiet", "--collect", $"--unit={unit}",
            $"--on-active={(wait + Margin).TotalSeconds:0}", "/bin/sh", "-c", $"exec {command}"));
        if (!result.Succeeded)
        {
            session.Log.Tell(DiagnosticCatalog.NoUndoTimer());
            return new UndoTimer(null);
        }

        session.Log.Info($"Set timer {unit}: it recovers this target if this program is killed while it waits");
        return new UndoTimer(unit);
    }

    public void Dispose()
    {
        if (unit is not null && SearchPath.Find("systemctl", SafeEnvironment.Path) is { } systemctl)
        {
            _ = Launcher.Run(Request(systemctl, "stop", unit + ".timer"));
        }
    }

    private static LaunchRequest Request(string program, params string[] arguments) => new(program, arguments)
    {
        Environment = SafeEnvironment.Of("/"),
        TimeLimit = TimeSpan.FromSeconds(30),
    };
}
