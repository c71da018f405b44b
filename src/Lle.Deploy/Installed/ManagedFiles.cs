using Lle.Deploy.Layout;

namespace Lle.Deploy.Installed;

/// <summary>Which files deployments themselves put on a target; see <see cref="InstalledFiles"/>.</summary>
internal static class ManagedFiles
{
    /// <summary>Where the default is kept that a configuration file was last merged with.</summary>
    public static string DefaultOf(TargetLayout layout, string configuration) =>
        Path.Combine(layout.History, Path.GetFileName(configuration) + ".default");

    /// <summary>What a restore removes where the backup does not hold it, and an uninstall in any case.</summary>
    public static bool IsManaged(TargetLayout layout, string path) =>
        InstalledFiles.Find(layout, path) is { Kind: InstalledKind.File or InstalledKind.Configuration or InstalledKind.Optional };

    /// <summary>What operations and the installed scripts write in the log directory.</summary>
    public static bool IsLog(TargetLayout layout, string path) => InstalledFiles.Find(layout, path) is { Kind: InstalledKind.Log };

    /// <summary>A configuration file that people edit.</summary>
    public static bool IsConfiguration(TargetLayout layout, string path) =>
        InstalledFiles.Find(layout, path) is { Kind: InstalledKind.Configuration } file && path == file.PathIn(layout);
}
