using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// Undoes a committed deployment, and all that came after it, days later too: its journal says what it changed, its backup holds what
/// stood before. What is neither the old nor the new was changed by somebody else and stays.
/// </summary>
internal static class Rollback
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        WritingOperation.RunOnInstalled(options, OperationKind.Rollback, listener, Apply, cancellation);

    /// <summary>What it would change.</summary>
    public static PlanRecord Plan(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        WritingOperation.CheckInstalled(options);
        using var session = SessionOpening.ForPlan(options, OperationKind.Rollback, listener);
        var undo = session.Record.Undo = new UndoRecord();
        var chain = Chain(session);
        var changes = Fold(chain, out var sources);
        var planned = new PlannedChanges();
        var backups = sources.Values.Distinct().ToDictionary(folder => folder, folder => Backup.Open(folder));
        planned.Apply(Stage(session, planned, Sources(session.Layout, backups, sources), changes, cancellation));
        planned.Apply([.. undo.Kept.Select(path => new Change(path, planned.Look(path), planned.Look(path)))]);
        foreach (var version in VersionsMade(changes)
            .Where(path => VersionUsers.Of(session.Layout, path, DateTimeOffset.UtcNow, out _).Count == 0))
        {
            planned.Apply([.. PlanWriter.Tree(version).Select(planned.Removal)]);
        }

        foreach (var directory in RemovedIfEmpty(changes)
            .Where(d => Directory.Exists(d) && Directory.EnumerateFileSystemEntries(d).All(path => !planned.Look(path).Exists)))
        {
            planned.Apply(planned.Removal(directory));
        }

        planned.Apply(Migration.StageIdentity(session, planned));
        Reversal.TellNotKept(session, planned);
        var plan = new PlanRecord
        {
            Operation = OperationKind.Rollback,
            InstalledVersion = session.Record.PreviousVersion,
            TakesBackup = true
        };
        PlanWriter.Enter(plan, session, string.Join('\n', chain.Select(c => c.Header.Id)), planned.Changes);
        return plan;
    }

    private static IEnumerable<string> RemovedIfEmpty(IEnumerable<Change> changes) =>
        changes.Where(c => c.After.Kind == FileKind.Directory && !c.Before.Exists).Select(c => c.Path).Reverse();

    private static void Apply(TargetSession session, CancellationToken cancellation)
    {
        PlanWriter.CheckUnchanged(session, listener => Plan(session.Options, listener, cancellation));
        var chain = Chain(session);
        var target = chain[0].Header;
        session.Log.Info($"Rollback reason: {session.Options.RollbackReason}");
        session.Log.Audit($"Rollback initiated: {target.Id} (Reason: {session.Options.RollbackReason})");
        var changes = Fold(chain, out var sources);
        var backups = sources.Values.Append(target.Backup ?? "").Distinct().ToDictionary(folder => folder, session.OwnBackup);
        if (backups.Values.SelectMany(b => b.Verify(session.Listener.OfVerification(b), cancellation)).ToList() is { Count: > 0 } problems)
        {
            throw new DeploymentException(problems);
        }

        using var transaction = session.Begin(
            changes.Select(c => c.Directory).Append(session.Layout.DataDir),
            BackupTaking.Folder(session),
            discards: chain.Select(c => Path.Combine(session.Layout.Transactions, c.Header.Id)).Concat(VersionsMade(changes)),
            removeIfEmpty: RemovedIfEmpty(changes));
        Reversal.Run(session, transaction, _ => Stage(
            session, transaction, Sources(session.Layout, backups, sources), changes, cancellation), cancellation);
        VersionRetention.TellKept(session, changes);
        session.Log.TryAudit($"Rollback completed: {target.Id} ({Words.Of(session.Record.Undo!)})");
    }

    /// <summary>Versions that the undone deployments brought go with them, but never under a running process: that is looked at after
    /// the switch.</summary>
    private static IEnumerable<string> VersionsMade(List<Change> changes) =>
        changes.Where(change => change is { IsTree: true, Before.Exists: false }).Select(change => change.Path);

    /// <summary>The deployment to undo and all later ones, oldest first.</summary>
    private static List<CommittedTransaction> Chain(TargetSession session)
    {
        var committed = CommittedTransaction.Read(session.Layout);
        var wanted = session.Options.DeploymentId;
        // Runs that deployed what was there already are no steps of their own: they go with the one they repeated.
        var first = wanted is null
            ? committed.ToList().FindLastIndex(c => !c.IsUnchanged) is var changed and >= 0 ? changed : committed.Count - 1
            : committed.ToList().FindIndex(c => c.Header.Id == wanted);
        if (first < 0)
        {
            throw new DeploymentException(wanted is null
                ? DiagnosticCatalog.NothingToRollBack(session.Layout.Transactions)
                : DiagnosticCatalog.DeploymentUnknown(wanted, committed.Select(c => c.Header.Id)));
        }

        List<CommittedTransaction> chain = [.. committed.Skip(first)];
        return chain.Find(c => c.TakesOver) is { } takeover
            ? throw new DeploymentException(DiagnosticCatalog.RollbackOverTakeover(takeover.Header.Id, session.Layout.Name)) : chain;
    }

    /// <summary>One change a path: from what was there before the first to what the last one left, in the order of the first.</summary>
    /// <param name="sources">The backup that holds what was there before, for each file: that of the deployment which was the first to
    /// change it.</param>
    private static List<Change> Fold(IEnumerable<CommittedTransaction> chain, out Dictionary<string, string> sources)
    {
        sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var folded = new Dictionary<string, Change>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (change, backup) in chain.SelectMany(c => c.Changes.Select(change => (change, c.Header.Backup ?? ""))))
        {
            if (folded.TryGetValue(change.Path, out var first))
            {
                folded[change.Path] = first with { After = change.After, Aside = first.IsTree ? first.Aside : null };
            }
            else
            {
                folded[change.Path] = change;
                order.Add(change.Path);
                if (change is { Before.Kind: FileKind.File })
                {
                    sources[change.Path] = backup;
                }
            }
        }

        return [.. order.Select(path => folded[path])];
    }

    /// <summary>Of each file that is to come back: the backup, and what it has of it. Each manifest is read once.</summary>
    private static Dictionary<string, (Backup Backup, ManifestEntry? Entry)> Sources(
        TargetLayout layout, Dictionary<string, Backup> backups, Dictionary<string, string> sources)
    {
        var found = new Dictionary<string, (Backup Backup, ManifestEntry? Entry)>(StringComparer.Ordinal);
        foreach (var (folder, paths) in sources.GroupBy(s => s.Value, s => s.Key).ToDictionary(g => g.Key, g => g.ToList()))
        {
            var entries = backups[folder].FindAll(paths.Select(path => BackupMap.EntryOf(layout, path)).ToHashSet(StringComparer.Ordinal));
            foreach (var path in paths)
            {
                found[path] = (backups[folder], entries.GetValueOrDefault(BackupMap.EntryOf(layout, path)));
            }
        }

        return found;
    }

    /// <summary>What is there now; null where something of another kind is on the way, which is told.</summary>
    private static PathState? Look(TargetSession session, string path)
    {
        try
        {
            return PathState.Capture(path);
        }
        catch (PosixException error) when (error.IsOtherKind)
        {
            session.Record.Undo!.Kept.Add(path);
            session.Log.Tell(DiagnosticCatalog.KeptUnseen(path, error.Diagnostics[0].Message));
            return null;
        }
    }

    private static bool IsIdentity(TargetLayout layout, Change change) =>
        change.Path == layout.Pointer || layout.IdentityFiles.Contains(change.Path)
            && (change.Directory != layout.ConfigDir || change.Before.Exists);

    private static List<Change> Stage(
        TargetSession session,
        ChangeSet transaction,
        Dictionary<string, (Backup Backup, ManifestEntry? Entry)> sources,
        List<Change> changes,
        CancellationToken cancellation)
    {
        var staged = new List<Change>();
        var exchanges = new Exchanges(session, transaction, changes);
        // Whose the directories are stays: backups, logs and history of this installation remain. Units of the place that this installation
        // was copied from are not its own.
        var isCopy = InstalledServices.Read(session.Layout).IsElsewhere(session.Layout);
        foreach (var change in changes.Where(c => !IsIdentity(session.Layout, c)
            && !(isCopy && c.Directory == session.Layout.UnitDir && c.Directory != session.Layout.ConfigDir)))
        {
            if (!change.IsEffective || exchanges.Cover(change.Path) || Look(session, change.Path) is not { } now)
            {
                continue;
            }

            if (change.IsOtherForm && now.Exists && now != change.Before)
            {
                exchanges.Stage(change, now);
                continue;
            }

            if (change.After.Kind == FileKind.Directory)
            {
                // One that was made goes when it is empty, at the end; one that was there gets its mode and owner back, unless somebody
                // changed them since.
                staged.AddRange(change.Before.Exists && now == change.After ? DirectoryChange.Steps(
                    change.Path, change.Before, what => session.Log.Tell(DiagnosticCatalog.TraitNotKept(change.Path, what))) : []);
                continue;
            }

            // What was created and is gone already needs no undoing.
            if (now == change.Before)
            {
                continue;
            }

            if (now.Exists && now != change.After)
            {
                session.Record.Undo!.Kept.Add(change.Path);
                session.Log.Tell(DiagnosticCatalog.KeptForeignChange(change.Path));
                continue;
            }

            session.MakeMissing(transaction, change.Directory, FileTraits.Program.Mode);
            Reversal.CheckVersion(session, change.Path, change.Before, cancellation);
            var (backup, entry) = sources.GetValueOrDefault(change.Path);
            staged.Add(change.Before.Exists
                ? BackupContent.Stage(transaction, backup, entry, change.Path, change.Before, cancellation)
                : transaction.Removal(change.Path));
        }

        // Links that come back, then the program, and what goes last: no link of it may lead nowhere meanwhile.
        return [.. exchanges.Folded, .. staged.OrderBy(change => change.Path == session.Layout.Binary ? 1
            : change is { Before.Exists: false, After.Kind: FileKind.SymbolicLink } ? 0 : change.After.Exists ? 2 : 3),
            .. exchanges.Unfolded];
    }
}
