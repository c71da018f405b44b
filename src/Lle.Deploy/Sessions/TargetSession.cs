using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Services;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>
/// The right to write to a target, for one operation: the lock is held, what an earlier run left unfinished is recovered, the logs are
/// open. Whatever writes, writes within one.
/// </summary>
internal sealed class TargetSession : IDisposable
{
    private readonly TargetLocks? held;
    private readonly List<Backup> backups = [];

    /// <param name="held">null: nothing may be written.</param>
    public TargetSession(DeploymentOptions options, TargetLocks? held, OperationKind operation, string idPrefix,
        OperationListener listener, Replaced? replaced)
    {
        Options = options;
        this.held = held;
        Listener = listener;
        Started = DateTimeOffset.UtcNow;
        Replaced = replaced;
        Stamp = DeploymentIds.NextStamp(Layout, Started, replaced?.Layout);
        Id = idPrefix + Stamp;
        Record = Beginning.Of(options, operation, Id, Started);
        Log = new OperationLog(Layout, Record, listener, isWritten: held is not null);
    }

    public DeploymentOptions Options { get; }

    public OperationListener Listener { get; }

    public TargetLayout Layout => Options.Layout;

    public DateTimeOffset Started { get; }

    public string Id { get; }

    /// <summary>The ID without what precedes its time; names the backup.</summary>
    public string Stamp { get; }

    public DeploymentRecord Record { get; }

    public OperationLog Log { get; }

    /// <summary>The installation that this operation belongs to; its identity may be new.</summary>
    public Installation Installation { get; set; } = null!;

    /// <summary>Logs and data are gone: no report is written there.</summary>
    public bool IsPurged { get; set; }

    /// <summary>The installation that this one takes over; null: none.</summary>
    public Replaced? Replaced { get; }

    /// <summary>Where its links lead.</summary>
    public IReadOnlyList<string> TakenLibs => Replaced is { } replaced ? [replaced.Layout.LibDir] : [];

    /// <summary>What of it was copied, as it was then.</summary>
    public IReadOnlyDictionary<string, FileStatus> Taken { get; set; } = new Dictionary<string, FileStatus>();

    /// <summary>Where that was copied to.</summary>
    public IReadOnlySet<string> TakenTo { get; set; } = new HashSet<string>();

    /// <summary>Directories that were made before the lock could be taken.</summary>
    public IReadOnlyList<string> MadeBefore { get; init; } = [];

    /// <summary>An earlier run had been interrupted, and this one finished or undid it.</summary>
    public bool Recovered { get; set; }

    /// <summary>What recovers this target where the machine is started again before the end; null: nothing does.</summary>
    public IDisposable? AtStart { get; set; }

    /// <summary>How services were before this operation; null: there are none.</summary>
    public ServicesBefore? ServicesBefore { get; set; }

    /// <summary>What their units said then, by the names of the services.</summary>
    public IReadOnlyDictionary<string, string?> UnitsBefore { get; set; } = new Dictionary<string, string?>();

    /// <summary>The version folder that was in use before the first change, and what an undo compares it with; null: there was
    /// none.</summary>
    public (VersionFolder Folder, FolderSeal Seal)? VersionBefore { get; set; }

    /// <summary>What this operation has done to services: "restart web".</summary>
    public List<string> ServiceActions { get; set; } = [];

    /// <summary>The complete backups of this target, oldest first; read once, because nobody else may write meanwhile.</summary>
    public IReadOnlyList<Backup> Backups => backups;

    /// <exception cref="DeploymentException">There is none, it is damaged, or it belongs to another installation (LLE3050).</exception>
    public Backup OwnBackup(string folder)
    {
        var backup = Backup.Open(folder);
        return OwnBackups.IsOwn(Layout, Installation, backup) ? backup
            : throw new DeploymentException(DiagnosticCatalog.RecordOfAnother(
                Path.Combine(folder, Manifest.FileName), backup.Manifest.Identity, Installation.Identity));
    }

    public void Add(params IEnumerable<Backup> made) => backups.AddRange(made);

    /// <summary>Their manifests bear the identity now.</summary>
    public void NoteMarked(IEnumerable<Backup> marked) =>
        Installation = Installation with { Unmarked = [.. Installation.Unmarked.Except(marked.Select(b => b.Id))] };

    /// <summary>Directories that an undone first deployment made and that hold what the undo kept: the next deployment's, and a later purge
    /// removes them.</summary>
    public void NoteLeft(IEnumerable<Change> undone)
    {
        if (!PathState.Capture(Layout.InstallationFile).Exists)
        {
            var left = undone.Where(change => change is { Before.Exists: false, After.Kind: FileKind.Directory, IsTree: false }
                && PathState.CaptureIfReached(change.Path).Kind == FileKind.Directory).Select(change => change.Path);
            Installation = Installation with { Made = [.. Installation.Made.Union(FirstRuns.Add(Layout, left).Made)] };
        }
    }

    /// <summary>Somebody else's change was found and left alone.</summary>
    public bool HasForeignChanges => Record.Undo is { Kept.Count: > 0 };

    /// <summary>The content of a file that is there: in a plan also of one that will have been taken over by then.</summary>
    public byte[]? ReadStanding(string path) => InstalledState.TryReadBytes(path)
        ?? (Replaced?.SourceOf(Layout, path) is { } source ? InstalledState.TryReadBytes(source) : null);

    /// <summary>Enters what was deployed before into the record.</summary>
    public void ReadPrevious()
    {
        if ((InstalledState.Read(Layout, Log.Tell) ?? (Replaced is null ? null : InstalledState.Read(Replaced.Layout, Log.Tell)))
            is { } state)
        {
            Record.PreviousDeploymentId = state.DeploymentId;
            Record.PreviousVersion = state.Version;
        }
    }

    /// <summary>Directories have been made: locks that are named after them are taken too.</summary>
    public void ExtendLocks() => held?.Extend();

    /// <summary>The program lle of the prefix is to be changed, which its other installations may do too.</summary>
    public void LockHost() => held?.ExtendTo(TargetLayout.HostName);

    /// <summary>Opens the transaction of this operation; the journal is durable on return.</summary>
    /// <param name="directories">Where files are to be staged.</param>
    /// <param name="backup">The backup folder it will make.</param>
    /// <param name="discards">Folders that go on its commit.</param>
    /// <param name="removeIfEmpty">Directories that go on its commit when nothing is left in them, innermost first.</param>
    /// <param name="purges">Directories that are emptied on its commit.</param>
    public Transaction Begin(
        IEnumerable<string> directories, string? backup = null, IEnumerable<string>? discards = null,
        IEnumerable<string>? removeIfEmpty = null,
        IEnumerable<string>? purges = null) =>
        Transaction.Begin(Layout, new TransactionHeader
        {
            Id = Id,
            Identity = Installation.Identity,
            Sequence = Record.Sequence,
            Operation = OperationNames.Name(Record.Operation),
            Version = Record.Version,
            Binary = Layout.Binary,
            Directories = [.. directories.Distinct()],
            Backup = backup,
            Discards = [.. discards ?? []],
            Purges = [.. purges ?? []],
            RemoveIfEmpty = [.. removeIfEmpty ?? []],
            StartedBy = Record.User,
            Started = Started,
        }, held is null ? null : held.Check, TakenLibs);

    /// <summary>Makes a directory of the layout and what leads to it, within the transaction; what is there stays as it is.</summary>
    /// <param name="mode">Of the directory itself; what leads there is for everybody.</param>
    public void MakeMissing(ChangeSet changes, string path, uint mode) => MakeMissing(changes, [(path, mode)]);

    /// <summary>The same for many, which are announced together.</summary>
    /// <param name="directories">Outer ones before what is in them.</param>
    public void MakeMissing(ChangeSet changes, IEnumerable<(string Path, uint Mode)> directories)
    {
        var missing = new List<Change>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, mode) in directories)
        {
            foreach (var directory in OwnDirectories.Missing(path, at => found.Contains(at) || changes.Look(at).Exists))
            {
                var traits = FileTraits.Program with { Mode = directory == path ? mode : FileTraits.Program.Mode };
                missing.Add(DirectoryChange.Of(directory, OwnDirectories.AreOwners(Layout, directory) ? Owned(traits) : traits));
                found.Add(directory);
            }
        }

        changes.Apply(missing);
        missing.ForEach(made => Log.Info($"Created directory: {made.Path}"));
    }

    /// <summary>Backups beyond LleBackupRetention go, and the logs and reports from before the oldest that stays.</summary>
    public void Prune()
    {
        var removed = Retention.Prune(Layout, backups, Options.BackupRetention);
        foreach (var backup in removed)
        {
            backups.Remove(backup);
            Log.Info($"Backup removed (LleBackupRetention): {backup.Folder}");
        }

        foreach (var id in removed.Count == 0 ? [] : LogRetention.Prune(Layout, backups[0].Manifest.Sequence))
        {
            Log.Info($"Logs and reports removed with the backups of their time: {id}");
        }
    }

    /// <summary>Ends the operation: status, times, and the reports; what fails here is a warning, because it changes nothing that was
    /// done.</summary>
    public void Conclude(DeploymentStatus status)
    {
        Record.Status = status;
        Record.StatusCode = StatusNames.Code(status);
        Record.Finished = DateTimeOffset.UtcNow;
        Log.NoteAuditHead();
        // What the log could not keep has to be known before the reports say how it went.
        Log.Lines.Flush();
        if (!IsPurged)
        {
            Reports.Write(this);
            Log.Try(() =>
            {
                if (PathState.CaptureIfReached(Layout.InstallationFile).Exists)
                {
                    FirstRuns.Forget(Layout);
                }
            });
        }
        else if (Log.Lines.Failure is { } incomplete)
        {
            Log.Tell(incomplete);
        }
    }

    /// <summary>What a user-given owner and group make of the traits of a file that is installed.</summary>
    public FileTraits Owned(FileTraits traits) => traits with { User = Options.Owner, Group = Options.Group };

    public void Dispose()
    {
        AtStart?.Dispose();
        Log.Dispose();
        held?.Dispose();
    }
}
