using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>
/// Copies everything the layout holds. A file that the newest backup holds already, alike in content, mode, owner, attributes and time,
/// gets a second name instead of a second copy: backups may share among each other, never with live files.
/// </summary>
internal sealed class BackupWriter(TargetLayout layout, Backup? newest, CancellationToken cancellation)
{
    private IReadOnlyList<BackupNote> notes = [];

    /// <summary>What is not in the backup as it stands on the target, and why.</summary>
    public IReadOnlyList<BackupNote> Notes => notes;

    /// <summary>What of the newest backup could not be read: a rollback or restore may need it.</summary>
    public IReadOnlyList<Diagnostic> Unreadable { get; private set; } = [];

    /// <summary>Counts what is copied.</summary>
    public WorkMeter Meter { get; init; } = WorkMeter.Silent;

    /// <summary>The newest backup was verified in this operation: what is alike in it needs not be read once more.</summary>
    public bool IsNewestVerified { get; init; }

    /// <summary>Of the installation that makes it.</summary>
    public required string Identity { get; init; }

    /// <summary>Makes BACKUP/ID; the backup counts once its manifest is durable, and that is the last step.</summary>
    public Backup Write(string backupId, string deploymentId, long sequence)
    {
        // Open before the first write: a failed write-back is reported to descriptors that were open then.
        using var root = PosixDirectory.Open(layout.BackupDir);
        var syncEach = !root.CanSyncFileSystem;
        root.MakeDirectory(backupId, FileModes.Private);
        using var backup = root.TryOpenDirectory(backupId)!;
        using var earlier = newest is null ? null : root.TryOpenDirectory(newest.Id);
        using var earlierEntries = newest is null ? null : new EarlierEntries(newest.Manifest.Entries);
        using var manifest = new ManifestWriter(backup, new Manifest
        {
            Identity = Identity,
            BackupId = backupId,
            DeploymentId = deploymentId,
            Created = DateTimeOffset.UtcNow,
            Sequence = sequence,
            Entries = [],
        });
        var copier = new FileCopy(syncEach, IsNewestVerified, cancellation);
        var walk = new BackupWalk(layout, root, manifest, earlierEntries, copier, syncEach, cancellation) { Meter = Meter };
        walk.Run(backup, earlier);
        notes = walk.Notes;
        Unreadable =
        [
            .. walk.Unreadable,
            .. earlierEntries?.Problem is { } damage
                ? [DiagnosticCatalog.EarlierBackupUnreadable(Path.Combine(newest!.Folder, Manifest.FileName), damage.Message)]
                : Array.Empty<Diagnostic>(),
        ];
        if (syncEach)
        {
            root.Sync();
        }
        else
        {
            // Everything the manifest names, before the manifest counts.
            root.SyncFileSystem();
        }

        manifest.Finish();
        backup.Sync();
        return Backup.Open(Path.Combine(layout.BackupDir, backupId), manifest.Totals);
    }
}

/// <param name="Path">On the target.</param>
/// <param name="What">"vanished while the backup was made".</param>
internal sealed record BackupNote(string Path, string What);
