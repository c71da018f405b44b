using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>
/// A unit that recovers the target at the start of the machine, before its services are started: where the machine lost its power in the
/// middle of an operation, they start from what is back. It is on disk from before the first change to the end of the operation; what is
/// left by a program that was killed goes with the next operation, or with the next start.
/// </summary>
internal static class BootRecovery
{
    private const string Prefix = "lle-recover-";
    private const string Wants = "multi-user.target.wants";

    /// <summary>systemd is the init, root deploys, and lle is on the target.</summary>
    public static bool IsPossible(TargetSession session) =>
        Accounts.CurrentUser == 0 && SystemdManager.IsHere && Command(session) is not null;

    /// <param name="services">Those of before and those that are wanted.</param>
    /// <returns>Takes the unit away again; null: there is none, and the next operation is what recovers.</returns>
    public static IDisposable? Set(TargetSession session, IEnumerable<Service> services)
    {
        var units = services.Where(service => service.Manager == ServiceManagerKind.Systemd).Select(service => service.Unit).ToList();
        if (units.Count == 0 || !IsPossible(session))
        {
            return null;
        }

        var unit = $"{Prefix}{session.Layout.Name}-{session.Id}.service";
        var set = new UnitOnDisk(unit);
        try
        {
            using var folder = PosixDirectory.Open(SystemdManager.UnitDir);
            var journal = Path.Combine(session.Layout.Transactions, session.Id, Journal.FileName);
            var text = UnitText.OfBootRecovery(Command(session)!, unit, session.Layout, journal, units);
            WholeFile.Write(folder, unit, Encoding.UTF8.GetBytes(text), FileModes.Readable);
            if (folder.Status(Wants) is null)
            {
                folder.MakeDirectory(Wants, FileModes.Program);
                folder.Sync();
            }

            using var wants = PosixDirectory.Open(Path.Combine(SystemdManager.UnitDir, Wants));
            wants.MakeSymbolicLink($"../{unit}", unit);
            wants.Sync();
            return set;
        }
        catch (PosixException error)
        {
            // A read-only /etc, for instance.
            session.Log.Info($"No unit recovers this target at the start of the machine, the next operation does: {error.Message}");
            set.Dispose();
            return null;
        }
    }

    /// <summary>What programs left that were killed; the caller has recovered, and holds the lock.</summary>
    public static void RemoveLeft(TargetLayout layout)
    {
        if (Accounts.CurrentUser != 0 || !SystemdManager.IsHere)
        {
            return;
        }

        using var folder = PosixDirectory.TryOpen(SystemdManager.UnitDir);
        foreach (var unit in (folder?.Names() ?? []).Where(name => name.StartsWith($"{Prefix}{layout.Name}-", StringComparison.Ordinal)
            && InstalledState.TryReadText(Path.Combine(SystemdManager.UnitDir, name)) is { } text
            && text.Contains(UnitText.OnlyWith(layout.Transactions), StringComparison.Ordinal)).ToList())
        {
            new UnitOnDisk(unit).Dispose();
        }
    }

    /// <summary>The prefix's own lle, else the one that deploys; what a build would need is not there when a machine starts.</summary>
    private static string? Command(TargetSession session) =>
        File.Exists(session.Layout.HostLink) ? string.Join(' ', [ShellLiteral.Quote(session.Layout.HostLink), "recover",
            .. LayoutOptions.Of(session.Options).Select(option =>
                $"--{OptionTable.Find(option.Key)!.KebabName} {ShellLiteral.Quote(option.Value)}")])
        : session.Listener.Command(OperationKind.Recover, [.. LayoutOptions.Of(session.Options)]) is { } command
            && Path.GetFileName(command.Split(' ')[0]) == TargetLayout.HostName ? command : null;

    private sealed class UnitOnDisk(string unit) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                foreach (var place in new[] { Path.Combine(SystemdManager.UnitDir, Wants), SystemdManager.UnitDir })
                {
                    using var folder = PosixDirectory.TryOpen(place);
                    if (folder?.Status(unit) is not null)
                    {
                        folder.Unlink(unit);
                    }
                }

                // As long as systemd has it in memory, it keeps the services too that it names, also those that are gone.
                SystemdManager.Reread();
            }
            catch (PosixException)
            {
                // It finds nothing to recover at the next start, and goes then.
            }
        }
    }
}
