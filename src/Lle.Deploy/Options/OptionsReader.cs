using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;
using Lle.Deploy.Services;
using Lle.Deploy.Text;

namespace Lle.Deploy.Options;

/// <summary>
/// Reads values as they were given into <see cref="DeploymentOptions"/>. Every bad value is reported, not only the first, each by its
/// option's name, before anything is touched.
/// </summary>
/// <param name="given">By the option's name; an empty value counts as not given.</param>
/// <param name="baseDirectory">Relative payload, package and key paths start here.</param>
internal sealed class OptionsReader(IReadOnlyDictionary<string, string> given, string baseDirectory)
{
    /// <summary>Items of all types, in the order they were given.</summary>
    public IReadOnlyList<ItemValues> Items { get; init; } = [];

    private readonly OptionValues values = new(given);

    /// <exception cref="DeploymentException">All problems found.</exception>
    public DeploymentOptions Read()
    {
        foreach (var kind in ItemTable.All)
        {
            CheckMetadata(kind, Of(kind));
        }

        var services = Try(() => ServiceText.ReadAll(
            Of(ItemTable.Service).Select(s => new ServiceText(s.Include, name => s[name])), baseDirectory)) ?? [];
        var options = new DeploymentOptions
        {
            Layout = new TargetLayout(
                Directory(OptionTable.InstallPrefix), Directory(OptionTable.ConfigDir), Directory(OptionTable.DataDir),
                Directory(OptionTable.LogDir),
                Directory(OptionTable.BackupDir), FileName(OptionTable.BinaryName))
            {
                Name = Name(),
                ConfigName = FileName(OptionTable.ConfigName),
                UnitDir = UnitDir(services),
            },
            Name = Name(),
            Adopt = values.Flag(OptionTable.Adopt),
            Force = values.Flag(OptionTable.Force),
            Purge = values.Flag(OptionTable.Purge),
            PayloadDir = Path.GetFullPath(values.Text(OptionTable.PayloadDir), baseDirectory),
            Version = values.Text(OptionTable.Version),
            Budgets = new Budgets(
                values.Number(OptionTable.MaxStartupTime),
                values.Number(OptionTable.MaxResponseTime),
                values.Number(OptionTable.MinCacheHitRate),
                values.Number(OptionTable.PerformanceTolerance)),
            StartupArguments = values.Text(OptionTable.StartupArguments).Split(';'),
            StartupExitCode = (int)values.Whole(OptionTable.StartupExitCode),
            StartupRuns = (int)values.Whole(OptionTable.StartupRuns),
            StartupMaxTime = TimeSpan.FromSeconds(values.Number(OptionTable.StartupMaxTime)),
            ResponseRuns = (int)values.Whole(OptionTable.ResponseRuns),
            ResponseMode = values.Choice<ResponseMode>(OptionTable.ResponseMode),
            MeasureResponse = values.Flag(OptionTable.MeasureResponse),
            RequireCacheHitRate = values.Flag(OptionTable.RequireCacheHitRate),
            MaxRegressionPercent = values.Number(OptionTable.MaxRegression),
            FailOnRegression = values.Flag(OptionTable.FailOnRegression),
            ReadinessThreshold = (int)values.Whole(OptionTable.ReadinessThreshold),
            ReadinessRollbackThreshold = (int)values.Whole(OptionTable.ReadinessRollbackThreshold),
            ValidationThreshold = (int)values.Whole(OptionTable.ValidationThreshold),
            RequiredDiskSpaceKib = values.Whole(OptionTable.RequiredDiskSpace),
            RollbackOnFailure = values.Flag(OptionTable.RollbackOnFailure),
            KeepDegraded = values.Flag(OptionTable.KeepDegraded),
            StrictProbes = values.Flag(OptionTable.StrictProbes),
            DefaultProbes = values.Flag(OptionTable.DefaultProbes),
            AllowInsecurePrefix = values.Flag(OptionTable.AllowInsecurePrefix),
            BackupRetention = (int)values.Whole(OptionTable.BackupRetention),
            Owner = Account(OptionTable.Owner, Accounts.User),
            Group = Account(OptionTable.Group, Accounts.Group),
            TrustedKeys = [.. values.List(OptionTable.TrustedKeys).Select(k => Path.GetFullPath(k, baseDirectory))],
            Signer = values.Optional(OptionTable.Signer),
            PayloadKind = values.Choice<PayloadKind>(OptionTable.PayloadKind),
            LeaveForeignFiles = values.Flag(OptionTable.LeaveForeignFiles),
            PayloadDirIsProject = IsBase(values.Text(OptionTable.PayloadDir)),
            BundleDir = Path.GetFullPath(values.Text(OptionTable.BundleDir), baseDirectory),
            SigningKey = values.Optional(OptionTable.SigningKey) is { } signingKey ? Path.GetFullPath(signingKey, baseDirectory) : null,
            SignCommand = values.Text(OptionTable.SignCommand),
            PayloadExclude = values.List(OptionTable.PayloadExclude),
            ConfigMerge = Try(() => MergePolicies.Parse(values.Text(OptionTable.ConfigMerge))),
            ConfigRules = Try(ReadConfigRules) ?? [],
            Probes = Try(ReadProbes) ?? [],
            Placeholders = Of(ItemTable.Placeholder).DistinctBy(p => p.Include).ToDictionary(p => p.Include, p => p["Value"]),
            Services = services,
            HealthChecks = Try(() => HealthCheckText.ReadAll(
                Of(ItemTable.HealthCheck).Select(c => new HealthCheckText(c.Include, name => c[name])))) ?? [],
            MonitoringSchedule = values.Choice<ScheduleKind>(OptionTable.MonitoringSchedule),
            InstallHost = values.Flag(OptionTable.InstallHost),
            HostPackage = values.Optional(OptionTable.HostPackage) is { } host ? Path.GetFullPath(host, baseDirectory) : null,
            Given = given,
            GivenItems = Items,
            DeploymentId = values.Optional(OptionTable.DeploymentId),
            RollbackReason = values.Text(OptionTable.RollbackReason),
            BackupTimestamp = values.Optional(OptionTable.BackupTimestamp),
            UpdatePackage = values.Optional(OptionTable.UpdatePackage) is { } package ? Path.GetFullPath(package, baseDirectory) : null,
            UpdateVersion = values.Optional(OptionTable.UpdateVersion),
            AllowDowngrade = values.Flag(OptionTable.AllowDowngrade),
            PlanOperation = values.Choice<OperationKind>(OptionTable.PlanOperation),
            PlanFile = values.Optional(OptionTable.PlanFile) is { } plan ? Path.GetFullPath(plan, baseDirectory) : null,
            PlanHash = values.Optional(OptionTable.PlanHash),
            Run = Run(),
            Fingerprint = OptionsFingerprint.Of(
                values, [.. ItemTable.All.Select(kind => (kind, Of(kind)))]),
        };
        CheckTogether(options);
        options = options with
        {
            ConfigFiles = ReadConfigFiles(options),
            Additions = ReadAdditions(options),
            Links = ReadLinks(options),
            RunEnvironment = ReadEnvironment(options),
            Programs = ReadPrograms(options),
        };
        return values.Problems.Count == 0 ? options : throw new DeploymentException(values.Problems);
    }

    private bool IsBase(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, baseDirectory)) == Path.TrimEndingDirectorySeparator(baseDirectory);

    private IReadOnlyList<ItemValues> Of(ItemKind kind) =>
        [.. Items.Where(item => item.Type.Equals(kind.Name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A misspelt expectation would be none at all.</summary>
    private void CheckMetadata(ItemKind kind, IReadOnlyList<ItemValues> items) => values.Problems.AddRange(
        from item in items
        from name in item.Metadata.Keys
        where kind.Refuses(name)
        select DiagnosticCatalog.ItemMetadataUnknown(kind.Name, item.Include, name, kind.Metadata));

    private void CheckTogether(DeploymentOptions options)
    {
        if (options.ReadinessRollbackThreshold > options.ReadinessThreshold)
        {
            values.Refuse(OptionTable.ReadinessRollbackThreshold, 0, $"0 to LleReadinessThreshold ({options.ReadinessThreshold})");
        }

        var layout = options.Layout;
        if (layout.Name == TargetLayout.HostDirName)
        {
            values.Refuse(OptionTable.Name, "", $"another name than '{TargetLayout.HostDirName}', which is the directory of lle itself");
        }

        if (InstalledFiles.All.Any(f => f.Section == "config" && !f.IsMainConfiguration && f.Name == layout.ConfigName))
        {
            values.Refuse(OptionTable.ConfigName, "", "a name that no other file of the installation has");
        }

        if (options.InstallHost && layout.BinaryName == TargetLayout.HostName)
        {
            values.Refuse(OptionTable.BinaryName, "", $"another name than '{TargetLayout.HostName}', which LleInstallHost installs");
        }

        foreach (var (option, path) in new[] { (OptionTable.DataDir, layout.DataDir), (OptionTable.LogDir, layout.LogDir),
            (OptionTable.BackupDir, layout.BackupDir) })
        {
            if (path.Length > 0 && layout.Directories.Count(o => o == path) > 1)
            {
                values.Problems.Add(DiagnosticCatalog.DirectoryUsedTwice(option.Name, path));
            }
        }

        if (options.Version.Any(c => char.IsControl(c) || c is '/' or '\\') || options.Version.Length > 128)
        {
            values.Refuse(OptionTable.Version, "", "a version like 1.3.0: at most 128 characters, no control characters, no slashes");
        }

        if (Accounts.CurrentUser != 0 && options.EffectiveOwner != Accounts.CurrentUser)
        {
            values.Problems.Add(DiagnosticCatalog.OwnerNeedsRoot(OptionTable.Owner.Name, values.Text(OptionTable.Owner)));
        }
    }

    private IReadOnlyList<ConfigRule> ReadConfigRules()
    {
        var defaults = values.Flag(OptionTable.DefaultConfigRules) ? Configuration.ConfigRules.Default : [];
        return Configuration.ConfigRules.Combine(defaults, ConfigRuleText.ParseAll(Of(ItemTable.ConfigRule).Select(
            r => new ConfigRuleText(r.Include, r["Section"], r["Key"], r["Type"], r["Minimum"], r["Maximum"], r["Required"]))));
    }

    private IReadOnlyList<ConfigFile> ReadConfigFiles(DeploymentOptions options)
    {
        var items = new ConfigFileItems(options.Layout, options.PayloadDir, options.ConfigMerge);
        var files = items.Read(Of(ItemTable.ConfigFile));
        values.Problems.AddRange(items.Problems);
        return files;
    }

    private PayloadAdditions ReadAdditions(DeploymentOptions options)
    {
        var items = new PayloadItems(options.PayloadDir);
        var additions = new PayloadAdditions(
            items.Files(Of(ItemTable.PayloadFile)), items.Links(Of(ItemTable.PayloadLink)), values.Flag(OptionTable.VersionFolders));
        values.Problems.AddRange(items.Problems);
        return additions;
    }

    private IReadOnlyList<PayloadProgram> ReadPrograms(DeploymentOptions options)
    {
        var items = new ProgramItems(options);
        var programs = items.Read(Of(ItemTable.Program));
        values.Problems.AddRange(items.Problems);
        return programs;
    }

    private LinkRules ReadLinks(DeploymentOptions options)
    {
        var privates = Of(ItemTable.PrivateFolder);
        var shared = Of(ItemTable.SharedFolder);
        values.Problems.AddRange(
            from item in privates.Concat(shared)
            let problem = ItemPaths.Problem(item.Include)
            where problem is not null
            select DiagnosticCatalog.PayloadItemInvalid(item.Type, item.Include, $"its path {problem}"));
        ProgramLinks? leads = values.Optional(OptionTable.ProgramLinks) is null ? null
            : values.Choice<ProgramLinks>(OptionTable.ProgramLinks);
        return new LinkRules(
            options.Name, [.. privates.Select(item => item.Include)], [.. shared.Select(item => item.Include)],
            leads is null ? options.PayloadKind == Payload.PayloadKind.App : leads == ProgramLinks.Version);
    }

    /// <summary>PATH and HOME are the tests' own: default probes are to find no foreign program.</summary>
    private Dictionary<string, string> ReadEnvironment(DeploymentOptions options)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in Of(ItemTable.RunEnvironment))
        {
            var isName = item.Include.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(item.Include[0]);
            if (!isName || item.Include is "PATH" or "HOME" || item["Value"].Contains('\0') || !variables.TryAdd(
                item.Include, item["Value"].Replace("@LLE_INSTALL_PREFIX@", options.Layout.Prefix, StringComparison.Ordinal)))
            {
                values.Problems.Add(DiagnosticCatalog.RunEnvironmentInvalid(item.Include));
            }
        }

        return variables;
    }

    private List<Probe> ReadProbes() => ProbeRules.Read(Of(ItemTable.Probe).Select(p => new ProbeText(p.Include)
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

    private FleetRun? Run()
    {
        var confirm = TimeSpan.FromSeconds(values.Whole(FleetOptions.Confirm));
        if (values.Optional(FleetOptions.Run) is not { } name)
        {
            if (confirm > TimeSpan.Zero)
            {
                values.Problems.Add(DiagnosticCatalog.OptionMissing(
                    FleetOptions.Run.Name, FleetOptions.Confirm.Name, "a name by which the host can be confirmed"));
            }

            return null;
        }

        return name.Length <= FleetRun.LongestName
            ? new FleetRun(FileName(FleetOptions.Run), Rollout(), confirm)
            : values.Refuse<FleetRun?>(FleetOptions.Run, null, $"at most {FleetRun.LongestName} characters");
    }

    private string Rollout() => values.Optional(FleetOptions.Rollout) is null ? Guid.NewGuid().ToString("N")
        : FileName(FleetOptions.Rollout);

    /// <summary>The binary's name has been judged already.</summary>
    private string Name() => values.Text(OptionTable.Name) is var name && name == values.Text(OptionTable.BinaryName) ? name
        : FileName(OptionTable.Name);

    private string FileName(Option option)
    {
        var name = values.Text(option);
        return name is "." or ".." || name[0] is '-' or '.' || name.Any(c => c == '/' || char.IsControl(c))
            ? values.Refuse(option, name, "one file name: no slash, no control characters, not starting with '-' or '.'")
            : name;
    }

    /// <summary>
    /// The prefix, and directories elsewhere, may be reached through links. Below the prefix none is followed: what leads out of it there
    /// is named by its own property, or refused when it is opened.
    /// </summary>
    private string Directory(Option option)
    {
        try
        {
            var path = values.Text(option);
            var prefix = values.Text(OptionTable.InstallPrefix).TrimEnd('/') + "/";
            return option != OptionTable.InstallPrefix && path.StartsWith(prefix, StringComparison.Ordinal)
                ? LayoutResolver.Below(option.Name, LayoutResolver.Resolve(
                    OptionTable.InstallPrefix.Name, values.Text(OptionTable.InstallPrefix)), path[prefix.Length..])
                : LayoutResolver.Resolve(option.Name, path);
        }
        catch (DeploymentException error)
        {
            values.Problems.AddRange(error.Diagnostics.Where(d => !values.Problems.Contains(d)));
            return "";
        }
    }

    private string UnitDir(IReadOnlyList<Service> services) =>
        values.Optional(OptionTable.UnitDir) is not null ? Directory(OptionTable.UnitDir)
        : Accounts.CurrentUser == 0 && Directory(OptionTable.InstallPrefix) is "/usr" or "/usr/local"
            && services.All(service => service.Manager != ServiceManagerKind.Runit) ? SystemdManager.UnitDir
        : Directory(OptionTable.ConfigDir);

    private uint? Account(Option option, Func<string, uint?> find)
    {
        var name = values.Text(option);
        if (name.Length == 0)
        {
            return null;
        }

        var number = find(name);
        if (number is null)
        {
            values.Problems.Add(DiagnosticCatalog.AccountUnknown(option.Name, name));
        }

        return number;
    }
}
