using Lle.Deploy.Backups;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// LleReplaces: what an installation has under its old name is copied before anything else is changed, and goes after the commit. Until
/// then the old one is whole, and an undo takes the copies away.
/// </summary>
internal static class Takeover
{
    /// <summary>Where files are staged.</summary>
    public static IEnumerable<string> StagingDirectories(TargetSession session) => session.Replaced is not { } replaced ? []
        : TakenFiles.Of(replaced, session.Layout).Where(taken => taken.Status.Kind == FileKind.Directory).Select(taken => taken.To)
            .Concat([replaced.Layout.DataDir, Path.GetDirectoryName(replaced.Layout.LibDir)!])
            .Concat(Leaving(session, replaced).Select(path => Path.GetDirectoryName(path)!));

    /// <summary>Directories that go once the deployment is committed, with all that is left in them; the record of the old name
    /// last.</summary>
    public static IEnumerable<string> Discards(TargetSession session) => session.Replaced is not { } replaced ? []
        : replaced.Moves(session.Layout).Select(move => move.From).OrderByDescending(from => from.Length)
            .OrderBy(from => from == replaced.Layout.DataDir);

    /// <summary>Directories that go where nothing is left in them, innermost first.</summary>
    public static IEnumerable<string> Emptied(TargetSession session) => session.Replaced is not { } replaced ? []
        : replaced.Made.Except(session.Layout.Directories).Where(made => !replaced.IsMoved(session.Layout, made))
            .OrderByDescending(made => made.Length);

    /// <summary>A first deployment beside the same program under another name: perhaps LleReplaces was forgotten.</summary>
    public static void Note(TargetSession session, Installing state)
    {
        if (session.Replaced is not null || PathState.Capture(session.Layout.InstallationFile).Exists)
        {
            return;
        }

        List<string> same = [.. Replaced.Others(session.Layout)
            .Where(other => PathState.Capture(Path.Combine(session.Layout.BinDir, other.Installation.Program)).Sha256
                == state.Payload.Binary.Sha256)
            .Select(other => other.Installation.Name)];
        if (same.Count > 0)
        {
            state.Tell(DiagnosticCatalog.OthersInPrefix(session.Layout.Name, same));
        }
    }

    /// <summary>Directories that are copied, and how much there is to copy: the old name keeps its own until the commit.</summary>
    public static IReadOnlyList<(string To, long Kib)> SpaceNeeded(TargetSession session) => session.Replaced is not { } replaced ? []
        : [.. TakenFiles.Of(replaced, session.Layout).Where(taken => taken.Status.Kind == FileKind.File)
            .GroupBy(taken => Path.GetDirectoryName(taken.From)!, StringComparer.Ordinal).Select(SpaceNeeded)];

    private static (string To, long Kib) SpaceNeeded(IGrouping<string, TakenFile> files)
    {
        using var from = PosixDirectory.TryOpen(files.Key);
        return (Path.GetDirectoryName(files.First().To)!,
            files.Sum(file => from?.Allocated(Path.GetFileName(file.From)) ?? 0) / 1024);
    }

    /// <summary>Copies configuration, data, logs and backups to where this installation has them.</summary>
    public static void Copy(TargetSession session, Installing state, CancellationToken cancellation)
    {
        if (session.Replaced is not { } replaced)
        {
            return;
        }

        var (layout, changes) = (session.Layout, state.Changes);
        session.Log.Info($"Taking over the installation {replaced.Layout.Name}: {replaced.Layout.DataDir}");
        session.Log.TryAudit($"Takeover initiated: {replaced.Layout.Name} ({replaced.Layout.DataDir})");
        changes.IsTaking = true;
        var mark = replaced.Installation with { TakenBy = Places.Spell(replaced.Layout, replaced.Layout.DataDir, layout.DataDir) };
        changes.Apply(changes.StageFile(replaced.Layout.InstallationFile, FileContent.Of(mark.ToText()), FileTraits.Public, cancellation));
        var taken = TakenFiles.Of(replaced, layout);
        CheckFree(replaced, taken, changes);
        session.Taken = taken.ToDictionary(each => each.From, each => each.Status, StringComparer.Ordinal);
        session.TakenTo = taken.Select(each => each.To).ToHashSet(StringComparer.Ordinal);
        var directories = taken.Where(each => each.Status.Kind == FileKind.Directory).ToList();
        foreach (var directory in directories)
        {
            session.MakeMissing(changes, directory.To, (directory.Status.Mode & FileModes.All) | FileModes.Private);
        }

        changes.Apply([.. taken.Where(each => each.Status.Kind == FileKind.SymbolicLink).Select(link =>
            changes.StageLink(link.To, PathState.Capture(link.From).Target!, link.Status.User, link.Status.Group))]);
        List<FileToStage> files = [.. taken.Where(each => each.Status.Kind == FileKind.File).Select(ToStage)];
        changes.Apply(changes.StageFiles(files, session.Listener.OfTakeover(files), cancellation));
        foreach (var directory in Enumerable.Reverse(directories))
        {
            changes.Apply(DirectoryChange.Steps(directory.To, PathState.Capture(directory.From)));
        }

        changes.IsTaking = false;
    }

    /// <summary>Before the commit: what was copied is still what it was, and what the old name has among other programs' files
    /// goes.</summary>
    public static void Remove(TargetSession session, Installing state)
    {
        if (session.Replaced is not { } replaced)
        {
            return;
        }

        var (layout, changes) = (session.Layout, state.Changes);
        CheckUnchanged(session, replaced);
        var wanted = changes.Changes.Where(change => change.After.Exists).Select(change => change.Path).Append(layout.Binary)
            .ToHashSet(StringComparer.Ordinal);
        List<string> leaving = [.. Leaving(session, replaced).Where(path => !wanted.Contains(path))];
        if (changes is Transaction transaction)
        {
            state.Apply([.. leaving.Select(
                path => PathState.Look(path).Kind == FileKind.Directory ? transaction.TreeRemoval(path) : transaction.Removal(path))]);
        }
        else
        {
            state.Apply([.. leaving.Concat(Discards(session)).SelectMany(PlanWriter.Tree).Distinct().Select(changes.Removal)]);
            foreach (var directory in Emptied(session).Where(d => Directory.Exists(d)
                && !changes.Changes.Any(change => Places.IsWithin(change.Path, d) && changes.Look(change.Path).Exists)
                && Directory.EnumerateFileSystemEntries(d).All(path => !changes.Look(path).Exists)))
            {
                state.Apply(changes.Removal(directory));
            }
        }

        session.Log.TryAudit($"Takeover completed: {replaced.Layout.Name}");
    }

    /// <summary>Its program, links, units and version folders, outside of the directories that move.</summary>
    private static IEnumerable<string> Leaving(TargetSession session, Replaced replaced) =>
        UninstallPlan.Of(replaced.Layout, replaced.Installation, purges: false).Removals
            .Where(path => !replaced.IsMoved(session.Layout, path) && !session.Layout.IsShared(path));

    private static FileToStage ToStage(TakenFile file)
    {
        var state = PathState.Capture(file.From);
        return new FileToStage(file.To, FileContent.CopyOf(file.From, state.Sha256 ?? ""),
            RestoreTraits.Of(state) with { Modified = file.Status.ModifiedNanoseconds }, file.Status.Size);
    }

    /// <summary>Nothing that is there is overwritten by what is taken over.</summary>
    private static void CheckFree(Replaced replaced, IReadOnlyList<TakenFile> taken, ChangeSet changes)
    {
        if (taken.FirstOrDefault(each => each.Status.Kind != FileKind.Directory && changes.Look(each.To).Exists) is { } inTheWay)
        {
            throw new DeploymentException(DiagnosticCatalog.ReplacementRefused(
                replaced.Layout.Name, $"'{inTheWay.From}' would become '{inTheWay.To}', which exists"));
        }
    }

    private static void CheckUnchanged(TargetSession session, Replaced replaced)
    {
        var now = TakenFiles.Of(replaced, session.Layout);
        if (now.FirstOrDefault(each => each.Status.Kind != FileKind.Directory
            && !(session.Taken.TryGetValue(each.From, out var then) && IsSame(then, each.Status))) is { } changed)
        {
            throw new DeploymentException(DiagnosticCatalog.ChangedWhileTaken(changed.From));
        }
    }

    private static bool IsSame(FileStatus one, FileStatus other) =>
        (one.Inode, one.Size, one.ModifiedNanoseconds, one.ChangedNanoseconds)
            == (other.Inode, other.Size, other.ModifiedNanoseconds, other.ChangedNanoseconds);
}
