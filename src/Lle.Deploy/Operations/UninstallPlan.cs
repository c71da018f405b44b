using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What an uninstall removes and what it leaves: a configuration file that was edited, and files that nobody here knows.</summary>
internal sealed class UninstallPlan
{
    private readonly TargetLayout layout;
    private readonly bool purges;
    private readonly bool isCopy;
    private readonly ParentDirectories parents;
    private readonly SortedSet<string> removals = new(StringComparer.Ordinal);
    private readonly List<string> kept = [];

    private UninstallPlan(TargetLayout layout, bool purges, ParentDirectories parents)
    {
        this.parents = parents;
        this.layout = layout;
        isCopy = InstalledServices.Read(layout).IsElsewhere(layout);
        this.purges = purges;
    }

    /// <summary>Files and links that go, absolute.</summary>
    public IReadOnlyCollection<string> Removals => removals;

    /// <summary>Configuration files that stay because they were edited.</summary>
    public IReadOnlyList<string> Kept => kept;

    /// <summary>Directories that go when they are empty, innermost first.</summary>
    public IReadOnlyList<string> Directories { get; private init; } = [];

    /// <param name="installation">Whose it is; null: what version 1.0.0 left.</param>
    public static UninstallPlan Of(TargetLayout layout, Installation? installation, bool purges)
    {
        var paths = new RecordPaths(layout);
        using var parents = new ParentDirectories { IsOnlyLooking = true };
        var plan = new UninstallPlan(layout, purges, parents)
        {
            Directories = [.. (installation?.Made ?? []).Select(d => paths.Read(d, layout.InstallationFile)).OfType<string>()
                .Concat(HostInstallation.LeavingWith(layout).Count > 0 ? HostInstallation.Directories(layout) : []).Distinct()
                .OrderByDescending(d => d.Length)],
        };
        foreach (var owned in (installation?.Owned ?? []).Select(p => paths.Read(p, layout.InstallationFile)).OfType<string>()
            .Where(p => !p.StartsWith(layout.LibDir + "/", StringComparison.Ordinal)))
        {
            plan.AddFile(owned, null);
        }

        foreach (var change in CommittedTransaction.Read(layout).SelectMany(c => c.Changes)
            .Where(c => c.After.Exists && c.After.Kind != FileKind.Directory)
            .Where(c => !c.Path.StartsWith(layout.LibDir + "/", StringComparison.Ordinal)))
        {
            plan.AddFile(change.Path, change.After);
        }

        foreach (var directory in new[] { layout.ConfigDir, layout.DataDir })
        {
            plan.AddManaged(directory, everything: purges && directory == layout.ConfigDir
                && installation?.HeldBefore.Contains("config") == false);
        }

        plan.Add(layout.Binary);
        plan.Add(layout.LibDir);
        foreach (var shared in HostInstallation.LeavingWith(layout))
        {
            plan.Add(shared);
        }

        if (plan.kept.Count == 0)
        {
            plan.Add(Path.Combine(layout.ConfigDir, TargetLayout.InstallationName));
        }

        return plan;
    }

    private void AddManaged(string path, bool everything)
    {
        using var directory = PosixDirectory.TryOpen(path);
        foreach (var name in directory?.Names() ?? [])
        {
            var entry = Path.Combine(path, name);
            if (everything && !layout.Sections.Any(s => s.Directory == entry
                || s.Directory.StartsWith(entry + "/", StringComparison.Ordinal)))
            {
                removals.Add(entry);
            }
            else if (ManagedFiles.IsManaged(layout, entry))
            {
                Add(entry);
            }
        }
    }

    /// <summary>What has taken the place of a file or a link since, a directory too, is somebody else's.</summary>
    /// <param name="made">What a deployment put there, as far as it is known.</param>
    private void AddFile(string path, PathState? made)
    {
        if (KindOf(path) is { } kind and not FileKind.Directory && IsOurs(path, kind, made))
        {
            Add(path);
        }
    }

    private bool IsOurs(string path, FileKind kind, PathState? made)
    {
        if (path == layout.Binary || new[] { layout.ConfigDir, layout.DataDir, layout.LogDir, layout.BackupDir }.Any(directory =>
            Places.IsWithin(path, directory)))
        {
            return true;
        }

        if (kind == FileKind.SymbolicLink)
        {
            var target = parents.Of(path)!.ReadLink(Path.GetFileName(path));
            var leadsTo = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
            return target == made?.Target || new[] { layout.LibDir, layout.RunitDir }.Any(directory =>
                Places.IsWithin(leadsTo, directory));
        }

        return Path.GetDirectoryName(path) == layout.UnitDir
            ? PathState.Capture(layout.UnitCopy(Path.GetFileName(path))).Exists
            : made?.Sha256 is { } content && PathState.Capture(path).Sha256 == content;
    }

    /// <returns>null: nothing is there, or a link or a file is on the way.</returns>
    private FileKind? KindOf(string path) => parents.Of(path)?.Status(Path.GetFileName(path))?.Kind;

    private void Add(string path)
    {
        if (isCopy && Path.GetDirectoryName(path) == layout.UnitDir && layout.UnitDir != layout.ConfigDir)
        {
            // A unit of the place that this installation was copied from.
            return;
        }

        if (removals.Contains(path) || kept.Contains(path) || IsData(path) || KindOf(path) is null)
        {
            return;
        }

        if (!purges && IsEdited(path))
        {
            kept.Add(path);
        }
        else
        {
            removals.Add(path);
        }
    }

    /// <summary>Data, logs and backups stay, but for what says that something is deployed.</summary>
    private bool IsData(string path) =>
        new[] { layout.DataDir, layout.LogDir, layout.BackupDir }.Any(d => path.StartsWith(d + "/", StringComparison.Ordinal))
        && !(ManagedFiles.IsManaged(layout, path) && !layout.IdentityFiles.Contains(path));

    /// <summary>A configuration file that is no longer the default it was rendered from.</summary>
    private bool IsEdited(string path) =>
        ManagedFiles.IsConfiguration(layout, path)
        && InstalledState.TryReadBytes(path) is { } now
        && (InstalledState.TryReadBytes(ManagedFiles.DefaultOf(layout, path)) is not { } known || !now.AsSpan().SequenceEqual(known));
}
