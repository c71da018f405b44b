using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What a purge moves aside: every entry of the data, log and backup directories.</summary>
internal static class PurgedEntries
{
    /// <summary>For a plan: all that will be gone.</summary>
    public static IEnumerable<string> All(TargetLayout layout) => Roots(layout).SelectMany(Entries);

    /// <param name="layout">Whose.</param>
    /// <param name="id">The uninstall's. Its own journal and log are still written to, and the lock and the identity hold until the end;
    /// they go with the journal.</param>
    public static IReadOnlyList<string> Of(TargetLayout layout, string id) =>
        [.. Roots(layout).SelectMany(Entries).Where(path =>
            path != layout.Transactions && path != layout.Lock && path != layout.AuditLog && path != layout.DeploymentLog(id)
            && !layout.IdentityFiles.Contains(path)
            && !Path.GetFileName(path).StartsWith(Staging.Prefix(id), StringComparison.Ordinal))];

    /// <summary>Without those that lie in another of them.</summary>
    private static IEnumerable<string> Roots(TargetLayout layout)
    {
        string[] directories = [layout.BackupDir, layout.LogDir, layout.DataDir];
        return directories.Where(d => !directories.Any(other => d.StartsWith(other + "/", StringComparison.Ordinal))).Distinct();
    }

    private static IEnumerable<string> Entries(string path)
    {
        using var directory = PosixDirectory.TryOpen(path);
        return [.. (directory?.Names() ?? []).Select(name => Path.Join(path, name))];
    }
}
