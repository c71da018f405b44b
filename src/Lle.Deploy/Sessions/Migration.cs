using Lle.Deploy.Backups;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>
/// Makes what version 1.0.0 left an installation of this version, by the first operation that writes: an identity, and journals and
/// manifests that bear it and name paths relative to the layout. Each step is one rename; what was interrupted is taken up by the next
/// operation.
/// </summary>
internal static class Migration
{
    /// <summary>The installation has no identity, but a deployment has left its record.</summary>
    public static bool IsOf100(TargetLayout layout) =>
        !PathState.Capture(layout.InstallationFile).Exists && PathState.Capture(layout.InstallationInfo).Exists;

    /// <summary>
    /// With LleOwner, version 1.0.0 gave away backups and records. They are the deployer's again before any of them is read; backups in
    /// there which are not the deployer's are not believed.
    /// </summary>
    public static void TakeBack(DeploymentOptions options)
    {
        if (!HasOwner(options))
        {
            return;
        }

        var layout = options.Layout;
        TakeBack(layout.BackupDir);
        TakeBack(layout.History);
        using var data = PosixDirectory.Open(layout.DataDir);
        foreach (var name in data.Names().Where(n => IsRecord(layout, Path.Join(layout.DataDir, n))))
        {
            TakeBack(data, name);
        }

        using var history = PosixDirectory.TryOpen(layout.History);
        foreach (var name in history?.Names() ?? [])
        {
            TakeBack(history!, name);
        }
    }

    /// <summary>What it was before, in records: as it is after <see cref="TakeBack(DeploymentOptions)"/>.</summary>
    private static PathState Mine(TargetSession session, string path, PathState state) =>
        state.Exists && state.User == session.Options.Owner && IsRecord(session.Layout, path)
            ? state with { User = Accounts.CurrentUser, Group = Accounts.CurrentGroup } : state;

    private static bool IsRecord(TargetLayout layout, string path) =>
        path == layout.BackupDir || path == layout.History || InstalledFiles.Find(layout, path) is { Section: "data" };

    /// <summary>A directory that version 1.0.0 gave to the owner, and that the first operation takes back.</summary>
    public static bool IsTakenBack(DeploymentOptions options, string directory)
    {
        using var open = directory == options.Layout.BackupDir && HasOwner(options) ? PosixDirectory.TryOpen(directory) : null;
        return open is not null && PathTrust.Problem(open, options.Owner) is null;
    }

    private static bool HasOwner(DeploymentOptions options) => options.Owner is not (null or 0) && IsOf100(options.Layout);

    /// <summary>
    /// After the recovery, with what was there before it. The identity itself is written by the operation's transaction; until then the
    /// journals bear it, so they come first.
    /// </summary>
    public static void Run(TargetSession session, IReadOnlyList<StandingTransaction> standing)
    {
        var (layout, identity) = (session.Layout, session.Installation.Identity);
        var journals = standing.Where(t => t is { IsOpen: false, Header.Format: JournalPaths.FormatOf100 }).ToList();
        foreach (var old in journals)
        {
            using var folder = PosixDirectory.Open(Path.Combine(layout.Transactions, old.Folder));
            Journal.Rewrite(folder, layout, old.Whole.Select(e => e with
            {
                Header = e.Header?.Of(identity),
                Changes = e.Changes?.Select(c =>
                    c with { Before = Mine(session, c.Path, c.Before), After = Mine(session, c.Path, c.After) }).ToList(),
            }));
        }

        var isBorne = PathState.Capture(layout.InstallationFile).Exists
            || standing.Any(t => t.Header?.Identity.Length > 0 || journals.Contains(t));
        var backups = OwnBackups.Of(layout, session.Installation).Where(b => isBorne && b.Manifest.Identity.Length == 0).ToList();
        backups.ForEach(backup => ManifestWriter.Rewrite(
            backup, identity, e => e with { State = Mine(session, BackupMap.Target(layout, e.Path), e.State) }));
        session.NoteMarked(backups);
        if (journals.Count + backups.Count > 0)
        {
            session.Log.Info($"Records of version 1.0.0 were rewritten: {journals.Count} of deployments, {backups.Count} of backups");
        }
    }

    /// <summary>The identity of what version 1.0.0 left, for an operation that would not write it anyway.</summary>
    public static IReadOnlyList<Change> StageIdentity(TargetSession session, ChangeSet changes) =>
        IsOf100(session.Layout) ? StageMissingIdentity(session, changes) : [];

    /// <summary>The identity where there is none, for an operation that leaves something which bears it: a backup of what was installed by
    /// hand would be nobody's otherwise.</summary>
    public static IReadOnlyList<Change> StageMissingIdentity(TargetSession session, ChangeSet changes) =>
        PathState.Capture(session.Layout.InstallationFile).Exists ? [] :
        [
            changes.StageFile(session.Layout.InstallationFile, FileContent.Of(session.Installation.ToText()), FileTraits.Public,
                CancellationToken.None),
        ];

    private static void TakeBack(string path)
    {
        using var directory = PosixDirectory.TryOpen(path);
        if (directory is not null && directory.Status().User != Accounts.CurrentUser)
        {
            directory.SetOwner(Accounts.CurrentUser, Accounts.CurrentGroup);
        }
    }

    private static void TakeBack(PosixDirectory directory, string name)
    {
        if (directory.Status(name) is { Kind: FileKind.File } status && status.User != Accounts.CurrentUser)
        {
            using var file = directory.OpenRead(name);
            file.SetOwner(Accounts.CurrentUser, Accounts.CurrentGroup);
        }
    }
}
