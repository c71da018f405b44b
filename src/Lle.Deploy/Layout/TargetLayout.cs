namespace Lle.Deploy.Layout;

/// <summary>
/// Where everything lives on the target: five absolute, normalised directories and the names in them (the document's "File Structure After
/// Deployment", and what the contract adds).
/// </summary>
internal sealed record TargetLayout(string Prefix, string ConfigDir, string DataDir, string LogDir, string BackupDir, string BinaryName)
{
    private const string ResultPrefix = "deployment_result_";
    private const string ResultSuffix = ".json";

    /// <summary>What records call a directory, and where it is. A path that lies in several of them belongs to the innermost.</summary>
    public IReadOnlyList<(string Name, string Directory)> Sections =>
        [("bin", BinDir), ("config", ConfigDir), ("data", DataDir), ("logs", LogDir), ("backups", BackupDir), ("prefix", Prefix),
            .. UnitDir == ConfigDir ? [] : new[] { (UnitSection, UnitDir) }];

    public const string UnitSection = "units";

    /// <summary>Where units go. Others put theirs there too, so files in it are owned one by one; the configuration directory: none is
    /// activated.</summary>
    public string UnitDir { get; init; } = ConfigDir;

    /// <summary>Folders of runit services: in the data directory, because runsv writes there.</summary>
    public string RunitDir => Path.Combine(DataDir, "sv");

    public string RunitScript(string unit) => Path.Combine(RunitDir, unit, "run");

    /// <summary>The copy of a unit by which it is known to be ours.</summary>
    public string UnitCopy(string unit) => Path.Combine(DataDir, $"unit_{unit}");

    /// <summary>What a deployment writes to, each of which has to be trusted.</summary>
    public IReadOnlyList<string> Directories => [BinDir, ConfigDir, DataDir, LogDir, BackupDir];

    /// <summary>LleName: what the installation is called.</summary>
    public string Name { get; init; } = BinaryName;

    public string BinDir => Path.Combine(Prefix, "bin");

    public string Binary => Path.Combine(BinDir, BinaryName);

    /// <summary>What belongs to this installation below the prefix's lib: the versions of an application or tree.</summary>
    public string LibDir => Path.Combine(Prefix, "lib", "lle", Name);

    public string VersionsDir => Path.Combine(LibDir, "versions");

    /// <summary>A link to the version that is in use.</summary>
    public string CurrentVersion => Path.Combine(LibDir, "current");

    /// <summary>Where this installation's data directory is, for lle. One by another name is that installation's.</summary>
    public string Pointer => Path.Combine(LibDir, InstallationName);

    /// <summary>What the installations of a prefix have below its lib: a directory each, and lle's own.</summary>
    public string LleDir => Path.Combine(Prefix, "lib", "lle");

    /// <summary>The one name in <see cref="LleDir"/> that no installation may have.</summary>
    public const string HostDirName = "bin";

    /// <summary>lle itself, shared by the installations of a prefix.</summary>
    public string HostProgram => Path.Combine(LleDir, HostDirName, HostName);

    /// <summary>Leads to <see cref="HostProgram"/>.</summary>
    public string HostLink => Path.Combine(BinDir, HostName);

    public const string HostName = "lle";

    /// <summary>lle and its link belong to all installations of the prefix: no rollback of one of them takes them back.</summary>
    public bool IsShared(string path) => path == HostProgram || path == HostLink;

    public const string DefaultConfigName = "lle.conf";

    /// <summary>LleConfigName.</summary>
    public string ConfigName { get; init; } = DefaultConfigName;

    public string Configuration => Path.Combine(ConfigDir, ConfigName);

    public string SecurityConfiguration => Path.Combine(ConfigDir, "security.conf");

    public string MonitoringConfiguration => Path.Combine(ConfigDir, "monitoring.conf");

    public string Checksums => Path.Combine(ConfigDir, "checksums.sha256");

    public string SecurityValidator => Path.Combine(ConfigDir, "validate_security.sh");

    public string Monitor => Path.Combine(ConfigDir, "monitor_lle.sh");

    public string StatusScript => Path.Combine(ConfigDir, "lle_status.sh");

    public string DeploymentState => Path.Combine(DataDir, "deployment_state");

    public string InstallationInfo => Path.Combine(DataDir, "installation_info");

    public const string LockName = "deployment.lock";

    /// <summary>What runs what is deployed; only the deployer reads it.</summary>
    public string Services => Path.Combine(DataDir, "services");

    public string Lock => Path.Combine(DataDir, LockName);

    /// <summary>Whose the directories are.</summary>
    public string InstallationFile => Path.Combine(DataDir, InstallationName);

    /// <summary>Files that say whose their directory is; they are in no backup.</summary>
    public IReadOnlyList<string> IdentityFiles =>
        [.. new[] { ConfigDir, DataDir, LogDir, BackupDir }.Select(d => Path.Combine(d, InstallationName))];

    public const string InstallationName = "installation";

    public string Transactions => Path.Combine(DataDir, "transactions");

    /// <summary>Answers to the runs of roll-outs.</summary>
    public string Runs => Path.Combine(DataDir, "runs");

    /// <summary>The program's own data, where LleOwner names a user: the rest of the data directory is the deployer's.</summary>
    public string Live => Path.Combine(DataDir, "live");

    public string History => Path.Combine(DataDir, "history");

    /// <summary>What the deployment in force was made of and what it left.</summary>
    public string Fingerprint => Path.Combine(History, "fingerprint");

    /// <summary>The options that the deployment in force was made with, for operations that are given none.</summary>
    public string OptionsRecord => Path.Combine(History, "options.json");

    public string SignedLists => Path.Combine(History, "signed_lists");

    public string AuditLog => Path.Combine(LogDir, "deployment_audit.log");

    public string SecurityAuditLog => Path.Combine(LogDir, "security_audit.log");

    public string PerformanceLog => Path.Combine(LogDir, "performance.log");

    public string HealthLog => Path.Combine(LogDir, "health.log");

    public string AlertsLog => Path.Combine(LogDir, "alerts.log");

    public string RollbackData(string deploymentId) => Path.Combine(DataDir, $"rollback_{deploymentId}.data");

    public string DeploymentLog(string deploymentId) => Path.Combine(LogDir, $"deployment_{deploymentId}.log");

    public string Report(string deploymentId) => Path.Combine(LogDir, $"deployment_report_{deploymentId}.html");

    public string Summary(string deploymentId) => Path.Combine(LogDir, $"deployment_summary_{deploymentId}.txt");

    public string Result(string deploymentId) => Path.Combine(LogDir, ResultPrefix + deploymentId + ResultSuffix);

    /// <summary>Of the operations whose results are among these names of the log directory, in their order.</summary>
    public static IEnumerable<string> IdsOfResults(IEnumerable<string> names) => names
        .Where(name => name.StartsWith(ResultPrefix, StringComparison.Ordinal) && name.EndsWith(ResultSuffix, StringComparison.Ordinal))
        .Select(name => name[ResultPrefix.Length..^ResultSuffix.Length]);

    public string ValidationReport(string deploymentId) => Path.Combine(LogDir, $"post_deployment_validation_{deploymentId}.log");
}
