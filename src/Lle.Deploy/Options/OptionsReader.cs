using System.Globalization;
using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Options;

/// <summary>
/// Reads the property values of a build (already defaulted) into <see cref="DeploymentOptions"/>. Every bad value is reported, not only the first, each by
/// its property's name, before anything is touched.
/// </summary>
/// <param name="properties">By name; an empty value counts as not given.</param>
/// <param name="projectDirectory">Relative payload, package and key paths start here.</param>
internal sealed class OptionsReader(IReadOnlyDictionary<string, string> properties, string projectDirectory)
{
    /// <summary>LleProbe items.</summary>
    public IReadOnlyList<ItemValues> Probes { get; init; } = [];

    /// <summary>LleConfigRule items.</summary>
    public IReadOnlyList<ItemValues> ConfigRules { get; init; } = [];

    /// <summary>LlePlaceholder items: the name, and its Value.</summary>
    public IReadOnlyList<ItemValues> Placeholders { get; init; } = [];

    private static readonly string[] ProbeMetadata =
    [
        nameof(ProbeText.Input), nameof(ProbeText.Arguments), nameof(ProbeText.ExpectExitCode), nameof(ProbeText.ExpectOutput),
        nameof(ProbeText.RejectOutput), nameof(ProbeText.TimeoutMilliseconds), nameof(ProbeText.Severity),
    ];

    private static readonly string[] RuleMetadata =
    [
        nameof(ConfigRuleText.Section), nameof(ConfigRuleText.Key), nameof(ConfigRuleText.Type),
        nameof(ConfigRuleText.Minimum), nameof(ConfigRuleText.Maximum), nameof(ConfigRuleText.Required),
    ];

    private readonly PropertyValues values = new(properties);

    /// <exception cref="DeploymentException">All problems found.</exception>
    public DeploymentOptions Read()
    {
        CheckMetadata("LleProbe", Probes, ProbeMetadata);
        CheckMetadata("LleConfigRule", ConfigRules, RuleMetadata);
        CheckMetadata("LlePlaceholder", Placeholders, ["Value"]);
        var prefix = Directory("LleInstallPrefix");
        var data = Directory("LleDataDir");
        var options = new DeploymentOptions
        {
            Layout = new TargetLayout(prefix, Directory("LleConfigDir"), data, Directory("LleLogDir"), Directory("LleBackupDir"), BinaryName()),
            PayloadDir = Path.GetFullPath(values.Text("LlePayloadDir", "."), projectDirectory),
            Version = values.Text("LleVersion", "1.0.0"),
            Budgets = new Budgets(
                values.Number("LleMaxStartupTime", 1000, 1, 60_000_000),
                values.Number("LleMaxResponseTime", 500, 1, 60_000_000),
                values.Number("LleMinCacheHitRate", 75, 0, 100),
                values.Number("LlePerformanceTolerance", 20, 0, 1000)),
            StartupArguments = values.Text("LleStartupArguments", "-c;exit 0").Split(';'),
            StartupRuns = values.Whole("LleStartupRuns", 100, 1, 100_000),
            StartupMaxTime = TimeSpan.FromSeconds(values.Number("LleStartupMaxTime", 10, 1, 3600)),
            ResponseRuns = values.Whole("LleResponseRuns", 50, 1, 100_000),
            ResponseMode = values.OneOf("LleResponseMode", "pipe", "terminal"),
            MeasureResponse = values.Flag("LleMeasureResponse", true),
            RequireCacheHitRate = values.Flag("LleRequireCacheHitRate", false),
            MaxRegressionPercent = values.Number("LleMaxRegression", 20, 0, 100_000),
            FailOnRegression = values.Flag("LleFailOnRegression", false),
            ReadinessThreshold = values.Whole("LleReadinessThreshold", 90, 0, 100),
            ReadinessRollbackThreshold = values.Whole("LleReadinessRollbackThreshold", 70, 0, 100),
            ValidationThreshold = values.Whole("LleValidationThreshold", 95, 0, 100),
            RequiredDiskSpaceKib = values.Whole("LleRequiredDiskSpace", 102400, 0, int.MaxValue),
            RollbackOnFailure = values.Flag("LleRollbackOnFailure", true),
            KeepDegraded = values.Flag("LleKeepDegraded", false),
            StrictProbes = values.Flag("LleStrictProbes", false),
            DefaultProbes = values.Flag("LleDefaultProbes", true),
            AllowInsecurePrefix = values.Flag("LleAllowInsecurePrefix", false),
            BackupRetention = values.Whole("LleBackupRetention", 10, 1, 100_000),
            Owner = Account("LleOwner", Accounts.UserNumber),
            Group = Account("LleGroup", Accounts.GroupNumber),
            TrustedKeys = [.. values.List("LleTrustedKeys").Select(k => Path.GetFullPath(k, projectDirectory))],
            ConfigMerge = Try(() => MergePolicies.Parse(values.Text("LleConfigMerge", ""))),
            ConfigRules = Try(ReadConfigRules) ?? [],
            Probes = Try(ReadProbes) ?? [],
            Placeholders = Placeholders.DistinctBy(p => p.Include).ToDictionary(p => p.Include, p => p["Value"]),
            MonitoringSchedule = values.OneOf("LleMonitoringSchedule", "none", "systemd", "cron"),
            DeploymentId = values.Optional("LleDeploymentId"),
            RollbackReason = values.Text("LleRollbackReason", ""),
            BackupTimestamp = values.Optional("LleBackupTimestamp"),
            UpdatePackage = values.Optional("LleUpdatePackage") is { } package ? Path.GetFullPath(package, projectDirectory) : null,
            UpdateVersion = values.Optional("LleUpdateVersion"),
            AllowDowngrade = values.Flag("LleAllowDowngrade", false),
        };
        CheckTogether(options);
        return values.Problems.Count == 0 ? options : throw new DeploymentException(values.Problems);
    }

    /// <summary>A misspelt expectation would be none at all.</summary>
    private void CheckMetadata(string type, IReadOnlyList<ItemValues> items, string[] known) => values.Problems.AddRange(
        from item in items
        from name in item.Metadata.Keys
        where !known.Contains(name, StringComparer.OrdinalIgnoreCase)
        select DiagnosticCatalog.ItemMetadataUnknown(type, item.Include, name, known));

    private void CheckTogether(DeploymentOptions options)
    {
        if (options.ReadinessRollbackThreshold > options.ReadinessThreshold)
        {
            values.Problems.Add(DiagnosticCatalog.PropertyOutOfRange("LleReadinessRollbackThreshold", $"{options.ReadinessRollbackThreshold}", $"0 to LleReadinessThreshold ({options.ReadinessThreshold})"));
        }

        var layout = options.Layout;
        foreach (var (name, path) in new[] { ("LleDataDir", layout.DataDir), ("LleLogDir", layout.LogDir), ("LleBackupDir", layout.BackupDir) })
        {
            if (path.Length > 0 && layout.Directories.Count(o => o == path) > 1)
            {
                values.Problems.Add(DiagnosticCatalog.DirectoryUsedTwice(name, path));
            }
        }

        if (options.Version.Any(c => char.IsControl(c) || c is '/' or '\\') || options.Version.Length > 128)
        {
            values.Problems.Add(DiagnosticCatalog.PropertyOutOfRange("LleVersion", options.Version, "a version like 1.3.0: at most 128 characters, no control characters, no slashes"));
        }

        if (Accounts.CurrentUser != 0 && options.EffectiveOwner != Accounts.CurrentUser)
        {
            values.Problems.Add(DiagnosticCatalog.OwnerNeedsRoot("LleOwner", values.Text("LleOwner", "")));
        }
    }

    private IReadOnlyList<ConfigRule> ReadConfigRules()
    {
        var defaults = values.Flag("LleDefaultConfigRules", true) ? Configuration.ConfigRules.Default : [];
        return Configuration.ConfigRules.Combine(defaults, ConfigRuleText.ParseAll(ConfigRules.Select(
            r => new ConfigRuleText(r.Include, r["Section"], r["Key"], r["Type"], r["Minimum"], r["Maximum"], r["Required"]))));
    }

    private List<Probe> ReadProbes() => ProbeRules.Read(Probes.Select(p => new ProbeText(p.Include)
    {
        Input = p["Input"],
        Arguments = p["Arguments"],
        ExpectExitCode = p["ExpectExitCode"],
        ExpectOutput = p["ExpectOutput"],
        RejectOutput = p["RejectOutput"],
        TimeoutMilliseconds = p["TimeoutMilliseconds"],
        Severity = p["Severity"],
    }));

    private T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DeploymentException error)
        {
            values.Problems.AddRange(error.Diagnostics);
            return default;
        }
    }

    private string BinaryName()
    {
        var name = values.Text("LleBinaryName", "lusush");
        if (name.Length == 0 || name is "." or ".." || name[0] is '-' or '.' || name.Any(c => c == '/' || char.IsControl(c)))
        {
            values.Problems.Add(DiagnosticCatalog.PropertyOutOfRange("LleBinaryName", name, "one file name: not empty, no slash, no control characters, not starting with '-' or '.'"));
        }

        return name;
    }

    /// <summary>
    /// The prefix, and directories elsewhere, may be reached through links. Below the prefix none is followed: what leads out of it there is
    /// named by its own property, or refused when it is opened.
    /// </summary>
    private string Directory(string property)
    {
        try
        {
            var path = values.Text(property, "");
            var prefix = values.Text("LleInstallPrefix", "").TrimEnd('/') + "/";
            return property != "LleInstallPrefix" && path.StartsWith(prefix, StringComparison.Ordinal)
                ? LayoutResolver.Below(property, LayoutResolver.Resolve("LleInstallPrefix", values.Text("LleInstallPrefix", "")), path[prefix.Length..])
                : LayoutResolver.Resolve(property, path);
        }
        catch (DeploymentException error)
        {
            values.Problems.AddRange(error.Diagnostics.Where(d => !values.Problems.Contains(d)));
            return "";
        }
    }

    private uint? Account(string property, Func<string, uint?> find)
    {
        var name = values.Text(property, "");
        if (name.Length == 0)
        {
            return null;
        }

        var number = uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : find(name);
        if (number is null)
        {
            values.Problems.Add(DiagnosticCatalog.AccountUnknown(property, name));
        }

        return number;
    }
}
