using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>When a purge is refused: a directory that is not this installation's alone, or that no program should empty.</summary>
internal static class PurgeRules
{
    private static readonly (string Section, Func<TargetLayout, string> Directory)[] Purged =
        [("data", l => l.DataDir), ("logs", l => l.LogDir), ("backups", l => l.BackupDir)];

    /// <exception cref="DeploymentException">LLE3053, for each directory that may not be purged.</exception>
    public static void Check(TargetLayout layout, Installation installation)
    {
        var problems = Purged.Select(p => (Path: p.Directory(layout), Why: Reason(p.Directory(layout), p.Section, installation)))
            .Where(p => p.Why is not null).Select(p => DiagnosticCatalog.PurgeRefused(p.Path, p.Why!)).ToList();
        if (problems.Count > 0)
        {
            throw new DeploymentException(problems);
        }
    }

    private static string? Reason(string directory, string section, Installation installation)
    {
        using var open = PosixDirectory.TryOpen(directory);
        if (open is null)
        {
            return null;
        }

        return installation.HeldBefore.Contains(section) ? "it held other files before the first deployment"
            : directory == "/" || Path.GetDirectoryName(directory) is "/home" || directory == Environment.GetEnvironmentVariable("HOME")
                || directory == "/root" ? "it is a home directory or the root"
            : MountPoints.Within(directory) is { } mount ? $"'{mount}' is a mount point"
            : Other(open, installation) is { } other ? $"it holds another installation in '{other}'"
            : null;
    }

    private static string? Other(PosixDirectory directory, Installation installation)
    {
        foreach (var name in directory.Names().Where(n => directory.Status(n)?.Kind == FileKind.Directory))
        {
            var path = Path.Combine(directory.Path, name);
            if (InstallationMark.IdentityIn(path) is { } identity && !installation.Is(identity))
            {
                return path;
            }

            using var below = directory.TryOpenDirectory(name);
            if (below is not null && Other(below, installation) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
