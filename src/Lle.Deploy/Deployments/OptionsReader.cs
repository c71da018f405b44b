using System.Globalization;
using Lle.Deploy.Configuration;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Deployments;

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

    private readonly List<Diagnostic> problems = [];

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
            PayloadDir = Path.GetFullPath(Text("LlePayloadDir", "."), projectDirectory),
            Version = Text("LleVersion", "1.0.0"),
            Budgets = new Budgets(
                Number("LleMaxStartupTime", 1000, 1, 60_000_000),
                Number("LleMaxResponseTime", 500, 1, 60_000_000),
                Number("LleMinCacheHitRate", 75, 0, 100),
                Number("LlePerformanceTolerance", 20, 0, 1000)),
            StartupArguments = Text("LleStartupArguments", "-c;exit 0").Split(';'),
            StartupRuns = Whole("LleStartupRuns", 100, 1, 100_000),
            StartupMaxTime = TimeSpan.FromSeconds(Number("LleStartupMaxTime", 10, 1, 3600)),
            ResponseRuns = Whole("LleResponseRuns", 50, 1, 100_000),
            ResponseMode = OneOf("LleResponseMode", "pipe", "terminal"),
            MeasureResponse = Flag("LleMeasureResponse", true),
            RequireCacheHitRate = Flag("LleRequireCacheHitRate", false),
            MaxRegressionPercent = Number("LleMaxRegression", 20, 0, 100_000),
            FailOnRegression = Flag("LleFailOnRegression", false),
            ReadinessThreshold = Whole("LleReadinessThreshold", 90, 0, 100),
            ReadinessRollbackThreshold = Whole("LleReadinessRollbackThreshold", 70, 0, 100),
            ValidationThreshold = Whole("LleValidationThreshold", 95, 0, 100),
            RequiredDiskSpaceKib = Whole("LleRequiredDiskSpace", 102400, 0, int.MaxValue),
            RollbackOnFailure = Flag("LleRollbackOnFailure", true),
            KeepDegraded = Flag("LleKeepDegraded", false),
            StrictProbes = Flag("LleStrictProbes", false),
            DefaultProbes = Flag("LleDefaultProbes", true),
            AllowInsecurePrefix = Flag("LleAllowInsecurePrefix", false),
            BackupRetention = Whole("LleBackupRetention", 10, 1, 100_000),
            Owner = Account("LleOwner", Accounts.UserNumber),
            Group = Account("LleGroup", Accounts.GroupNumber),
            TrustedKeys = [.. List("LleTrustedKeys").Select(k => Path.GetFullPath(k, projectDirectory))],
            ConfigMerge = Try(() => MergePolicies.Parse(Text("LleConfigMerge", ""))),
            ConfigRules = Try(ReadConfigRules) ?? [],
            Probes = Try(ReadProbes) ?? [],
            Placeholders = Placeholders.DistinctBy(p => p.Include).ToDictionary(p => p.Include, p => p["Value"]),
            MonitoringSchedule = OneOf("LleMonitoringSchedule", "none", "systemd", "cron"),
            DeploymentId = Optional("LleDeploymentId"),
            RollbackReason = Text("LleRollbackReason", ""),
            BackupTimestamp = Optional("LleBackupTimestamp"),
            UpdatePackage = Optional("LleUpdatePackage") is { } package ? Path.GetFullPath(package, projectDirectory) : null,
            UpdateVersion = Optional("LleUpdateVersion"),
            AllowDowngrade = Flag("LleAllowDowngrade", false),
        };
        CheckTogether(options);
        return problems.Count == 0 ? options : throw new DeploymentException(problems);
    }

    /// <summary>A misspelt expectation would be none at all.</summary>
    private void CheckMetadata(string type, IReadOnlyList<ItemValues> items, string[] known) => problems.AddRange(
        from item in items
        from name in item.Metadata.Keys
        where !known.Contains(name, StringComparer.OrdinalIgnoreCase)
        select DiagnosticCatalog.ItemMetadataUnknown(type, item.Include, name, known));

    private void CheckTogether(DeploymentOptions options)
    {
        if (options.ReadinessRollbackThreshold > options.ReadinessThreshold)
        {
            problems.Add(DiagnosticCatalog.PropertyOutOfRange("LleReadinessRollbackThreshold", $"{options.ReadinessRollbackThreshold}", $"0 to LleReadinessThreshold ({options.ReadinessThreshold})"));
        }

        var layout = options.Layout;
        foreach (var (name, path) in new[] { ("LleDataDir", layout.DataDir), ("LleLogDir", layout.LogDir), ("LleBackupDir", layout.BackupDir) })
        {
            var others = new[] { layout.BinDir, layout.ConfigDir, layout.DataDir, layout.LogDir, layout.BackupDir };
            if (path.Length > 0 && others.Count(o => o == path) > 1)
            {
                problems.Add(DiagnosticCatalog.DirectoryUsedTwice(name, path));
            }
        }

        if (options.Version.Any(c => char.IsControl(c) || c is '/' or '\\') || options.Version.Length > 128)
        {
            problems.Add(DiagnosticCatalog.PropertyOutOfRange("LleVersion", options.Version, "a version like 1.3.0: at most 128 characters, no control characters, no slashes"));
        }

        if (Accounts.CurrentUser != 0 && ((options.Owner ?? Accounts.CurrentUser) != Accounts.CurrentUser))
        {
            problems.Add(DiagnosticCatalog.OwnerNeedsRoot("LleOwner", Text("LleOwner", "")));
        }
    }

    private IReadOnlyList<ConfigRule> ReadConfigRules()
    {
        var defaults = Flag("LleDefaultConfigRules", true) ? Configuration.ConfigRules.Default : [];
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
            problems.AddRange(error.Diagnostics);
            return default;
        }
    }

    private string BinaryName()
    {
        var name = Text("LleBinaryName", "lusush");
        if (name.Length == 0 || name is "." or ".." || name[0] is '-' or '.' || name.Any(c => c == '/' || char.IsControl(c)))
        {
            problems.Add(DiagnosticCatalog.PropertyOutOfRange("LleBinaryName", name, "one file name: not empty, no slash, no control characters, not starting with '-' or '.'"));
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
            var path = Text(property, "");
            var prefix = Text("LleInstallPrefix", "").TrimEnd('/') + "/";
            return property != "LleInstallPrefix" && path.StartsWith(prefix, StringComparison.Ordinal)
                ? LayoutResolver.Below(property, LayoutResolver.Resolve("LleInstallPrefix", prefix), path[prefix.Length..])
                : LayoutResolver.Resolve(property, path);
        }
        catch (DeploymentException error)
        {
            problems.AddRange(error.Diagnostics.Where(d => !problems.Contains(d)));
            return "";
        }
    }

    private uint? Account(string property, Func<string, uint?> find)
    {
        var name = Text(property, "");
        if (name.Length == 0)
        {
            return null;
        }

        var number = uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : find(name);
        if (number is null)
        {
            problems.Add(DiagnosticCatalog.AccountUnknown(property, name));
        }

        return number;
    }

    private int Whole(string property, int fallback, int minimum, int maximum)
    {
        var text = Text(property, $"{fallback}");
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, maximum == int.MaxValue ? $"a whole number of at least {minimum}" : $"a whole number from {minimum} to {maximum}"));
        return fallback;
    }

    private double Number(string property, double fallback, double minimum, double maximum)
    {
        var text = Text(property, fallback.ToString(CultureInfo.InvariantCulture));
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, $"a number from {minimum:0} to {maximum:0}"));
        return fallback;
    }

    private bool Flag(string property, bool fallback)
    {
        var text = Text(property, fallback ? "true" : "false");
        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, "true or false"));
        return fallback;
    }

    /// <summary>The first value is the default.</summary>
    private string OneOf(string property, params string[] values)
    {
        var text = Text(property, values[0]);
        if (values.FirstOrDefault(v => v.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } value)
        {
            return value;
        }

        problems.Add(DiagnosticCatalog.PropertyOutOfRange(property, text, $"one of {string.Join(", ", values)}"));
        return values[0];
    }

    private string[] List(string property) =>
        Text(property, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string? Optional(string property) => Text(property, "") is { Length: > 0 } text ? text : null;

    private string Text(string property, string fallback) => properties.TryGetValue(property, out var value) && value.Length > 0 ? value : fallback;
}
