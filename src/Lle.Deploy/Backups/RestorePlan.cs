using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// What a restore has to do: everything the backup holds of binary, configuration and data comes back; what deployments have put there
/// since and the backup does not hold goes; what others have put there stays and is named. Logs are never rolled back: only missing ones
/// return.
/// </summary>
internal sealed class RestorePlan
{
    private readonly HashSet<string> standingLogs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> fileDirectories = new(StringComparer.Ordinal);

    private RestorePlan(TargetLayout layout, Backup backup)
    {
        Layout = layout;
        Backup = backup;
    }

    public TargetLayout Layout { get; }

    public Backup Backup { get; }

    public List<ManifestEntry> Directories { get; } = [];

    /// <summary>Files and links; read from the manifest each time: there may be a hundred thousand.</summary>
    public IEnumerable<ManifestEntry> Files => Backup.Manifest.Entries.Where(
        entry => entry.State.Kind != FileKind.Directory && !standingLogs.Contains(entry.Path));

    /// <summary>Where files will be, absolute.</summary>
    public IReadOnlySet<string> FileDirectories => fileDirectories;

    /// <summary>Absolute paths of managed files that the backup does not hold.</summary>
    public List<string> Removals { get; } = [];

    /// <summary>Absolute paths nobody here knows: left alone.</summary>
    public List<string> Unknown { get; } = [];

    public static RestorePlan Of(TargetLayout layout, Backup backup)
    {
        var plan = new RestorePlan(layout, backup);
        var topNames = new HashSet<string>(StringComparer.Ordinal);
        using var parents = new ParentDirectories();
        foreach (var entry in backup.Manifest.Entries)
        {
            if (entry.Path.AsSpan().Count('/') == 1)
            {
                topNames.Add(entry.Path);
            }

            var target = BackupMap.Target(layout, entry.Path);
            if (BackupMap.IsLog(entry.Path) && parents.Of(target)?.Status(Path.GetFileName(target)) is not null)
            {
                plan.standingLogs.Add(entry.Path);
            }
            else if (entry.State.Kind == FileKind.Directory)
            {
                plan.Directories.Add(entry);
            }
            else
            {
                plan.fileDirectories.Add(Path.GetDirectoryName(target)!);
            }
        }

        plan.FindLeftovers(layout.BinDir, BackupMap.Bin, [layout.BinaryName], topNames);
        plan.FindLeftovers(layout.ConfigDir, BackupMap.Config, null, topNames);
        plan.FindLeftovers(layout.DataDir, BackupMap.Data, null, topNames);
        return plan;
    }

    /// <summary>Where files will be staged.</summary>
    public IEnumerable<string> StagingDirectories =>
        fileDirectories.Concat(Removals.Select(r => Path.GetDirectoryName(r)!)).Distinct();

    private void FindLeftovers(string directory, string section, IReadOnlyList<string>? only, HashSet<string> inBackup)
    {
        using var open = PosixDirectory.TryOpen(directory);
        foreach (var name in (open?.Names() ?? []).Where(n => only?.Contains(n) != false))
        {
            var path = Path.Combine(directory, name);
            if (BackupMap.IsLeftOut(Layout, path) || inBackup.Contains($"{section}/{name}"))
            {
                continue;
            }

            if (open!.Status(name)?.Kind == FileKind.Directory)
            {
                // Directories stay: their files are looked at only where the layout knows them.
                continue;
            }

            (ManagedFiles.IsManaged(Layout, path) ? Removals : Unknown).Add(path);
        }
    }
}
