using static Lle.Deploy.Options.OptionGroup;
using static Lle.Deploy.Options.OptionKind;

namespace Lle.Deploy.Options;

/// <summary>
/// Every option there is: name, kind, default, limits, variable of the environment and text. What reads options (the reader, the targets,
/// the command line, docs/properties.md) reads this table.
/// </summary>
public static class OptionTable
{
    // ---- where ----

    public static readonly Option InstallPrefix =
        new("LleInstallPrefix", OptionKind.Directory, Where, "/usr/local", "absolute; the program goes to its `bin`")
        {
            Variable = "LLE_INSTALL_PREFIX",
            IsLayout = true,
        };

    public static readonly Option Name = new("LleName", FileName, Where, "{LleBinaryName}",
        "what this installation is called; its default directories bear this name, so that two programs can share a prefix")
    {
        DefaultText = "`LleBinaryName`",
        IsLayout = true,
    };

    public static readonly Option ConfigDir =
        new("LleConfigDir", OptionKind.Directory, Where, "{LleInstallPrefix}/etc/{LleName}", "absolute")
        {
            Variable = "LLE_CONFIG_DIR",
            DefaultText = "`PREFIX/etc/NAME`",
            IsLayout = true,
        };

    public static readonly Option DataDir =
        new("LleDataDir", OptionKind.Directory, Where, "{LleInstallPrefix}/var/lib/{LleName}", "absolute")
        {
            Variable = "LLE_DATA_DIR",
            DefaultText = "`PREFIX/var/lib/NAME`",
            IsLayout = true,
        };

    public static readonly Option LogDir = new("LleLogDir", OptionKind.Directory, Where, "{LleInstallPrefix}/var/log/{LleName}", "absolute")
    {
        Variable = "LLE_LOG_DIR",
        DefaultText = "`PREFIX/var/log/NAME`",
        IsLayout = true,
    };

    public static readonly Option BackupDir = new("LleBackupDir", OptionKind.Directory, Where, "{LleDataDir}/backups", "absolute")
    {
        Variable = "LLE_BACKUP_DIR",
        DefaultText = "`DATA/backups`",
        IsLayout = true,
    };

    public static readonly Option UnitDir = new("LleUnitDir", OptionKind.Directory, Where, "",
        "where units of services go; absolute. For runit the folder that `runsvdir` looks at. In the configuration directory " +
        "they are written, and not activated. Every later operation needs it too")
    {
        DefaultText =
            "root with a prefix of `/usr` or `/usr/local`: `/etc/systemd/system`; with runit, and else: the configuration directory",
        IsLayout = true,
    };

    public static readonly Option AllowInsecurePrefix = Flag("LleAllowInsecurePrefix", Where, false,
        "`true`: a directory on the way to the target that others may write to is a warning, not an error");

    public static readonly Option Owner = new("LleOwner", Account, Where, "",
        "name or number; only root may name another user. The logs stay the deploying user's")
    {
        DefaultText = "whoever deploys",
    };

    public static readonly Option Group = new("LleGroup", Account, Where, "", "name or number")
    { DefaultText = "the deploying user's group" };

    public static readonly Option RequiredDiskSpace = Whole("LleRequiredDiskSpace", Where, 102400, 0, double.PositiveInfinity,
        "KiB that must be free on each file system that will be written to");

    public static readonly Option Adopt = Flag("LleAdopt", Where, false,
        "`true`: take over directories that another installation's records name, for instance those of a copied tree, under a new " +
        "identity");

    public static readonly Option Replaces = new("LleReplaces", FileName, Where, "",
        "`LleName` of an installation in the same prefix that this one replaces, because the program was renamed: its configuration, " +
        "data, logs and backups move, and its program goes")
    {
        DefaultText = "none",
    };

    // ---- what ----

    public static readonly Option PayloadDir = new("LlePayloadDir", OptionKind.Path, What, ".",
        "holds the program, `lle.conf.template` and, if you have them, `checksums.sha256` and its signature; a relative path starts at " +
        "the project (for `lle`: the current directory)")
    {
        DefaultText = "the project's directory, for `lle` the current one",
    };

    public static readonly Option BinaryName =
        new("LleBinaryName", FileName, What, "lusush", "the program's file name, in the payload and in `PREFIX/bin`");

    public static readonly Option Version = new("LleVersion", OptionKind.Text, What, "1.0.0",
        "up to 128 characters, no slashes. A variable `VERSION` of the environment is not taken for it")
    {
        DefaultText = "`$(Version)`, else `$(VersionPrefix)` and `$(VersionSuffix)`, else `1.0.0`",
    };

    public static readonly Option TrustedKeys =
        new("LleTrustedKeys", Paths, What, "", "key files, separated by `;`. With keys, an unsigned payload is refused")
        {
            DefaultText = "none",
        };

    public static readonly Option Signer = new("LleSigner", OptionKind.Text, What, "",
        "the principal that a line of an `allowed_signers` file must name for the signature to count")
    {
        DefaultText = "any that matches",
    };

    public static readonly Option PayloadKind = Choice("LlePayloadKind", What, ["file", "app", "tree"],
        "`file`: one program. `app`: a folder with the program in it, as `dotnet publish` makes. `tree`: `bin`, `lib`, `share` … as " +
        "`make install` makes");

    public static readonly Option PayloadExclude = new("LlePayloadExclude", OptionKind.Text, What, "*.pdb;*.dbg",
        "globs (`*`, `?`), separated by `;`, of names or relative paths in the payload folder that are not deployed");

    public static readonly Option VersionFolders = Flag("LleVersionFolders", What, false,
        "`true`: a payload of one file gets a version folder too, and `PREFIX/bin/NAME` is a link");

    public static readonly Option LeaveForeignFiles = Flag("LleLeaveForeignFiles", What, false,
        "`true`: files that somebody has put into the version folder in use do not keep an upgrade from leaving them behind there");

    public static readonly Option ProgramLinks = new("LleProgramLinks", OptionKind.Choice, What, "",
        "where the links of programs lead: `current`, which one rename switches with all other files, or straight into the `version` " +
        "folder, so that a process sees one version for as long as it lives")
    {
        Choices = ["current", "version"],
        DefaultText = "`version` for `app`, else `current`",
    };

    public static readonly Option ConfigName = new("LleConfigName", FileName, What, "lle.conf",
        "what the configuration file that is made of `lle.conf.template` is called in `CONFIG`");

    public static readonly Option ConfigMerge = Choice("LleConfigMerge", What, ["merge", "keep", "replace"],
        "what happens to local edits of `lle.conf`: `merge`, `keep` or `replace`");

    public static readonly Option DefaultConfigRules =
        Flag("LleDefaultConfigRules", What, true, "`false`: only your `LleConfigRule` items are checked");

    public static readonly Option UpdatePackage =
        new("LleUpdatePackage", OptionKind.Path, What, "", "for `LleUpdate`: a `.tar.gz` or `.tar` with the payload");

    public static readonly Option UpdateVersion = new("LleUpdateVersion", OptionKind.Text, What, "", "for `LleUpdate`: its version");

    public static readonly Option AllowDowngrade =
        Flag("LleAllowDowngrade", What, false, "`true`: an update, or a signed payload, may go back to an older version");

    public static readonly Option Force = Flag(
        "LleForce", What, false, "`true`: deploy and check everything again, also where nothing has changed");

    public static readonly Option BundleDir =
        new("LleBundleDir", OptionKind.Path, What, "bin", "for `LleBundle`: the folder that the bundle is written to");

    public static readonly Option SigningKey = new("LleSigningKey", OptionKind.Path, What, "",
        "for `LleBundle`: a file with the private key (PEM) that signs the bundle's checksum list");

    public static readonly Option SignCommand = new("LleSignCommand", OptionKind.Text, What, "",
        "for `LleBundle`: a command that signs instead; `@FILE@` stands for the list, `@SIGNATURE@` for the file to write (without it, " +
        "its output is the signature)");

    // ---- how it is judged ----

    public static readonly Option MaxStartupTime =
        Number("LleMaxStartupTime", 1000, 1, 60_000_000, "µs; the median start-up time may not exceed it", "MAX_STARTUP_TIME");

    public static readonly Option MaxResponseTime = Number("LleMaxResponseTime", 500, 1, 60_000_000,
        "µs; the median round trip of the gating mode may not exceed it", "MAX_RESPONSE_TIME");

    public static readonly Option MaxStartupRatio = Number("LleMaxStartupRatio", 0, 0, 1_000_000,
        "the start-up time may not exceed that of a fixed reference program by more than this factor, which means the same on every " +
        "machine; `0`: no such budget");

    public static readonly Option MaxResponseRatio = Number("LleMaxResponseRatio", 0, 0, 1_000_000,
        "likewise the round trip of the gating mode, beside the answer of the reference program over a pipe; `0`: no such budget");

    public static readonly Option MinCacheHitRate =
        Number("LleMinCacheHitRate", 75, 0, 100, "percent; below it is a warning", "MIN_CACHE_HIT_RATE");

    public static readonly Option RequireCacheHitRate = Flag("LleRequireCacheHitRate", Judged, false,
        "`true`: below it is an error, and so is a shell that reports none");

    public static readonly Option PerformanceTolerance = Number("LlePerformanceTolerance", 20, 0, 1000,
        "percent that a budget may be missed by and still count as \"within tolerance\"");

    public static readonly Option MaxRegression = Number("LleMaxRegression", 20, 0, 100_000,
        "percent that the new program may start slower than the old one before it is a warning");

    public static readonly Option FailOnRegression = Flag("LleFailOnRegression", Judged, false, "`true`: such a regression is an error");

    public static readonly Option StartupArguments = new("LleStartupArguments", OptionKind.Text, Judged, "-c;exit 0",
        "arguments, separated by `;`, with which the program must end by itself");

    public static readonly Option StartupExitCode =
        Whole("LleStartupExitCode", Judged, 0, 0, 255, "the exit code that the program ends with then");

    public static readonly Option StartupRuns = Whole("LleStartupRuns", Judged, 100, 1, 100_000, "measured launches, after a warm-up");

    public static readonly Option StartupMaxTime =
        Number("LleStartupMaxTime", 10, 1, 3600, "seconds; more launches are made, up to this, until the result is stable");

    public static readonly Option MeasureResponse =
        Flag("LleMeasureResponse", Judged, true, "`false`: the program has no interactive session");

    public static readonly Option ResponseMode = Choice("LleResponseMode", Judged, ["pipe", "terminal"],
        "`pipe` or `terminal`: which one gates; both are reported");

    public static readonly Option ResponseRuns = Whole("LleResponseRuns", Judged, 50, 1, 100_000, "measured round trips");

    public static readonly Option DefaultProbes = Flag("LleDefaultProbes", Judged, true, "`false`: only your `LleProbe` items run");

    public static readonly Option StrictProbes = Flag("LleStrictProbes", Judged, false,
        "`true`: a default probe that the shell does not know is an error, not a warning");

    public static readonly Option ReadinessThreshold = Whole("LleReadinessThreshold", Judged, 90, 0, 100, "percent of the 20 points");

    public static readonly Option ReadinessRollbackThreshold = Whole("LleReadinessRollbackThreshold", Judged, 70, 0, 100,
        "percent below which a deployment is rolled back whatever `LleKeepDegraded` says");

    public static readonly Option ValidationThreshold =
        Whole("LleValidationThreshold", Judged, 95, 0, 100, "percent of the eight post-deployment validations");

    // ---- what then ----

    public static readonly Option RollbackOnFailure =
        Flag("LleRollbackOnFailure", Then, true, "`false`: a failed deployment stays in place");

    public static readonly Option KeepDegraded = Flag("LleKeepDegraded", Then, false,
        "`true`: a budget missed within tolerance, or a readiness of 70 to 89 %, leaves the deployment in place with status `DEGRADED`");

    public static readonly Option BackupRetention = Whole("LleBackupRetention", Then, 10, 1, 100_000,
        "backups that are kept; never the newest good one less, nor one that a rollback needs");

    public static readonly Option MonitoringSchedule = Choice("LleMonitoringSchedule", Then, ["none", "systemd", "cron"],
        "`systemd`, `cron` or `none`: which schedule for the monitor is written beside it");

    public static readonly Option InstallHost = Flag("LleInstallHost", Then, false,
        "`true`: installs the program `lle` with yours, in `PREFIX/lib/lle/bin`, where `PREFIX/bin/lle` leads: status, rollback and " +
        "recovery on the target without a build. The installations of a prefix share it; only a newer one replaces it");

    public static readonly Option HostPackage = new("LleHostPackage", OptionKind.Path, Then, "",
        "for `LleInstallHost`: the package `Lle.Deploy.Host`, as `.nupkg` file, or a folder that holds `linux-x64/lle` or " +
        "`linux-arm64/lle`")
    {
        DefaultText = "set by the package `Lle.Deploy.Host`",
    };

    public static readonly Option DeploymentId =
        new("LleDeploymentId", OptionKind.Text, Then, "", "for `LleRollback`: the deployment to roll back")
        {
            DefaultText = "the last",
        };

    public static readonly Option RollbackReason =
        new("LleRollbackReason", OptionKind.Text, Then, "", "for `LleRollback`: goes to the logs");

    public static readonly Option BackupTimestamp = new("LleBackupTimestamp", OptionKind.Text, Then, "",
        "for `LleRestore`: `YYYYMMDD_HHMMSS`, a folder under the backup directory");

    public static readonly Option Purge = Flag("LlePurge", Then, false,
        "`true`: `LleUninstall` also removes changed configuration, data, logs and backups");

    public static readonly Option PlanOperation = Choice("LlePlanOperation", Then, ["deploy", "update", "rollback", "restore", "uninstall"],
        "for `LlePlan`: which operation is planned; with `LleUpdatePackage` it is the update");

    public static readonly Option PlanFile = new("LlePlanFile", OptionKind.Path, Then, "", "for `LlePlan`: where the plan goes as JSON")
    {
        DefaultText = "`obj/lle/plan.json`",
    };

    public static readonly Option PlanHash = new("LlePlanHash", OptionKind.Text, Then, "",
        "the hash of a plan: where payload, options or installed files are no longer what it was made from, the operation refuses");

    /// <summary>In the order of the documents.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        InstallPrefix, Name, ConfigDir, DataDir, LogDir, BackupDir, UnitDir, AllowInsecurePrefix, Owner, Group, RequiredDiskSpace, Adopt,
        Replaces,
        PayloadDir, BinaryName, Version, TrustedKeys, Signer, PayloadKind, PayloadExclude,
        VersionFolders, ProgramLinks, LeaveForeignFiles, ConfigName, ConfigMerge, DefaultConfigRules, UpdatePackage, UpdateVersion,
        AllowDowngrade, Force,
        BundleDir, SigningKey, SignCommand,
        MaxStartupTime, MaxResponseTime, MaxStartupRatio, MaxResponseRatio, MinCacheHitRate, RequireCacheHitRate, PerformanceTolerance,
        MaxRegression, FailOnRegression, StartupArguments, StartupExitCode, StartupRuns, StartupMaxTime, MeasureResponse, ResponseMode,
        ResponseRuns, DefaultProbes, StrictProbes,
        ReadinessThreshold, ReadinessRollbackThreshold, ValidationThreshold,
        RollbackOnFailure, KeepDegraded, BackupRetention, MonitoringSchedule, InstallHost, HostPackage, DeploymentId, RollbackReason,
        BackupTimestamp, Purge,
        PlanOperation, PlanFile, PlanHash,
        .. FleetOptions.All,
    ];

    /// <returns>null: there is no such option.</returns>
    public static Option? Find(string name) => All.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Option Flag(string name, OptionGroup group, bool byDefault, string text) =>
        new(name, OptionKind.Flag, group, byDefault ? "true" : "false", text);

    private static Option Whole(string name, OptionGroup group, int byDefault, double minimum, double maximum, string text) =>
        new(name, OptionKind.Whole, group, $"{byDefault}", text) { Minimum = minimum, Maximum = maximum };

    private static Option Number(string name, int byDefault, double minimum, double maximum, string text, string? variable = null) =>
        new(name, OptionKind.Number, Judged, $"{byDefault}", text) { Minimum = minimum, Maximum = maximum, Variable = variable };

    private static Option Choice(string name, OptionGroup group, string[] choices, string text) =>
        new(name, OptionKind.Choice, group, choices[0], text) { Choices = choices };
}
