using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// The backups of one installation. A backup directory that version 1.0.0 shared between several holds others, whose manifests bear no
/// identity: those of ours are of runs whose log or journal stands here. That counts until the installation has an identity; its record
/// names those that do not bear it yet.
/// </summary>
internal static class OwnBackups
{
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<Backup> Of(TargetLayout layout, Installation? installation) =>
        [.. Backup.All(layout.BackupDir).Where(b => IsOwn(layout, installation, b))];

    public static bool IsOwn(TargetLayout layout, Installation? installation, Backup backup) => backup.Manifest.Identity.Length > 0
        ? installation?.Is(backup.Manifest.Identity) == true
        : installation?.Unmarked.Contains(backup.Id) ?? IsOf100(layout, backup);

    /// <summary>Names of those that version 1.0.0 made here, while there is no identity.</summary>
    public static IReadOnlyList<string> OfVersion100(TargetLayout layout) =>
        [.. Backup.All(layout.BackupDir).Where(b => b.Manifest.Identity.Length == 0 && IsOf100(layout, b)).Select(b => b.Id)];

    private static bool IsOf100(TargetLayout layout, Backup backup) =>
        IsName(backup.Manifest.DeploymentId)
            && (Stands(layout.DeploymentLog(backup.Manifest.DeploymentId)) || Stands(layout.Result(backup.Manifest.DeploymentId))
                || Stands(Path.Combine(layout.Transactions, backup.Manifest.DeploymentId)));

    private static bool IsName(string id) => id.Length > 0 && !id.Contains('/', StringComparison.Ordinal);

    private static bool Stands(string path)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        return parent?.Status(Path.GetFileName(path)) is not null;
    }
}
