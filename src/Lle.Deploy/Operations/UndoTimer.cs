using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>
/// A timer of systemd that recovers the target some seconds after the wait for a confirmation should have ended: what was killed while it
/// waited, the program or the whole machine, is undone too, although nobody comes. Its two units are on disk only as long as somebody
/// waits, and remove themselves where nobody else does.
/// </summary>
internal sealed partial class UndoTimer : IDisposable
{
    private const string Prefix = "lle-undo-";

    /// <summary>The program itself undoes first, if it still runs.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    private readonly string? unit;

    private UndoTimer(string? unit) => this.unit = unit;

    public static UndoTimer Set(TargetSession session, TimeSpan wait)
    {
        var unit = $"{Prefix}{session.Options.Name}-{session.Id}";
        if (Accounts.CurrentUser != 0 || !SystemdManager.IsHere
            || session.Listener.Command(OperationKind.Recover, [.. LayoutOptions.Of(session.Options)]) is not { } command)
        {
            session.Log.Tell(DiagnosticCatalog.NoUndoTimer());
            return new UndoTimer(null);
        }

        var timer = new UndoTimer(unit);
        try
        {
            RemoveLeft(session.Options.Name);
            using var units = PosixDirectory.Open(SystemdManager.UnitDir);
            WholeFile.Write(units, unit + ".service", Encoding.UTF8.GetBytes(UnitText.OfUndo(command, unit)), FileModes.Readable);
            WholeFile.Write(units, unit + ".timer", Encoding.UTF8.GetBytes(UnitText.OfUndoTimer(wait + Margin)), FileModes.Readable);
            if (Systemctl("daemon-reload") && Systemctl("enable", "--quiet", "--now", unit + ".timer"))
            {
                session.Log.Info($"Set timer {unit}: it recovers this target if this program or this machine stops while it waits");
                return timer;
            }
        }
        catch (PosixException)
        {
            // A read-only /etc, for instance: then the next operation recovers.
        }

        timer.Dispose();
        session.Log.Tell(DiagnosticCatalog.NoUndoTimer());
        return new UndoTimer(null);
    }

    public void Dispose()
    {
        try
        {
            if (unit is not null)
            {
                Remove(unit);
            }
        }
        catch (PosixException)
        {
            // It finds nothing to recover then, and goes.
        }
    }

    /// <summary>A program that was killed just while it removed its own.</summary>
    private static void RemoveLeft(string name)
    {
        using var units = PosixDirectory.Open(SystemdManager.UnitDir);
        foreach (var left in units.Names().Where(each => each.StartsWith($"{Prefix}{name}-", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(each => Id().IsMatch(each[(Prefix.Length + name.Length + 1)..])).Distinct().ToList())
        {
            Remove(left);
        }
    }

    private static void Remove(string unit)
    {
        _ = Systemctl("disable", "--quiet", "--now", unit + ".timer");
        using (var units = PosixDirectory.Open(SystemdManager.UnitDir))
        {
            foreach (var name in new[] { unit + ".timer", unit + ".service" }.Where(name => units.Status(name) is not null))
            {
                units.Unlink(name);
            }
        }

        _ = Systemctl("daemon-reload");
    }

    private static bool Systemctl(params string[] arguments) =>
        SearchPath.Find("systemctl", SafeEnvironment.Path) is { } program && Launcher.Run(new LaunchRequest(program, arguments)
        {
            Environment = SafeEnvironment.Of("/"),
            TimeLimit = TimeSpan.FromSeconds(30),
        }).Succeeded;

    [GeneratedRegex(@"^[0-9]{8}_[0-9]{6}(_[0-9]+)?$")]
    private static partial Regex Id();
}
