using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>
/// LleInstallHost: lle in PREFIX/lib/lle/bin and the link that leads to it. The installations of a prefix share them: only a newer lle
/// replaces one, no rollback takes it back, and the last installation takes it along.
/// </summary>
internal static class HostInstallation
{
    /// <summary>Before anything is changed.</summary>
    /// <exception cref="DeploymentException">There is no lle to install, it does not run, or there is no room for it.</exception>
    public static void Check(TargetSession session, CancellationToken cancellation)
    {
        var (options, layout) = (session.Options, session.Layout);
        if (!options.InstallHost)
        {
            return;
        }

        var link = PathState.Capture(layout.HostLink);
        if (link.Exists && !IsOurs(layout, link))
        {
            throw new DeploymentException(DiagnosticCatalog.HostLinkTaken(layout.HostLink, layout.HostProgram));
        }

        if (PathTrust.Check(Path.GetDirectoryName(layout.HostProgram)!) is { Count: > 0 } problems && !options.AllowInsecurePrefix)
        {
            throw new DeploymentException(problems);
        }

        using var program = HostProgram.Find(options);
        _ = VersionOf(program.Path, program.Source, cancellation);
    }

    /// <summary>Stages lle and its link where they are missing or older, and makes the changes.</summary>
    public static void Apply(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var (layout, changes) = (session.Layout, state.Changes);
        if (!session.Options.InstallHost)
        {
            return;
        }

        if (state is Changing)
        {
            session.LockHost();
        }

        session.MakeMissing(changes, layout.LibDir, FileTraits.Program.Mode);
        using var program = HostProgram.Find(session.Options);
        if (IsNewer(layout, program, cancellation))
        {
            session.MakeMissing(changes, Path.GetDirectoryName(layout.HostProgram)!, FileTraits.Program.Mode);
            state.Apply(Stage(session, state, program, cancellation));
        }
        else if (state is Changing)
        {
            // Whoever put it there may have been killed before it was durable.
            using var directory = PosixDirectory.TryOpen(Path.GetDirectoryName(layout.HostProgram)!);
            directory?.Sync();
        }

        if (!IsOurs(layout, changes.Look(layout.HostLink)))
        {
            var target = Path.GetRelativePath(layout.BinDir, layout.HostProgram);
            state.Apply(changes.StageLink(layout.HostLink, target, Accounts.CurrentUser, Accounts.CurrentGroup));
        }
    }

    /// <summary>What an uninstall of the prefix's last installation takes along; empty while another one has lle.</summary>
    public static IReadOnlyList<string> LeavingWith(TargetLayout layout) =>
        PathState.Capture(layout.Pointer).Exists && !SharedHost.OthersHaveIt(layout)
            ? [.. new[] { layout.HostLink, layout.HostProgram }.Where(path => IsShared(layout, path))]
            : [];

    /// <summary>Directories that go with it when they are empty, innermost first.</summary>
    public static IReadOnlyList<string> Directories(TargetLayout layout) =>
        [Path.GetDirectoryName(layout.HostProgram)!, layout.LleDir];

    private static bool IsShared(TargetLayout layout, string path) =>
        PathState.Capture(path) is { Exists: true } state && (path == layout.HostProgram || IsOurs(layout, state));

    private static Change Stage(TargetSession session, Installing state, HostProgram program, CancellationToken cancellation)
    {
        var layout = session.Layout;
        using var source = PayloadSource.TryOpen(program.Path)
            ?? throw new DeploymentException(DiagnosticCatalog.HostProgramMissing(program.Source, "does not exist"));
        var change = state.Changes.StageFile(
            layout.HostProgram, FileContent.CopyOf(program.Path, source.Hash(cancellation)), FileTraits.Program, cancellation);
        if (state is Changing && change.Aside is { } aside)
        {
            var version = VersionOf(Path.Combine(change.Directory, aside), program.Source, cancellation);
            session.Log.Info($"lle {version} installed: {layout.HostProgram}");
        }

        return change;
    }

    private static bool IsNewer(TargetLayout layout, HostProgram program, CancellationToken cancellation) =>
        !File.Exists(layout.HostProgram)
        || HostProgram.VersionOf(layout.HostProgram, cancellation) is not { } installed
        || VersionOf(program.Path, program.Source, cancellation).CompareTo(installed) > 0;

    private static SemanticVersion VersionOf(string path, string shownPath, CancellationToken cancellation) =>
        HostProgram.VersionOf(path, cancellation)
        ?? throw new DeploymentException(DiagnosticCatalog.HostProgramFails(shownPath));

    private static bool IsOurs(TargetLayout layout, PathState link) =>
        link.Target is { } target && Path.GetFullPath(target, layout.BinDir) == layout.HostProgram;
}
