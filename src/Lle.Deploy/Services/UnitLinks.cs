using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>The symbolic links by which systemd knows that a unit is enabled, and under which names: they are the state, whatever one word
/// says about it.</summary>
internal static class UnitLinks
{
    private static readonly string[] roots = ["/etc/systemd/system", "/run/systemd/system"];
    private static readonly string[] kinds = [".wants", ".requires", ".upholds"];

    public static IReadOnlyList<UnitLink> Of(string unit) =>
        [.. roots.Where(Directory.Exists).SelectMany(root => Directory.EnumerateDirectories(root)
            .Where(directory => kinds.Any(kind => directory.EndsWith(kind, StringComparison.Ordinal))).Prepend(root))
            .SelectMany(directory => In(directory, unit))];

    /// <summary>Exactly these, and no others.</summary>
    public static void Restore(string unit, IReadOnlyList<UnitLink> wanted)
    {
        foreach (var link in Of(unit).Except(wanted))
        {
            using var directory = PosixDirectory.OpenParent(link.Path, out var name);
            directory.Unlink(name);
            directory.Sync();
        }

        foreach (var link in wanted.Except(Of(unit)).Where(link => IsPlace(link.Path)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(link.Path)!);
            using var directory = PosixDirectory.OpenParent(link.Path, out var name);
            if (directory.Status(name) is null)
            {
                directory.MakeSymbolicLink(link.Target, name);
                directory.Sync();
            }
        }
    }

    /// <summary>A record names links; none of them is made anywhere else.</summary>
    private static bool IsPlace(string path) => Path.GetDirectoryName(path) is { } directory && Path.GetFullPath(path) == path
        && (roots.Contains(directory) || (roots.Contains(Path.GetDirectoryName(directory)) && kinds.Any(directory.EndsWith)));

    private static IEnumerable<UnitLink> In(string directory, string unit) =>
        new DirectoryInfo(directory).EnumerateFileSystemInfos()
            .Where(entry => entry.LinkTarget is { } target && (entry.Name == unit || Path.GetFileName(target) == unit))
            .Select(entry => new UnitLink(entry.FullName, entry.LinkTarget!));
}
