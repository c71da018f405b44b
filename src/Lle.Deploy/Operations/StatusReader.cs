using Lle.Deploy.Backups;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Reads the status of a target. Takes no lock and changes nothing. What this user may not read is left out, and said.</summary>
internal static class StatusReader
{
    public static TargetStatus Read(TargetLayout layout, Action<Diagnostic> tell)
    {
        var unreadable = new List<string>();
        var state = InstalledState.Read(layout, tell);
        var standing = Look(unreadable, () => StandingTransaction.Read(layout), []);
        var committed = CommittedTransaction.Of(layout, standing);
        var info = Info(layout, tell);
        var status = new TargetStatus
        {
            Prefix = layout.Prefix,
            Installed = PathState.Capture(layout.Binary).Exists,
            DeploymentId = state?.DeploymentId,
            Version = state?.Version,
            State = state?.Status,
            Since = state?.Date,
            DeployedBy = info is null ? null : $"{info.InstallUser}:{info.InstallGroup}",
            PayloadSha256 = InstalledIntegrity.Recorded(layout, tell).FirstOrDefault(
                e => ListedNames.PathOf(layout, e.Name) == layout.Binary)?.Sha256,
            BundleSha256 = Look(unreadable, () => DeploymentFingerprint.Read(layout), null) is { } made
                && made.DeploymentId == state?.DeploymentId ? made.Bundle : null,
            OpenTransactions = [.. standing.Where(t => t.IsOpen).Select(t => $"{t.Header?.Operation ?? "transaction"} {t.Folder}")],
            LockedBy = Look(unreadable, () => DeploymentLock.Holder(layout.Lock), null),
            Drift = state is null ? [] : Drift(layout, committed, unreadable),
            Notes = info is null ? [] : Look(unreadable, () => Notes(layout, info), []),
            Backups = [.. Look(unreadable, () => OwnBackups.Of(layout, Installation.Read(layout.DataDir)), []).Reverse().Select(b => b.Id)],
            CanRollBack = [.. committed.Reverse().Select(c => c.Header.Id)],
            Services = [.. Look(unreadable, () => Services(layout, tell), [])],
            LastRun = Look(unreadable, () => LastRun.Line(layout, state?.DeploymentId), null),
            LastHealth = LastAnswer(layout.HealthLog),
        };
        if (unreadable.Count > 0)
        {
            tell(DiagnosticCatalog.StatusIncomplete(unreadable[0], unreadable.Count));
        }

        return status;
    }

    private static List<ServiceStatus> Services(TargetLayout layout, Action<Diagnostic> tell)
    {
        var installed = InstalledServices.Read(layout);
        if (installed.IsElsewhere(layout))
        {
            tell(DiagnosticCatalog.ServicesOfAnotherPlace(layout.Services, installed.Place, layout.Prefix));
            return [];
        }

        var control = new ServiceControl(layout, new DeployedFacts(layout.Name, "", layout.Prefix, ""), _ => { });
        var changed = control.Identity.ProgramChanged();
        return [.. installed.Services.Select(service => (service, state: control.Look(service))).Select(each => ServiceStatus.Of(
            each.service, each.state, control.Identity.Judge(each.state.Processes),
            each.state.Processes.Count > 0 ? ProcessTable.StartOf(each.state.Processes[0]) : null, changed))];
    }

    private static T Look<T>(List<string> unreadable, Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (PosixException error) when (error.ErrorNumber is Errno.AccessDenied or Errno.NotPermitted)
        {
            unreadable.Add(error.Path);
            return otherwise;
        }
    }

    /// <summary>A copy works as its own; what was rendered for the place it comes from is rendered again by the next deployment.</summary>
    private static List<string> Notes(TargetLayout layout, InstallationInfo info)
    {
        if (EarlierPlace.Of(layout, info) is not { } earlier)
        {
            return [];
        }

        var (names, them) = earlier.Files.Count == 1 ? ("names", "it") : ("name", "them");
        var files = string.Join(", ", earlier.Files.Select(Path.GetFileName));
        return [$"deployed at {earlier.Prefix}, which {files} still {names}; the next deployment here writes {them} anew"];
    }

    private static InstallationInfo? Info(TargetLayout layout, Action<Diagnostic> tell)
    {
        try
        {
            return InstalledState.TryReadBytes(layout.InstallationInfo) is { } bytes
                ? InstallationInfo.Parse(bytes, layout.InstallationInfo) : null;
        }
        catch (DeploymentException error)
        {
            foreach (var diagnostic in error.Diagnostics)
            {
                tell(diagnostic.AsWarning());
            }

            return null;
        }
    }

    /// <summary>Every path that deployments and restores wrote, against what the last of them left there.</summary>
    private static List<string> Drift(TargetLayout layout, IReadOnlyList<CommittedTransaction> committed, List<string> unreadable)
    {
        var left = new Dictionary<string, PathState>(StringComparer.Ordinal);
        foreach (var change in committed.SelectMany(c => c.Changes))
        {
            left[change.Path] = change.After;
        }

        // What the installation owns and has made grows with each run, and an undo takes nothing from it.
        left.Remove(Path.Combine(layout.DataDir, TargetLayout.InstallationName));
        var drift = new List<string>();
        foreach (var (path, deployed) in left.Where(
            p => p.Value.Kind != FileKind.Directory && Path.GetDirectoryName(p.Key) != layout.History
                && Path.GetDirectoryName(p.Key) != layout.LogDir).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var now = Look(unreadable, () => PathState.CaptureIfReached(path), deployed);
            if (now != deployed)
            {
                drift.Add($"{path}: deployed was {deployed}, found {now}");
            }
        }

        // The journal that brought the binary may have been pruned since; the list of what is installed never is.
        var version = VersionFolder.LedToBy(layout, layout.CurrentVersion);
        drift.AddRange(Look(unreadable, () => InstalledIntegrity.Check(layout, except: version?.Path), [])
            .Where(d => !left.ContainsKey(d.Location.File!))
            .Select(d => d.Message));
        if (version is not null)
        {
            drift.AddRange(Look(unreadable, () => version.Verify(CancellationToken.None), []).Select(d => d.Message));
            drift.AddRange(Look(unreadable, () => ForeignFiles.In(version), [])
                .Select(path => $"{path}: is not of the version that was deployed"));
        }

        return drift;
    }

    /// <summary>The last line that says whether the shell answered; the ones between tell of the machine.</summary>
    private static string? LastAnswer(string path) =>
        InstalledState.TryReadText(path)?.Split('\n')
            .LastOrDefault(line => line.Contains("LLE responsive: ", StringComparison.Ordinal)) is { } line ? OneLine.Escape(line) : null;
}
