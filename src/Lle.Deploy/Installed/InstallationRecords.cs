using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>Holds the identities in records against the one that stands in the data directory.</summary>
internal static class InstallationRecords
{
    /// <summary>The identity that an operation writes under: that of DATA/installation, else the one that the journals bear, else a new
    /// one.</summary>
    /// <exception cref="DeploymentException">LLE3050: a journal of another installation.</exception>
    public static Installation Of(TargetLayout layout, Ownership ownership, IReadOnlyList<StandingTransaction> standing)
    {
        var borne = standing.Where(t => t.Header is { Identity.Length: > 0 }).ToList();
        var installation = ownership.Standing ?? Installation.Of(
            layout, borne is [{ Header: { } first }, ..] ? first.Identity : Installation.NewIdentity()) with
        {
            Made = MadeBy(layout, standing),
        };
        if (borne.FirstOrDefault(t => !installation.Is(t.Header!.Identity)) is { } foreign)
        {
            var journal = Path.Combine(layout.Transactions, foreign.Folder, Journal.FileName);
            throw new DeploymentException(DiagnosticCatalog.RecordOfAnother(journal, foreign.Header!.Identity, installation.Identity));
        }

        return ownership.NeedsNewIdentity
            ? installation with { Identity = Installation.NewIdentity(), Former = [.. installation.Former, installation.Identity] }
            : installation;
    }

    /// <summary>What is there of the directories that deployments of version 1.0.0 made, which knew no list of them.</summary>
    private static IReadOnlyList<string> MadeBy(TargetLayout layout, IEnumerable<StandingTransaction> standing)
    {
        var paths = new RecordPaths(layout);
        return [.. standing.Where(t => t.IsCommitted).SelectMany(t => t.Changes)
            .Where(c => c is { Before.Exists: false, After.Kind: FileKind.Directory, IsTree: false })
            .Select(c => c.Path).Distinct().Where(p => PathState.Capture(p).Kind == FileKind.Directory).Select(paths.Write)];
    }

    /// <summary>Sections of the layout that hold something before the first run. What version 1.0.0 deployed is there already, and nobody
    /// can tell any more.</summary>
    public static IReadOnlyList<string> HeldBefore(TargetLayout layout)
    {
        if (PathState.Capture(layout.InstallationInfo).Exists && PathState.Capture(layout.DeploymentState).Exists)
        {
            return [];
        }

        var sections = new (string Name, string Directory)[]
            { ("config", layout.ConfigDir), ("data", layout.DataDir), ("logs", layout.LogDir), ("backups", layout.BackupDir) };
        return [.. sections.Where(s => Names(s.Directory).Any(n => !IsOwn(layout, Path.Combine(s.Directory, n)))).Select(s => s.Name)];
    }

    private static bool IsOwn(TargetLayout layout, string path) =>
        path == layout.Lock || path == layout.Transactions || path == layout.Runs || path == layout.History
            || layout.Sections.Any(s => s.Directory == path || s.Directory.StartsWith(path + "/", StringComparison.Ordinal))
        || layout.IdentityFiles.Contains(path) || ManagedFiles.IsLog(layout, path);

    private static IReadOnlyList<string> Names(string path)
    {
        using var directory = PosixDirectory.TryOpen(path);
        return directory?.Names() ?? [];
    }
}
