using Lle.Deploy.Layout;

namespace Lle.Deploy.Installed;

/// <summary>Which files deployments themselves put on a target.</summary>
internal static class ManagedFiles
{
    private static readonly string[] ConfigurationSuffixes = ["", ".new"];
    private static readonly string[] ScheduleNames = ["lle-monitor.service", "lle-monitor.timer", "lle-monitor.crontab"];

    /// <summary>Where the default is kept that a configuration file was last merged with.</summary>
    public static string DefaultOf(TargetLayout layout, string configuration) => Path.Combine(layout.History, Path.GetFileName(configuration) + ".default");

    public static bool IsManaged(TargetLayout layout, string path)
    {
        var fixedPaths = new[]
        {
            layout.Binary, layout.Checksums, layout.SecurityValidator, layout.Monitor, layout.StatusScript, layout.DeploymentState, layout.InstallationInfo,
        };
        var configurations = new[] { layout.Configuration, layout.SecurityConfiguration, layout.MonitoringConfiguration };
        var name = Path.GetFileName(path);
        return fixedPaths.Contains(path)
            || configurations.Any(c => ConfigurationSuffixes.Any(s => c + s == path))
            || ScheduleNames.Any(s => Path.Combine(layout.ConfigDir, s) == path)
            || (Path.GetDirectoryName(path) == layout.DataDir && name.StartsWith("rollback_", StringComparison.Ordinal) && name.EndsWith(".data", StringComparison.Ordinal));
    }
}
