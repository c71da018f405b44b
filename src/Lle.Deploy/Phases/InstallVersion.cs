using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Stages a payload that is installed as a whole: a version folder that is complete, durable and tried before anything leads to
/// it, and the links.</summary>
internal static class InstallVersion
{
    /// <returns>In the order they are to be made: the folder, current, and last the program's link.</returns>
    public static IReadOnlyList<Change> Stage(
        TargetSession session, Installing state, out IReadOnlyList<ChecksumEntry> installed, CancellationToken cancellation)
    {
        var (layout, options) = (session.Layout, session.Options);
        var (payload, transaction) = (state.Payload, state.Changes);
        CheckForeignFiles(session);
        if (state is Changing && VersionFolder.LedToBy(layout, layout.CurrentVersion) is { } before)
        {
            session.VersionBefore = (before, FolderSeal.Of(before.Path));
        }

        var list = TreeList.Format(payload.Tree!);
        session.MakeMissing(transaction, layout.VersionsDir, FileTraits.Program.Mode);
        var (folder, stands) = Choose(session, TreeList.Hash(list), cancellation);
        var changes = new List<Change>();
        var tried = folder.Path;
        if (!stands)
        {
            var owner = session.Owned(new FileTraits(0));
            var tree = transaction.StageTree(folder.Path, payload.ToStage(owner) with { Prepared = state.Prepared },
                session.Listener.OfTree(payload), cancellation);
            changes.Add(transaction.StageFile(folder.ListPath, FileContent.Of(list), session.Owned(FileTraits.Public), cancellation));
            changes.Add(tree);
            tried = tree.Aside is { } aside ? Path.Combine(layout.VersionsDir, aside) : folder.Path;
        }

        if (state is Changing)
        {
            SmokeTest.Run(Path.Combine(tried, payload.BinaryPath), layout.Binary, layout.Binary, options, cancellation);
            SmokeTest.RunOthers(options, tried, null, cancellation);
        }

        var (user, group) = (options.EffectiveOwner, options.Group ?? Accounts.CurrentGroup);
        var current = transaction.StageLink(layout.CurrentVersion, Path.GetRelativePath(layout.LibDir, folder.Path), user, group);
        if (payload.IsLinkedTree)
        {
            // New links come before the switch, the program's own after it, so that it never leads nowhere; and after it those that lead
            // straight to the new version.
            var direct = options.Links.ProgramsLeadToVersion ? folder : null;
            var links = VersionLinks.Stage(session, transaction, payload.Tree!, direct, user, group);
            var added = links.Added.ToLookup(link => link.Path == layout.Binary
                || (direct is not null && LinkRules.IsProgram(Path.GetRelativePath(layout.Prefix, link.Path))));
            changes.AddRange([.. links.Folded, .. added[false], current, .. added[true], .. links.Unfolded, .. links.Removed]);
        }
        else
        {
            var leadsTo = options.Links.ProgramsLeadToVersion ? folder.Path : layout.CurrentVersion;
            var program = Path.GetRelativePath(layout.BinDir, Path.Combine(leadsTo, payload.BinaryPath));
            changes.AddRange([current, transaction.StageLink(layout.Binary, program, user, group)]);
            changes.AddRange(VersionLinks.StageRemoved(layout, transaction, [Path.GetRelativePath(layout.Prefix, layout.Binary)]));
        }

        installed =
        [
            new ChecksumEntry(payload.Binary.Sha256, ListedNames.Of(layout, layout.Binary)),
            .. payload.Tree!.Where(entry => entry.Kind == FileKind.File)
            .Select(entry => new ChecksumEntry(entry.Sha256!, ListedNames.Of(layout, Path.Combine(folder.Path, entry.Path)))),
        ];
        session.Log.Info($"Version folder {(stands ? "exists" : "made")}: {folder.Path} ({payload.Tree!.Count} entries)");
        return changes;
    }

    /// <summary>What others have put into the version in use would be out of sight after the switch.</summary>
    private static void CheckForeignFiles(TargetSession session)
    {
        const int Shown = 5;
        if (session.Options.LeaveForeignFiles || VersionFolder.LedToBy(session.Layout, session.Layout.CurrentVersion) is not { } folder
            || InstalledState.TryReadBytes(folder.ListPath) is null || ForeignFiles.In(folder) is not { Count: > 0 } found)
        {
            return;
        }

        var names = string.Join(", ", found.Take(Shown).Select(path => $"'{Path.GetRelativePath(folder.Path, path)}'"))
            + (found.Count > Shown ? $" and {found.Count - Shown} more" : "");
        throw new DeploymentException(DiagnosticCatalog.ForeignFilesInVersion(folder.Path, names));
    }

    /// <summary>A folder is used again only where it is what its list says; beside one that is not, a new one is made.</summary>
    private static (VersionFolder Folder, bool Stands) Choose(TargetSession session, string hash, CancellationToken cancellation)
    {
        var name = VersionFolder.NameOf(session.Options.Version, hash);
        for (var number = 1; ; number++)
        {
            var folder = new VersionFolder(Path.Combine(session.Layout.VersionsDir, number == 1 ? name : $"{name}-{number}"));
            if (!PathState.Capture(folder.Path).Exists)
            {
                return (folder, false);
            }

            if (folder.Verify(cancellation).Count == 0)
            {
                return (folder, true);
            }

            session.Log.Info($"Not used again, because it is not what was deployed: {folder.Path}");
        }
    }
}
