using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// Goes through the layout in one thread, has the files copied by as many as there are processors, and writes the manifest as they are
/// done: memory does not grow with the number of files.
/// </summary>
internal sealed class BackupWalk(
    TargetLayout layout, PosixDirectory backups, ManifestWriter manifest, EarlierEntries? earlierEntries, FileCopy copier, bool syncEach,
    CancellationToken cancellation)
{
    private const int BatchSize = 1024;
    private const int MostFolders = 32;
    private const int MostWorkers = 4;

    private readonly HashSet<string> leftOut =
        new([layout.BackupDir, layout.Transactions, layout.Runs, layout.Lock,
            .. BackupMap.Sections.Select(s => BackupMap.Directory(layout, s)),
            .. BackupMap.Supervised(layout)],
            StringComparer.Ordinal);

    private readonly FileStatus backupsThemselves = backups.Status();
    private readonly List<BackupItem> waiting = new(BatchSize);
    private readonly List<BackupNote> notes = [];
    private int waitingFolders;

    public IReadOnlyList<BackupNote> Notes => notes;

    /// <summary>Folders of the newest backup that could not be read; its files are copied anew there.</summary>
    public List<Diagnostic> Unreadable { get; } = [];

    public WorkMeter Meter { get; init; } = WorkMeter.Silent;

    public void Run(PosixDirectory backup, PosixDirectory? earlier)
    {
        try
        {
            foreach (var section in BackupMap.Sections)
            {
                CopySection(backup, earlier, section);
            }

            Flush();
        }
        catch
        {
            waiting.ForEach(item => item.Close());
            throw;
        }
    }

    private void CopySection(PosixDirectory backup, PosixDirectory? earlier, string section)
    {
        backup.MakeDirectory(section, FileModes.Private);
        if (PosixDirectory.TryOpen(BackupMap.Directory(layout, section)) is not { } from)
        {
            return;
        }

        var folder = new BackupFolder(from, backup.TryOpenDirectory(section)!, earlier is null ? null : TryOpen(earlier, section), section,
            syncEach);
        // The section itself: its mode and owner come back too.
        Add(folder, StateOf(from), section);
        Walk(folder, section == BackupMap.Bin ? [new DirectoryEntry(layout.BinaryName, IsFile: false)] : from.Entries());
    }

    private void Walk(BackupFolder folder, IReadOnlyList<DirectoryEntry> entries)
    {
        try
        {
            foreach (var (name, isFile) in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                if (leftOut.Contains(Path.Join(folder.Source.Path, name)))
                {
                    continue;
                }

                if (isFile)
                {
                    CopyFile(folder, name);
                }
                else
                {
                    Walk(folder, name);
                }
            }

            waitingFolders++;
            folder.Leave();
        }
        catch
        {
            folder.Close();
            throw;
        }
    }

    private void Walk(BackupFolder folder, string name)
    {
        switch (folder.Source.Status(name))
        {
            case { Kind: FileKind.Directory }:
                WalkDirectory(folder, name);
                break;
            case { Kind: FileKind.SymbolicLink } status:
                CopyLink(folder, name, status);
                break;
            case { Kind: FileKind.File }:
                CopyFile(folder, name);
                break;
            case { } when folder.Path.StartsWith(BackupMap.Data, StringComparison.Ordinal)
                || folder.Path.StartsWith(BackupMap.Logs, StringComparison.Ordinal):
                // What a running program made for itself, and makes again.
                notes.Add(new BackupNote(Path.Join(folder.Source.Path, name), "is a socket, pipe or device"));
                break;
            case { }:
                throw new DeploymentException(DiagnosticCatalog.SpecialFile(Path.Join(folder.Source.Path, name)));
            case null when folder.Path != BackupMap.Bin:
                notes.Add(new BackupNote(Path.Join(folder.Source.Path, name), FileCopy.Vanished));
                break;
        }
    }

    private void WalkDirectory(BackupFolder parent, string name)
    {
        if (parent.Source.TryOpenDirectory(name) is not { } source)
        {
            notes.Add(new BackupNote(Path.Join(parent.Source.Path, name), FileCopy.Vanished));
            return;
        }

        if (IsBackups(source))
        {
            source.Dispose();
            notes.Add(new BackupNote(Path.Join(parent.Source.Path, name), "is the folder of the backups, under another name"));
            return;
        }

        parent.HasNames = true;
        parent.Copy.MakeDirectory(name, FileModes.Private);
        var earlier = parent.Earlier is null ? null : TryOpen(parent.Earlier, name);
        var folder = new BackupFolder(source, parent.Copy.TryOpenDirectory(name)!, earlier, parent.Entry(name), syncEach);
        Add(folder, StateOf(source), folder.Path);
        Walk(folder, source.Entries());
    }

    /// <summary>Mounted once more, or renamed while this goes on: a copy of the copy that is being made would have no end.</summary>
    private bool IsBackups(PosixDirectory directory)
    {
        var status = directory.Status();
        return (status.Device, status.Inode) == (backupsThemselves.Device, backupsThemselves.Inode);
    }

    private void CopyLink(BackupFolder folder, string name, FileStatus status)
    {
        var target = folder.Source.ReadLink(name);
        folder.HasNames = true;
        folder.Copy.MakeSymbolicLink(target, name);
        var state = new PathState { Kind = FileKind.SymbolicLink, User = status.User, Group = status.Group, Target = target };
        Enqueue(folder, name, () => new FileCopyResult(new ManifestEntry(folder.Entry(name), state, 0, 0)));
    }

    private void CopyFile(BackupFolder folder, string name)
    {
        var old = earlierEntries?.Find(folder.Entry(name));
        folder.HasNames = true;
        Enqueue(folder, name, () => copier.Run(folder, name, old));
    }

    private void Add(BackupFolder folder, PathState state, string path)
    {
        var entry = new ManifestEntry(path, state, 0, folder.Source.Status().ModifiedNanoseconds);
        Enqueue(folder, "", () => new FileCopyResult(entry));
    }

    private void Enqueue(BackupFolder folder, string name, Func<FileCopyResult> work)
    {
        folder.Use();
        waiting.Add(new BackupItem(folder, Path.Join(folder.Source.Path, name), work));
        if (waiting.Count >= BatchSize || waitingFolders >= MostFolders)
        {
            Flush();
        }
    }

    /// <summary>Copies what waits, and writes it into the manifest in the order of the walk.</summary>
    private void Flush()
    {
        // The tests of power cuts need one order of changes.
        var workers = FileOperations.Recorder is null ? Math.Clamp(Environment.ProcessorCount, 1, MostWorkers) : 1;
        Parallel.ForEach(waiting, new ParallelOptions { MaxDegreeOfParallelism = workers }, item => item.Run());
        foreach (var item in waiting)
        {
            var (entry, note) = item.Take();
            if (entry is not null)
            {
                manifest.Add(entry);
            }

            if (note is not null)
            {
                notes.Add(new BackupNote(item.Path, note));
            }
        }

        waiting.Clear();
        waitingFolders = 0;
        Meter.Reach(manifest.Totals.Files, manifest.Totals.Bytes);
    }

    /// <returns>null also where it was no directory then, or cannot be read: there is nothing to share then.</returns>
    private PosixDirectory? TryOpen(PosixDirectory parent, string name)
    {
        try
        {
            return parent.TryOpenDirectory(name);
        }
        catch (PosixException error)
        {
            if (!error.IsOtherKind)
            {
                Unreadable.Add(DiagnosticCatalog.EarlierBackupUnreadable(error.Path, Errno.Describe(error.ErrorNumber)));
            }

            return null;
        }
    }

    private static PathState StateOf(PosixDirectory directory)
    {
        var status = directory.Status();
        return new PathState
        {
            Kind = FileKind.Directory,
            Mode = status.Mode,
            User = status.User,
            Group = status.Group,
            Attributes = PathState.Encode(directory.Attributes()),
        };
    }
}
