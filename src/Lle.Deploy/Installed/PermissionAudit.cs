using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>Compares modes and owners of what is installed with what the contract asks for. What does not exist (yet) is not looked
/// at.</summary>
internal static class PermissionAudit
{
    /// <param name="owner">Who is to own the files.</param>
    /// <param name="group">null: any group.</param>
    public static List<PermissionRecord> Run(TargetLayout layout, uint owner, uint? group) =>
        [.. Expected(layout).Select(e => Look(e.Path, e.Mode, e.AnyOwner, owner, group)).OfType<PermissionRecord>()];

    private static IEnumerable<(string Path, uint Mode, bool AnyOwner)> Expected(TargetLayout layout) =>
        InstalledFiles.All.Where(f => f.IsAudited).SelectMany(f =>
            PathsOf(layout, f).Select(path => (path, ModeOf(layout, f), f.IsAnyones)))
            .Append((layout.BackupDir, FileModes.Private, false));

    /// <summary>An item may have stated another mode for the program.</summary>
    private static uint ModeOf(TargetLayout layout, InstalledFile file) =>
        file.Section == "bin" && file.PathIn(layout) == layout.Binary && VersionFolder.ProgramMode(layout) is { } mode ? mode : file.Mode;

    private static IReadOnlyList<string> PathsOf(TargetLayout layout, InstalledFile file)
    {
        if (!file.IsPattern)
        {
            // A link into a version folder stands for the file there.
            return [file.PathIn(layout) is var path && path == layout.Binary ? VersionFolder.ProgramOf(layout) : path];
        }

        var folder = Path.GetDirectoryName(file.PathIn(layout))!;
        using var directory = PosixDirectory.TryOpen(folder);
        return [.. (directory?.Names() ?? []).Select(n => Path.Combine(folder, n)).Where(path => file.Is(layout, path))];
    }

    private static PermissionRecord? Look(string path, uint mode, bool anyOwner, uint owner, uint? group)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (parent?.Status(Path.GetFileName(path)) is not { } status)
        {
            return null;
        }

        var expectedGroup = group ?? status.Group;
        return new PermissionRecord
        {
            Path = path,
            Found = Describe(status.Mode, status.User, status.Group),
            Expected = Describe(mode, owner, expectedGroup),
            // What is the deploying user's own is as good: the logs, and what an earlier deployment left. Nobody else can write there.
            // A configuration file may be the administrator's or the program's user's: nobody executes it. A narrower mode is as good.
            Passed = StandingTraits.IsAsGood(status.Mode, mode) && status.Kind is FileKind.File or FileKind.Directory
                && (anyOwner || (status.User, status.Group) == (owner, expectedGroup) || status.User == Accounts.CurrentUser),
        };
    }

    private static string Describe(uint mode, uint user, uint group) => $"{FileModes.Octal(mode)} {Accounts.Owner(user, group)}";
}
