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
        var items = new ItemsReader(values, Items);
        items.CheckMetadata();
        var services = items.Services(baseDirectory);
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
            Replaces = values.Optional(OptionTable.Replaces),
            Force = values.Flag(OptionTable.Force),
            Purge = values.Flag(OptionTable.Purge),
            PayloadDir = Path.GetFullPath(values.Text(OptionTable.PayloadDir), baseDirectory),
            Version = values.Text(OptionTable.Version),
            Budgets = new Budgets(
                values.Number(OptionTable.MaxStartupTime),
                values.Number(OptionTable.MaxResponseTime),
                values.Number(OptionTable.MinCacheHitRate),
                values.Number(OptionTable.PerformanceTolerance))
            {
                MaxStartupRatio = values.Number(OptionTable.MaxStartupRatio) is > 0 and var startup ? startup : null,
                MaxResponseRatio = values.Number(OptionTable.MaxResponseRatio) is > 0 and var response ? response : null,
            },
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
            ConfigMerge = values.Try(() => MergePolicies.Parse(values.Text(OptionTable.ConfigMerge))),
            ConfigRules = items.ConfigRules(),
            Probes = items.Probes(),
            Placeholders = items.Placeholders(),
            Services = services,
            HealthChecks = items.HealthChecks(),
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
            Fingerprint = OptionsFingerprint.Of(values, [.. ItemTable.All.Select(kind => (kind, items.Of(kind)))]),
        };
        OptionConflicts.Check(options, values);
        options = options with
        {
            ConfigFiles = items.ConfigFiles(options),
            Additions = items.Additions(options),
            Links = items.Links(options),
            RunEnvironment = items.RunEnvironment(options),
            Programs = items.Programs(options),
        };
        return values.Problems.Count == 0 ? options : throw new DeploymentException(values.Problems);
    }

    private bool IsBase(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, baseDirectory)) == Path.TrimEndingDirectorySeparator(baseDirectory);

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
            if (!values.IsGiven(option) && !path.StartsWith('/'))
            {
                // It is derived from another directory, of which this is told already.
                return "";
            }

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
