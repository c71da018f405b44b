using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Payload;
using Lle.Deploy.Payload.Signatures;
using Lle.Deploy.Posix;
using Lle.Deploy.Probes;
using Lle.Deploy.Processes;
using Lle.Deploy.Services;
using Lle.Deploy.Text;

namespace Lle.Deploy.Options;

/// <summary>What a run was asked to do, validated: every value is in range, every path absolute. <see cref="OptionsReader"/> makes
/// it.</summary>
internal sealed record DeploymentOptions
{
    public required TargetLayout Layout { get; init; }

    /// <summary>What the installation is called.</summary>
    public string Name { get; init; } = OptionTable.BinaryName.Default;

    /// <summary>Directories that another installation's records name are taken over, under a new identity.</summary>
    public bool Adopt { get; init; }

    /// <summary>LleReplaces: the name of an installation that this one takes over; null: none.</summary>
    public string? Replaces { get; init; }

    /// <summary>Everything is deployed and checked again, also where nothing has changed.</summary>
    public bool Force { get; init; }

    /// <summary>An uninstall also removes changed configuration, data, logs and backups.</summary>
    public bool Purge { get; init; }

    public required string PayloadDir { get; init; }

    public required string Version { get; init; }

    public Budgets Budgets { get; init; } = new();

    /// <summary>What starts the binary for one measured or tested launch: it must end by itself with 0.</summary>
    public IReadOnlyList<string> StartupArguments { get; init; } = ["-c", "exit 0"];

    /// <summary>With which such a launch ends.</summary>
    public int StartupExitCode { get; init; }

    /// <summary>Variables that the program needs in its environment; values may name the folder of its version.</summary>
    public IReadOnlyDictionary<string, string> RunEnvironment { get; init; } = RunVariables.None;

    public int StartupRuns { get; init; } = 100;

    public TimeSpan StartupMaxTime { get; init; } = TimeSpan.FromSeconds(10);

    public int ResponseRuns { get; init; } = 50;

    /// <summary>pipe or terminal: which one gates.</summary>
    public ResponseMode ResponseMode { get; init; }

    /// <summary>false: the program has no interactive session to measure.</summary>
    public bool MeasureResponse { get; init; } = true;

    public bool RequireCacheHitRate { get; init; }

    public double MaxRegressionPercent { get; init; } = 20;

    /// <summary>A clear regression fails the deployment instead of warning.</summary>
    public bool FailOnRegression { get; init; }

    public int ReadinessThreshold { get; init; } = 90;

    public int ReadinessRollbackThreshold { get; init; } = 70;

    public int ValidationThreshold { get; init; } = 95;

    public long RequiredDiskSpaceKib { get; init; } = 102400;

    public bool RollbackOnFailure { get; init; } = true;

    public bool KeepDegraded { get; init; }

    public bool StrictProbes { get; init; }

    public bool DefaultProbes { get; init; } = true;

    /// <summary>The project's own.</summary>
    public IReadOnlyList<Probe> Probes { get; init; } = [];

    /// <summary>Directories others can write to are reported, not refused.</summary>
    public bool AllowInsecurePrefix { get; init; }

    public int BackupRetention { get; init; } = 10;

    /// <summary>Only root may give files away; null: whoever deploys.</summary>
    public uint? Owner { get; init; }

    /// <summary>Whose the files are in the end.</summary>
    public uint EffectiveOwner => Owner ?? Accounts.CurrentUser;

    public uint? Group { get; init; }

    /// <summary>Key files; empty: authenticity is not checked.</summary>
    public IReadOnlyList<string> TrustedKeys { get; init; } = [];

    /// <summary>The principal that an allowed_signers line must name; null: any that matches.</summary>
    public string? Signer { get; init; }

    public PayloadKind PayloadKind { get; init; }

    /// <summary>The payload folder is the project's own directory, where only the known names are taken.</summary>
    public bool PayloadDirIsProject { get; init; }

    /// <summary>The option that says where the payload is, for messages.</summary>
    public string PayloadDirSource => OptionTable.PayloadDir.Name
        + (PayloadDirIsProject ? " (not set, so it is this folder)" : "");

    /// <summary>Globs (* and ?) of names or relative paths that are not deployed.</summary>
    public IReadOnlyList<string> PayloadExclude { get; init; } = PayloadContents.DefaultExcludes;

    /// <summary>What runs what is deployed.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    public IReadOnlyList<HealthCheck> HealthChecks { get; init; } = [];

    /// <summary>systemd, cron or none.</summary>
    public ScheduleKind MonitoringSchedule { get; init; }

    /// <summary>lle is installed with the program.</summary>
    public bool InstallHost { get; init; }

    /// <summary>A package file, or a folder, that holds lle for this machine; null: <see cref="HostProgram"/>.</summary>
    public string? HostPackage { get; init; }

    /// <summary>The lle that runs this; null: another front end does.</summary>
    public string? HostProgram { get; init; }

    /// <summary>Options and items as they were given, for those who come later and know none of them.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<ItemValues> GivenItems { get; init; } = [];

    /// <summary>Further placeholders of the configuration template, by name without the @ signs.</summary>
    public IReadOnlyDictionary<string, string> Placeholders { get; init; } = new Dictionary<string, string>();

    /// <summary>What others have put into the version in use stays behind there.</summary>
    public bool LeaveForeignFiles { get; init; }

    /// <summary>What the project says of single files and links of the payload.</summary>
    public PayloadAdditions Additions { get; init; } = PayloadAdditions.None;

    /// <summary>How a tree is linked below the prefix.</summary>
    public LinkRules Links { get; init; } = new("", [], [], false);

    /// <summary>Configuration files beside the one that is made of lle.conf.template.</summary>
    public IReadOnlyList<ConfigFile> ConfigFiles { get; init; } = [];

    public MergePolicy ConfigMerge { get; init; } = MergePolicy.Merge;

    /// <summary>What lle.conf must hold.</summary>
    public IReadOnlyList<ConfigRule> ConfigRules { get; init; } = Configuration.ConfigRules.Default;

    /// <summary>For LleRollback: which deployment to undo, null: the last; and why.</summary>
    public string? DeploymentId { get; init; }

    public string RollbackReason { get; init; } = "";

    public string? BackupTimestamp { get; init; }

    public string? UpdatePackage { get; init; }

    public string? UpdateVersion { get; init; }

    /// <summary>Where LleBundle writes to.</summary>
    public string BundleDir { get; init; } = "";

    public string? SigningKey { get; init; }

    public string SignCommand { get; init; } = "";

    /// <summary>The hash of the checksum list of the bundle whose options were read; null: what is deployed is no bundle.</summary>
    public string? BundleListSha256 { get; init; }

    /// <summary>The symbolic links that this bundle describes: where each is in the payload, and its text.</summary>
    public IReadOnlyDictionary<string, string> BundleLinks { get; init; } = new Dictionary<string, string>();

    public bool AllowDowngrade { get; init; }

    /// <summary>What a plan is of.</summary>
    public OperationKind PlanOperation { get; init; }

    /// <summary>Where a plan is written; null: nowhere.</summary>
    public string? PlanFile { get; init; }

    /// <summary>The plan that this run was approved by; null: any.</summary>
    public string? PlanHash { get; init; }

    /// <summary>The run of a roll-out that this operation belongs to; null: none.</summary>
    public FleetRun? Run { get; init; }

    /// <summary>Of all options and items that make a difference between two deployments; empty: not known.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Further programs of the payload that are tried and measured.</summary>
    public IReadOnlyList<PayloadProgram> Programs { get; init; } = [];

    /// <summary>Where such a program is run: at its place below the prefix, or in the application's folder.</summary>
    public string PathOf(PayloadProgram program) =>
        Path.Combine(PayloadKind == PayloadKind.App ? Layout.CurrentVersion : Layout.Prefix, program.Path);

    /// <summary>How the start-up of a further program is measured.</summary>
    public StartupPlan StartupPlanOf(PayloadProgram program) => StartupPlan with
    {
        Arguments = program.Arguments,
        ExitCode = program.ExitCode,
        Argv0 = PathOf(program),
    };

    /// <summary>How start-up is measured.</summary>
    public StartupPlan StartupPlan => new(StartupRuns)
    {
        Arguments = StartupArguments,
        ExitCode = StartupExitCode,
        Environment = RunEnvironment,
        Argv0 = Layout.Binary,
        MaxTime = StartupMaxTime,
    };

    /// <summary>How responses are measured.</summary>
    public ResponsePlan ResponsePlan => new(ResponseMode, ResponseRuns) { Environment = RunEnvironment };
}
