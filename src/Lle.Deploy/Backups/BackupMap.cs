using Lle.Deploy.Layout;

namespace Lle.Deploy.Backups;

/// <summary>Which directory of the layout a folder of a backup stands for.</summary>
internal static class BackupMap
{
    public const string Bin = "bin";
    public const string Config = "config";
    public const string Data = "data";
    public const string Logs = "logs";

    public static readonly IReadOnlyList<string> Sections = [Bin, Config, Data, Logs];

    public static string Directory(TargetLayout layout, string section) => section switch
    {
        Bin => layout.BinDir,
        Config => layout.ConfigDir,
        Data => layout.DataDir,
        _ => layout.LogDir,
    };

    public static bool IsLog(string entryPath) => entryPath.StartsWith(Logs + "/", StringComparison.Ordinal);

    /// <summary>"config/a/b" to the path on the target.</summary>
    public static string Target(TargetLayout layout, string entryPath)
    {
        var slash = entryPath.IndexOf('/');
        return slash < 0 ? Directory(layout, entryPath) : Path.Join(Directory(layout, entryPath[..slash]), entryPath[(slash + 1)..]);
    }

    /// <summary>The path on the target to "config/a/b".</summary>
    public static string EntryOf(TargetLayout layout, string path)
    {
        if (layout.UnitDir != layout.ConfigDir && Path.GetDirectoryName(path) == layout.UnitDir)
        {
            // That folder is everybody's: what a backup has of a unit is the copy in the data directory.
            path = layout.UnitCopy(Path.GetFileName(path));
        }

        // The innermost directory decides where one lies within another.
        var section = Sections.Where(s => path.StartsWith(Directory(layout, s) + "/", StringComparison.Ordinal))
            .MaxBy(s => Directory(layout, s).Length);
        return section is null ? path : $"{section}/{path[(Directory(layout, section).Length + 1)..]}";
    }

    /// <summary>What runsv keeps of the services it looks after: it speaks of processes, and of no other moment.</summary>
    public static IEnumerable<string> Supervised(TargetLayout layout) => !System.IO.Directory.Exists(layout.RunitDir) ? []
        : System.IO.Directory.GetDirectories(layout.RunitDir).Select(folder => Path.Combine(folder, "supervise"));

    /// <summary>Not part of a section: the backups themselves, what transactions and runs keep, the lock, and another section that lies
    /// within this one.</summary>
    public static bool IsLeftOut(TargetLayout layout, string path) =>
        path == layout.BackupDir || path == layout.Transactions || path == layout.Runs || path == layout.Lock
            || layout.IdentityFiles.Contains(path)
            || Sections.Any(section => path == Directory(layout, section));
}
