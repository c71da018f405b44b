using Lle.Deploy.Options;

namespace Lle.Deploy.Bundles;

/// <summary>
/// What a bundle may say: what is deployed and how it is judged. Where to, by whose keys it is trusted, whose the files are, and what a
/// person has to allow are the host's alone.
/// </summary>
internal static class BundleRules
{
    private static readonly HashSet<Option> hostsOwn =
    [
        OptionTable.PayloadDir, OptionTable.Version, OptionTable.BundleDir, OptionTable.SigningKey, OptionTable.SignCommand,
        OptionTable.TrustedKeys, OptionTable.Signer, OptionTable.UpdatePackage, OptionTable.UpdateVersion, OptionTable.AllowDowngrade,
        OptionTable.AllowInsecurePrefix, OptionTable.Owner, OptionTable.Group, OptionTable.Adopt, OptionTable.Force, OptionTable.Purge,
        OptionTable.DeploymentId, OptionTable.RollbackReason, OptionTable.BackupTimestamp, OptionTable.HostPackage,
        OptionTable.LeaveForeignFiles, OptionTable.Replaces,
        OptionTable.PlanOperation, OptionTable.PlanFile, OptionTable.PlanHash,
    ];

    /// <summary>What is deployed and how it is judged. An option that is in neither list is refused.</summary>
    private static readonly HashSet<Option> bundles =
    [
        OptionTable.RequiredDiskSpace, OptionTable.BinaryName, OptionTable.PayloadKind, OptionTable.PayloadExclude, OptionTable.ConfigMerge,
        OptionTable.ConfigName, OptionTable.VersionFolders, OptionTable.ProgramLinks,
        OptionTable.DefaultConfigRules, OptionTable.MaxStartupTime, OptionTable.MaxResponseTime,
        OptionTable.MaxStartupRatio, OptionTable.MaxResponseRatio, OptionTable.MinCacheHitRate,
        OptionTable.RequireCacheHitRate, OptionTable.PerformanceTolerance, OptionTable.MaxRegression, OptionTable.FailOnRegression,
        OptionTable.StartupArguments, OptionTable.StartupExitCode, OptionTable.StartupRuns, OptionTable.StartupMaxTime,
        OptionTable.MeasureResponse,
        OptionTable.ResponseMode, OptionTable.ResponseRuns, OptionTable.DefaultProbes, OptionTable.StrictProbes,
        OptionTable.ReadinessThreshold, OptionTable.ReadinessRollbackThreshold, OptionTable.ValidationThreshold,
        OptionTable.RollbackOnFailure, OptionTable.KeepDegraded, OptionTable.BackupRetention, OptionTable.MonitoringSchedule,
        OptionTable.InstallHost,
    ];

    public static bool MayBring(Option option) => bundles.Contains(option) && !option.IsLayout && !option.IsSecret;

    /// <summary>Whether somebody has thought about who may set it.</summary>
    public static bool IsDecided(Option option) => bundles.Contains(option)
        != (option.IsLayout || option.IsSecret || option.Group == OptionGroup.Fleet || hostsOwn.Contains(option));

    /// <summary>Of options as they were given, those that a bundle takes along.</summary>
    public static SortedDictionary<string, string> Brought(IReadOnlyDictionary<string, string> given)
    {
        var brought = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in OptionTable.All.Where(MayBring))
        {
            if (given.TryGetValue(option.Name, out var value) && value.Length > 0)
            {
                brought[option.Name] = value;
            }
        }

        return brought;
    }

    /// <summary>What in a description starts programs, or gives a program arguments: only a bundle whose signature was verified, or a
    /// person, may do that.</summary>
    public static IEnumerable<string> Commands(BundleDescription description)
    {
        if (description.Options.TryGetValue(OptionTable.StartupArguments.Name, out var arguments)
            && arguments != OptionTable.StartupArguments.Default)
        {
            yield return $"{OptionTable.StartupArguments.Name}: {arguments}";
        }

        foreach (var (type, item) in description.Items.SelectMany(type => type.Value.Select(item => (type.Key, item))))
        {
            if (commandItems.Contains(type))
            {
                yield return $"{type} '{item.Include}'" + string.Concat(item.Metadata.Select(m => $" {m.Key}: {m.Value}"));
                continue;
            }

            foreach (var (name, value) in item.Metadata.Where(m => IsCommand(m.Key, m.Value)))
            {
                yield return $"{type} '{item.Include}' {name}: {value}";
            }
        }
    }

    /// <summary>Whatever such an item says, programs of the host are started or asked.</summary>
    private static readonly HashSet<string> commandItems = new(StringComparer.OrdinalIgnoreCase)
    {
        ItemTable.Service.Name, ItemTable.HealthCheck.Name, ItemTable.RunEnvironment.Name,
    };

    private static readonly HashSet<string> commandMetadata = new(StringComparer.OrdinalIgnoreCase)
    {
        "Arguments", "Validate", "Command", "StartCommand", "StopCommand", "ReloadCommand", "UpgradeCommand", "StartupArguments",
        "Owner", "Group", "Capabilities",
    };

    /// <summary>Starts something, or gives a file rights that its program would not have.</summary>
    private static bool IsCommand(string name, string value) => value.Length > 0
        && (commandMetadata.Contains(name) || name.Equals("Mode", StringComparison.OrdinalIgnoreCase) && value.TrimStart('0').Length > 3);
}
