using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Brings back a backup: verified first, as one transaction, and with a backup of what it replaces.</summary>
internal static class Restore
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        WritingOperation.RunOnInstalled(options, OperationKind.Restore, listener, Apply, cancellation);

    /// <summary>What it would change.</summary>
    public static PlanRecord Plan(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        WritingOperation.CheckInstalled(options);
        using var session = SessionOpening.ForPlan(options, OperationKind.Restore, listener);
        var backup = Named(session);
        var planned = new PlannedChanges();
        var restored = RestorePlan.Of(session.Layout, backup);
        planned.Apply(Stage(session, planned, restored, VersionOf(session.Layout, restored), null, cancellation));
        planned.Apply(Migration.StageIdentity(session, planned));
        Reversal.TellNotKept(session, planned);
        var plan = new PlanRecord
        {
            Operation = OperationKind.Restore,
            InstalledVersion = session.Record.PreviousVersion,
            TakesBackup = true
        };
        PlanWriter.Enter(plan, session, backup.Id, planned.Changes);
        return plan;
    }

    private static void Apply(TargetSession session, CancellationToken cancellation)
    {
        PlanWriter.CheckUnchanged(session, listener => Plan(session.Options, listener, cancellation));
        var backup = Named(session);
        if (backup.Verify(session.Listener.OfVerification(backup), cancellation) is { Count: > 0 } problems)
        {
            throw new DeploymentException(problems);
        }

        session.Log.Info($"Restore of backup {backup.Id}");
        session.Log.Audit($"Restore initiated: {backup.Folder}");
        var plan = RestorePlan.Of(session.Layout, backup);
        foreach (var unknown in plan.Unknown)
        {
            session.Log.Info($"Not in the backup and not of this installation, kept: {unknown}");
        }

        var version = VersionOf(session.Layout, plan);
        using var transaction = session.Begin(
            [.. plan.StagingDirectories, .. VersionLinks.Directories(session.Layout, version?.Linked ?? []),
                session.Layout.LibDir, session.Layout.DataDir, session.Layout.UnitDir],
            BackupTaking.Folder(session));
        var begun = DateTimeOffset.UtcNow;
        Reversal.Run(
            session, transaction,
            standing => Stage(session, transaction, plan, version, new StandingFiles(standing, begun), cancellation), cancellation, backup);
        session.Log.TryAudit($"Restore completed: {backup.Folder}");
    }

    private static Backup Named(TargetSession session)
    {
        var stamp = session.Options.BackupTimestamp;
        return stamp is null || stamp.Contains('/', StringComparison.Ordinal) || stamp is "." or ".."
            ? throw new DeploymentException(DiagnosticCatalog.BackupNotNamed(
                stamp ?? "", OwnBackups.Of(session.Layout, session.Installation).Select(b => b.Id).ToList()))
            : session.OwnBackup(Path.Combine(session.Layout.BackupDir, stamp));
    }

    /// <param name="standing">What is there, where a backup was made of it just now; null: each file is read.</param>
    private static ChangeList Stage(
        TargetSession session, ChangeSet transaction, RestorePlan plan, Version? version, StandingFiles? standing,
        CancellationToken cancellation)
    {
        var directories = plan.Directories.Select(d => (Path: BackupMap.Target(plan.Layout, d.Path), d.State.Mode)).ToList();
        MakeUsable(transaction, directories.Select(directory => directory.Path));
        // Never wider for others than it is going to be. What files are to come back to may have gone since: a rollback took it along, or
        // a person.
        session.MakeMissing(transaction, [.. directories.Select(d => (d.Path, (d.Mode & FileModes.All) | FileModes.Private)),
            .. plan.FileDirectories.Select(directory => (directory, FileTraits.Program.Mode))]);
        var changes = new ChangeList();
        changes.AddRange(version is null ? [] : StageCurrent(session, transaction, version, cancellation));
        var meter = session.Listener.OfRestoring(plan);
        var links = new List<Change>();
        var files = transaction.StageFiles(FilesOf(standing?.Different(plan, meter) ?? plan.Files), meter, cancellation);
        changes.AddRange(links);
        changes.AddRange(files);
        changes.AddRange(plan.Removals.Select(transaction.Removal));
        changes.AddRange(UnitFiles.StageRestored(transaction, plan, cancellation));
        // Modes of directories come last, the innermost first: one may forbid what is still to be done in it.
        changes.AddRange(Enumerable.Reverse(plan.Directories)
            .SelectMany(d => BackupMap.Target(plan.Layout, d.Path) is var path
                ? DirectoryChange.Steps(path, d.State, what => session.Log.Tell(DiagnosticCatalog.TraitNotKept(path, what))) : []));
        return changes;

        // There may be a hundred thousand, so that each goes its way when it is read; a link is staged then and there.
        IEnumerable<FileToStage> FilesOf(IEnumerable<ManifestEntry> different)
        {
            foreach (var entry in different)
            {
                var path = BackupMap.Target(plan.Layout, entry.Path);
                if (entry.State.Kind == FileKind.SymbolicLink)
                {
                    links.Add(BackupContent.Stage(transaction, plan.Backup, entry, path, entry.State, cancellation));
                }
                else
                {
                    yield return new FileToStage(path, FileContent.CopyOf(Path.Join(plan.Backup.Folder, entry.Path), entry.State.Sha256!),
                        RestoreTraits.Of(entry), entry.Size);
                }
            }
        }
    }

    /// <summary>
    /// The program's link is in the backup. Which version was in use is said by that link, or by the list of what was installed; current
    /// and, for a tree, the other links go with it.
    /// </summary>
    private static IReadOnlyList<Change> StageCurrent(
        TargetSession session, ChangeSet transaction, Version version, CancellationToken cancellation)
    {
        var layout = session.Layout;
        var (program, folder, linked) = version;
        if (folder.Verify(cancellation) is { Count: > 0 } problems)
        {
            throw new DeploymentException(problems);
        }

        var current = transaction.StageLink(layout.CurrentVersion, Path.GetRelativePath(layout.LibDir, folder.Path), program.User,
            program.Group);
        if (linked.Count == 0)
        {
            return [current];
        }

        var direct = VersionFolder.IsThroughCurrent(layout, layout.Binary, program.Target!) ? null : folder;
        var links = VersionLinks.Stage(session, transaction, linked, direct, program.User, program.Group);
        return [.. links.Folded, .. links.Added.Where(link => link.Path != layout.Binary), current, .. links.Unfolded, .. links.Removed];
    }

    /// <summary>The version that was in use when the backup was made.</summary>
    /// <param name="Program">The program's link, as it was backed up.</param>
    /// <param name="Folder">Where it led.</param>
    /// <param name="Linked">What of it has links too; empty where it is no tree.</param>
    private sealed record Version(PathState Program, VersionFolder Folder, IReadOnlyList<TreeEntry> Linked);

    /// <returns>null: the program was a file.</returns>
    private static Version? VersionOf(TargetLayout layout, RestorePlan plan)
    {
        var program = plan.Files.FirstOrDefault(file => BackupMap.Target(layout, file.Path) == layout.Binary)?.State;
        if (program?.Target is not { } target || VersionOf(layout, plan, target) is not { } folder)
        {
            return null;
        }

        var inTree = $"bin/{layout.BinaryName}";
        var entries = target.EndsWith("/" + inTree, StringComparison.Ordinal) ? folder.Entries() : [];
        return new Version(program, folder, entries.Any(entry => entry.Path == inTree) ? entries : []);
    }

    private static VersionFolder? VersionOf(TargetLayout layout, RestorePlan plan, string target)
    {
        if (!VersionFolder.IsThroughCurrent(layout, layout.Binary, target))
        {
            return VersionFolder.LedToBy(layout, layout.Binary, target);
        }

        var list = plan.Files.FirstOrDefault(file => BackupMap.Target(layout, file.Path) == layout.Checksums);
        var text = list is null ? null : InstalledState.TryReadBytes(Path.Join(plan.Backup.Folder, list.Path));
        return text is null ? null : ChecksumList.Parse(text, layout.Checksums)
            .Select(entry => ListedNames.PathOf(layout, entry.Name))
            .Where(path => path.StartsWith(layout.VersionsDir + "/", StringComparison.Ordinal))
            .Select(path => new VersionFolder(Path.Combine(layout.VersionsDir, path[(layout.VersionsDir.Length + 1)..].Split('/')[0])))
            .FirstOrDefault();
    }

    /// <summary>Files can be put into those that stand.</summary>
    private static void MakeUsable(ChangeSet transaction, IEnumerable<string> directories)
    {
        foreach (var path in directories)
        {
            if (transaction.Look(path) is { Kind: FileKind.Directory } state && (state.Mode & FileModes.Private) != FileModes.Private
                && state.User == Accounts.CurrentUser)
            {
                transaction.Apply(DirectoryChange.Mode(path, state.Mode | FileModes.Private));
            }
        }
    }
}
