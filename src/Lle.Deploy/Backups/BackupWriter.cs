using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// Copies everything the layout holds. A file that the newest backup holds already, alike in content, mode, owner, attributes and time, gets a second
/// name instead of a second copy: backups may share among each other, never with live files.
/// </summary>
internal sealed class BackupWriter(TargetLayout layout, Backup? newest, CancellationToken cancellation)
{
    private readonly Dictionary<string, ManifestEntry> earlier =
        newest?.Manifest.Entries.Where(e => e.State.Kind == FileKind.File).ToDictionary(e => e.Path, StringComparer.Ordinal) ?? [];

    private readonly List<ManifestEntry> entries = [];

    /// <summary>Makes BACKUP/ID; the backup counts once its manifest is durable, and that is the last step.</summary>
    public Backup Write(string backupId, string deploymentId, long sequence)
    {
        var folder = Path.Combine(layout.BackupDir, backupId);
        using var root = PosixDirectory.Open(layout.BackupDir);
        root.MakeDirectory(backupId, FileModes.Private);
        using var backup = root.TryOpenDirectory(backupId)!;
        foreach (var section in BackupMap.Sections)
        {
            backup.MakeDirectory(section, FileModes.Private);
            using var to = backup.TryOpenDirectory(section)!;
            using var from = PosixDirectory.TryOpen(BackupMap.Directory(layout, section));
            if (from is not null)
            {
                // The section itself: its mode and owner come back too.
                entries.Add(new ManifestEntry(section, PathState.Capture(from.Path), 0, from.Status().ModifiedNanoseconds));
                CopyEntries(from, to, section, section == BackupMap.Bin ? [layout.BinaryName] : from.Names());
            }

            SyncUnlessEmpty(to);
        }

        var manifest = new Manifest
        {
            BackupId = backupId,
            DeploymentId = deploymentId,
            Created = DateTimeOffset.UtcNow,
            Sequence = sequence,
            Entries = entries,
        };
        using (var file = backup.Create(Manifest.FileName))
        {
            file.WriteText(manifest.Format(folder));
            file.Sync();
        }

        backup.Sync();
        root.Sync();
        return new Backup(folder, manifest);
    }

    private void CopyEntries(PosixDirectory from, PosixDirectory to, string path, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = Path.Join(from.Path, name);
            if (BackupMap.IsLeftOut(layout, source) || from.Status(name) is not { } status)
            {
                continue;
            }

            var entryPath = $"{path}/{name}";
            switch (status.Kind)
            {
                case FileKind.Directory:
                    CopyDirectory(from, to, name, entryPath, status);
                    break;
                case FileKind.SymbolicLink:
                    var target = from.ReadLink(name);
                    to.MakeSymbolicLink(target, name);
                    entries.Add(new ManifestEntry(entryPath, new PathState { Kind = FileKind.SymbolicLink, User = status.User, Group = status.Group, Target = target }, 0, 0));
                    break;
                case FileKind.File:
                    CopyFile(from, to, name, entryPath, status);
                    break;
                default:
                    throw new DeploymentException(DiagnosticCatalog.SpecialFile(source));
            }
        }
    }

    private void CopyDirectory(PosixDirectory from, PosixDirectory to, string name, string path, FileStatus status)
    {
        using var source = from.TryOpenDirectory(name)!;
        to.MakeDirectory(name, FileModes.Private);
        using var copy = to.TryOpenDirectory(name)!;
        entries.Add(new ManifestEntry(path, PathState.Capture(from, name), 0, status.ModifiedNanoseconds));
        CopyEntries(source, copy, path, source.Names());
        SyncUnlessEmpty(copy);
    }

    /// <summary>An empty directory is durable with its name in the one above: it was made with its mode.</summary>
    private static void SyncUnlessEmpty(PosixDirectory directory)
    {
        if (directory.Names().Count > 0)
        {
            directory.Sync();
        }
    }

    private void CopyFile(PosixDirectory from, PosixDirectory to, string name, string path, FileStatus status)
    {
        if (Shared(from, to, name, path, status) is { } shared)
        {
            entries.Add(shared);
            return;
        }

        using var source = from.OpenRead(name);
        using var copy = to.Create(name);
        var attributes = source.Attributes();
        var sha256 = copy.TryClone(source) ? HashOf(to, name) : copy.CopyFrom(source, cancellation);
        if ((status.User, status.Group) != (Accounts.CurrentUser, Accounts.CurrentGroup) && Accounts.CurrentUser == 0)
        {
            copy.SetOwner(status.User, status.Group);
        }

        copy.SetMode(status.Mode);
        copy.SetAttributes(attributes);
        copy.SetModified(status.ModifiedNanoseconds);
        copy.Sync();
        entries.Add(new ManifestEntry(path, StateOf(status, sha256, attributes), status.Size, status.ModifiedNanoseconds));
    }

    /// <summary>Of what stands in the backup: a reflink has not been read yet and its source may have been written to since; a linked copy may be damaged.</summary>
    private string HashOf(PosixDirectory to, string name)
    {
        using var copy = to.OpenRead(name);
        return copy.Hash(cancellation);
    }

    private ManifestEntry? Shared(PosixDirectory from, PosixDirectory to, string name, string path, FileStatus status)
    {
        if (!earlier.TryGetValue(path, out var old) || (old.Size, old.Modified) != (status.Size, status.ModifiedNanoseconds))
        {
            return null;
        }

        using var source = from.OpenRead(name);
        if (StateOf(status, source.Hash(cancellation), source.Attributes()) != old.State)
        {
            return null;
        }

        using var earlierFolder = PosixDirectory.TryOpen(Path.GetDirectoryName(Path.Join(newest!.Folder, path))!);
        if (earlierFolder is null || !to.TryLink(earlierFolder, name, name))
        {
            return null;
        }

        // The earlier copy may have been damaged since; then this backup gets one of its own.
        if (HashOf(to, name) == old.State.Sha256)
        {
            return old;
        }

        to.Unlink(name);
        return null;
    }

    private static PathState StateOf(FileStatus status, string sha256, IReadOnlyDictionary<string, byte[]> attributes) => new()
    {
        Kind = FileKind.File,
        Mode = status.Mode,
        User = status.User,
        Group = status.Group,
        Sha256 = sha256,
        Attributes = PathState.Encode(attributes),
    };
}
