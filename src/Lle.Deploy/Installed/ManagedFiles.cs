using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>Which files deployments themselves put on a target; see <see cref="InstalledFiles"/>.</summary>
internal static class ManagedFiles
{
    private const string DefaultSuffix = ".default";

    /// <summary>Where the default is kept that a configuration file was last merged with.</summary>
    public static string DefaultOf(TargetLayout layout, string configuration) => Path.Combine(layout.History,
        Path.GetRelativePath(layout.ConfigDir, configuration).Replace("%", "%25", StringComparison.Ordinal)
            .Replace("/", "%2F", StringComparison.Ordinal) + DefaultSuffix);

    /// <summary>Configuration files whose defaults are kept: those of this installation, whatever the options say now.</summary>
    public static IReadOnlyList<string> WithDefault(TargetLayout layout)
    {
        using var history = PosixDirectory.TryOpen(layout.History);
        return [.. (history?.Names() ?? []).Where(name => name.EndsWith(DefaultSuffix, StringComparison.Ordinal))
            .Select(name => name[..^DefaultSuffix.Length].Replace("%2F", "/", StringComparison.Ordinal)
                .Replace("%25", "%", StringComparison.Ordinal))
            .Where(name => !name.StartsWith('/') && !name.Split('/').Contains(".."))
            .Select(name => Path.Combine(layout.ConfigDir, name)).Order(StringComparer.Ordinal)];
    }

    private static bool HasDefault(TargetLayout layout, string path) =>
        path.StartsWith(layout.ConfigDir + "/", StringComparison.Ordinal) && PathState.Capture(DefaultOf(layout, path)).Exists;

    /// <summary>What a restore removes where the backup does not hold it, and an uninstall in any case.</summary>
    public static bool IsManaged(TargetLayout layout, string path) =>
        InstalledFiles.Find(layout, path) is { Kind: InstalledKind.File or InstalledKind.Configuration or InstalledKind.Optional }
        || HasDefault(layout, path);

    /// <summary>What operations and the installed scripts write in the log directory.</summary>
    public static bool IsLog(TargetLayout layout, string path) => InstalledFiles.Find(layout, path) is { Kind: InstalledKind.Log };

    /// <summary>A configuration file that people edit.</summary>
    public static bool IsConfiguration(TargetLayout layout, string path) =>
        (InstalledFiles.Find(layout, path) is { Kind: InstalledKind.Configuration } file && path == file.PathIn(layout))
        || HasDefault(layout, path);
}
