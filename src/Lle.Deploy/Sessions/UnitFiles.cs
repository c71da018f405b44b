using Lle.Deploy.Backups;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>
/// Units and run scripts that are made here. Where they go is a folder of others, so a copy of each is kept in the data directory: it says
/// which are ours, and it is what a backup holds of them.
/// </summary>
internal static class UnitFiles
{
    /// <summary>The file that the manager reads.</summary>
    public static string PathOf(TargetLayout layout, Service service) => service.Manager == ServiceManagerKind.Runit
        ? layout.RunitScript(service.Unit) : Path.Combine(layout.UnitDir, service.Unit);

    /// <returns>null: there is none, or it is not ours.</returns>
    public static string? TextOf(TargetLayout layout, Service service) =>
        service.Manager == ServiceManagerKind.Command ? null : InstalledState.TryReadText(PathOf(layout, service));

    /// <summary>Where units, run scripts and their copies are staged.</summary>
    public static IEnumerable<string> Directories(TargetSession session) =>
        session.Options.Services.Concat(ServiceRecords.Installed(session).Services)
            .Where(service => service.Manager != ServiceManagerKind.Command)
            .SelectMany(service => new[] { session.Layout.UnitDir, Path.GetDirectoryName(PathOf(session.Layout, service))! }).Distinct();

    /// <summary>Made by a deployment of this installation.</summary>
    public static bool IsOurs(TargetLayout layout, Service service) => PathState.Capture(layout.UnitCopy(service.Unit)).Exists;

    /// <summary>Whether the deployment is to make the unit: the project has a template, or there is no other one.</summary>
    public static bool IsMade(ChangeSet changes, TargetLayout layout, Service service, ServiceState state) =>
        service.Manager != ServiceManagerKind.Command
        && (service.Template is not null || changes.Look(layout.UnitCopy(service.Unit)).Exists
            || (!state.Exists && !changes.Look(Path.Combine(layout.UnitDir, service.Unit)).Exists));

    /// <summary>The unit as it is to be.</summary>
    /// <exception cref="DeploymentException">LLE2405: one stands there that is not ours, or that somebody has edited.</exception>
    public static void Stage(TargetSession session, Installing state, Service service, DeployedFacts facts)
    {
        var (layout, changes) = (session.Layout, state.Changes);
        var path = PathOf(layout, service);
        CheckFree(changes, layout, service, path, session.Options.Adopt);
        var text = FileContent.Of(UnitText.Of(service, layout, facts));
        var traits = service.Manager == ServiceManagerKind.Runit ? FileTraits.Program : FileTraits.Public;
        session.MakeMissing(changes, Path.GetDirectoryName(path)!, FileTraits.Program.Mode);
        state.Apply(changes.StageFile(path, text, traits), changes.StageFile(layout.UnitCopy(service.Unit), text, traits));
        if (service.Manager == ServiceManagerKind.Runit && layout.UnitDir != layout.ConfigDir)
        {
            state.Apply(Link(changes, layout, service));
        }
    }

    /// <summary>Away with it, where it is ours.</summary>
    public static void Remove(Installing state, TargetLayout layout, Service service)
    {
        var changes = state.Changes;
        if (service.Manager == ServiceManagerKind.Command || !changes.Look(layout.UnitCopy(service.Unit)).Exists)
        {
            return;
        }

        var paths = new[] { Path.Combine(layout.UnitDir, service.Unit), PathOf(layout, service), layout.UnitCopy(service.Unit) };
        foreach (var path in paths.Distinct()
            .Where(path => changes.Look(path) is { Exists: true } found && found.Kind != FileKind.Directory))
        {
            state.Apply(changes.Removal(path));
        }
    }

    /// <summary>What a restore brings back beside the copies in the data directory, or takes away with them.</summary>
    public static IReadOnlyList<Change> StageRestored(ChangeSet changes, RestorePlan plan, CancellationToken cancellation)
    {
        var layout = plan.Layout;
        if (layout.UnitDir == layout.ConfigDir || InstalledServices.Read(layout).IsElsewhere(layout))
        {
            return [];
        }

        // In one pass: the plan reads the backup's manifest each time.
        List<(ManifestEntry Entry, string Target)> ours = [.. plan.Files
            .Select(entry => (entry, BackupMap.Target(layout, entry.Path)))
            .Where(file => IsCopy(layout, file.Item2) || file.Item2.StartsWith(layout.RunitDir + "/", StringComparison.Ordinal))];
        var staged = new List<Change>();
        foreach (var (entry, target) in ours.Where(file => IsCopy(layout, file.Target)))
        {
            var path = OfCopy(layout, target);
            var script = layout.RunitScript(Path.GetFileName(path));
            var folder = Path.GetDirectoryName(script)!;
            staged.Add(ours.Exists(file => file.Target == script)
                ? changes.StageLink(path, folder, Accounts.CurrentUser, Accounts.CurrentGroup)
                : BackupContent.Stage(changes, plan.Backup, entry, path, entry.State, cancellation));
        }

        staged.AddRange(plan.Removals.Where(path => IsCopy(layout, path)).Select(path => OfCopy(layout, path))
            .Where(path => changes.Look(path).Exists).Select(changes.Removal));
        return staged;
    }

    private static bool IsCopy(TargetLayout layout, string path) => path.StartsWith(layout.UnitCopy(""), StringComparison.Ordinal);

    private static string OfCopy(TargetLayout layout, string copy) => Path.Combine(layout.UnitDir, copy[layout.UnitCopy("").Length..]);

    private static Change Link(ChangeSet changes, TargetLayout layout, Service service)
    {
        var path = Path.Combine(layout.UnitDir, service.Unit);
        var target = Path.GetDirectoryName(layout.RunitScript(service.Unit))!;
        var now = changes.Look(path);
        return now.Target == target ? new Change(path, now, now)
            : changes.StageLink(path, target, Accounts.CurrentUser, Accounts.CurrentGroup);
    }

    private static void CheckFree(ChangeSet changes, TargetLayout layout, Service service, string path, bool adopts)
    {
        var copy = changes.Look(layout.UnitCopy(service.Unit));
        foreach (var each in new[] { path, Path.Combine(layout.UnitDir, service.Unit) }.Distinct())
        {
            var standing = changes.Look(each);
            var isOurs = standing.Kind == FileKind.SymbolicLink ? standing.Target == Path.GetDirectoryName(path)
                : copy.Exists && standing.Sha256 == copy.Sha256;
            if (standing.Exists && !isOurs && !adopts)
            {
                throw new DeploymentException(DiagnosticCatalog.UnitInTheWay(each, service.Name,
                    copy.Exists ? "was edited after it had been deployed" : "was not made by this installation"));
            }
        }
    }
}
