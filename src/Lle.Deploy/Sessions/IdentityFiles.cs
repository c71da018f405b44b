using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>The files `installation` in the directories of a layout, as the last changes before a commit: by then every directory has been
/// made.</summary>
internal static class IdentityFiles
{
    public static IReadOnlyList<Change> Stage(TargetSession session, ChangeSet transaction)
    {
        var layout = session.Layout;
        var made = transaction.Changes.Where(c => c.After.Kind == FileKind.Directory && c.Before.Kind != FileKind.Directory)
            .Select(c => c.Path);
        var installation = Installation.Of(layout, session.Installation.Identity) with
        {
            Former = session.Installation.Former,
            HeldBefore = session.Installation.HeldBefore,
            Unmarked = session.Installation.Unmarked,
            Owned = Union(layout, session.Installation.Owned, [.. transaction.Changes.Where(c => IsOwned(layout, c)
                && !session.TakenTo.Contains(c.Path)).Select(c => c.Path)]),
            Made = Union(layout, session.Installation.Made,
                [.. session.MadeBefore, .. made, .. Neighbours.MadeForAll(layout), .. MadeByReplaced(session)]),
        };
        return
        [
            Write(transaction, layout.InstallationFile, installation.ToText()),
            .. layout.IdentityFiles.Where(f => f != layout.InstallationFile && transaction.Look(Path.GetDirectoryName(f)!).Exists)
                .Concat(HasPointer(session, transaction) ? [layout.Pointer] : [])
                .Select(f => Write(transaction, f, InstallationMark.Of(layout, installation.Identity, Path.GetDirectoryName(f)!).ToText())),
        ];
    }

    /// <summary>Once lle has been installed, it finds every later deployment too.</summary>
    private static bool HasPointer(TargetSession session, ChangeSet transaction) =>
        session.Options.InstallHost && transaction.Look(session.Layout.LibDir).Exists || transaction.Look(session.Layout.Pointer).Exists;

    private static Change Write(ChangeSet transaction, string path, string text) =>
        transaction.StageFile(path, FileContent.Of(text), FileTraits.Public, CancellationToken.None);

    /// <summary>Directories that stay when the replaced installation goes.</summary>
    private static IEnumerable<string> MadeByReplaced(TargetSession session)
    {
        var paths = new RecordPaths(session.Layout);
        return session.Replaced is not { } replaced ? []
            : replaced.Made.Where(made => !replaced.IsMoved(session.Layout, made) && !Places.IsWithin(made + "/", replaced.Layout.LibDir)
                && (paths.Holds(made) || session.Layout.Directories.Any(directory => Places.IsWithin(directory, made))));
    }

    private static bool IsOwned(TargetLayout layout, Change change) =>
        change.After.Exists && change.After.Kind != FileKind.Directory && change.Path != layout.Binary
            && !ManagedFiles.IsManaged(layout, change.Path)
        && !layout.IdentityFiles.Contains(change.Path) && change.Path != layout.Pointer && !layout.IsShared(change.Path)
        && !new[] { layout.DataDir, layout.LogDir, layout.BackupDir }.Any(d => change.Path.StartsWith(d + "/", StringComparison.Ordinal));

    private static List<string> Union(TargetLayout layout, IReadOnlyList<string> known, IReadOnlyList<string> made)
    {
        var paths = new RecordPaths(layout);
        return [.. known.Union(made.Select(paths.Write))];
    }
}
