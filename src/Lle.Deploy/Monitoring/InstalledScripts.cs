using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Monitoring;

/// <summary>What the installed scripts are told about the deployment that wrote them.</summary>
/// <param name="DeploymentId">Shown in the metrics.</param>
/// <param name="Version">Shown in the metrics.</param>
/// <param name="Budgets">The thresholds where monitoring.conf names none.</param>
/// <param name="OwnerUid">Who the files must belong to; null: not looked at.</param>
/// <param name="GroupGid">Which group they must belong to; null: not looked at.</param>
/// <param name="DeployerUid">Who deployed, where the files were given to somebody else: what is theirs is as good; null: only the owner's
/// is.</param>
/// <param name="ReadinessPercent">The score of phase 10; null: not measured, and then not exposed.</param>
/// <param name="StartupArguments">LleStartupArguments: with these the program starts, and ends at once with 0; null: -c "exit 0".</param>
/// <param name="IsLinked">The program is a link into a version folder.</param>
/// <param name="HasConfiguration">There is an lle.conf.</param>
/// <param name="StartupExitCode">With this such a start ends.</param>
/// <param name="RunEnvironment">LleRunEnvironment.</param>
/// <param name="ProgramMode">Of the program's file.</param>
/// <param name="MeasuresResponse">Whether the program holds interactive sessions; only then is its response time monitored.</param>
internal sealed record ScriptSettings(
    string DeploymentId,
    string Version,
    Budgets Budgets,
    uint? OwnerUid = null,
    uint? GroupGid = null,
    uint? DeployerUid = null,
    int? ReadinessPercent = null,
    bool MeasuresResponse = true,
    IReadOnlyList<string>? StartupArguments = null,
    bool IsLinked = false,
    bool HasConfiguration = true,
    uint ProgramMode = FileModes.Program,
    int StartupExitCode = 0,
    IReadOnlyDictionary<string, string>? RunEnvironment = null);

/// <summary>Renders the three scripts that stay on the target. They are files of their own beside this one; only quoted words are put
/// in.</summary>
internal static class InstalledScripts
{
    public static IReadOnlyList<RenderedFile> Render(TargetLayout layout, ScriptSettings settings) =>
    [
        SecurityValidator(layout, settings),
        Monitor(layout, settings),
        Status(layout, settings),
    ];

    /// <summary>Phase 6.</summary>
    public static RenderedFile SecurityValidator(TargetLayout layout, ScriptSettings settings) =>
        Script("validate_security.sh", layout.SecurityValidator, layout, settings);

    /// <summary>Phase 11.</summary>
    public static RenderedFile Monitor(TargetLayout layout, ScriptSettings settings) =>
        Script("monitor_lle.sh", layout.Monitor, layout, settings);

    /// <summary>Phase 12.</summary>
    public static RenderedFile Status(TargetLayout layout, ScriptSettings settings) =>
        Script("lle_status.sh", layout.StatusScript, layout, settings);

    private static RenderedFile Script(string template, string path, TargetLayout layout, ScriptSettings settings) =>
        RenderedFile.Of(path, Placeholders.Fill(Template(template), Values(layout, settings)), RenderedFile.Script);

    /// <summary>One of the three, with what they share in its place.</summary>
    private static string Template(string name) => Resources.Text(name)
        .Replace("@COMMON@\n", Resources.Text("common.sh"), StringComparison.Ordinal)
        .Replace("@LISTED@\n", string.Concat(Listed.Select(file => $"  set -- \"$@\" {PathOf(file)}\n")), StringComparison.Ordinal)
        .Replace("@PATHS@\n", string.Concat(Listed.Select(PathCheck)), StringComparison.Ordinal);

    private static IEnumerable<InstalledFile> Listed => InstalledFiles.All.Where(IsListed);

    /// <summary>The program and lle.conf have conditions of their own, which the script knows.</summary>
    private static bool IsListed(InstalledFile file) =>
        file.IsAudited && file.Owner.Number >= Phase.BinaryInstallation.Number
            && file is not ({ Section: "bin" } or { IsMainConfiguration: true });

    /// <summary>The validator runs in phase 6 for the first time: what later phases write may be missing then.</summary>
    private static string PathCheck(InstalledFile file)
    {
        var check = file.Owner.Number <= Phase.SecurityConfiguration.Number ? "check_path" : "check_if_there";
        return $"  {check} - '{FileModes.Letters(file.Mode)}' {PathOf(file)}{(file.IsAnyones ? " anyone" : "")}\n";
    }

    /// <summary>As a word of the script.</summary>
    private static string PathOf(InstalledFile file)
    {
        var directory = file.Section switch
        {
            "bin" => "$LLE_INSTALL_PREFIX/bin",
            "config" => "$LLE_CONFIG_DIR",
            "data" => "$LLE_DATA_DIR",
            _ => "$LLE_LOG_DIR"
        };
        var name = file.Name == "{program}" ? "$binary_name" : file.Name;
        return $"\"{directory}/{name}\"";
    }

    private static Dictionary<string, string> Values(TargetLayout layout, ScriptSettings settings)
    {
        var values = new Dictionary<string, string>
        {
            ["PREFIX"] = layout.Prefix,
            ["CONFIG_DIR"] = layout.ConfigDir,
            ["DATA_DIR"] = layout.DataDir,
            ["LOG_DIR"] = layout.LogDir,
            ["BACKUP_DIR"] = layout.BackupDir,
            ["PROGRAM_MODE"] = FileModes.Letters(settings.ProgramMode),
            ["CONFIG_NAME"] = layout.ConfigName,
            ["BINARY_NAME"] = layout.BinaryName,
            ["INSTALLATION_NAME"] = layout.Name,
            ["DEPLOYMENT_ID"] = settings.DeploymentId,
            ["VERSION"] = settings.Version,
            ["DEPLOYER"] = settings.DeployerUid is { } deployer ? deployer.ToString(CultureInfo.InvariantCulture) : "",
            ["OWNER"] = settings.OwnerUid is { } uid ? uid.ToString(CultureInfo.InvariantCulture) : "",
            ["GROUP"] = settings.GroupGid is { } gid ? gid.ToString(CultureInfo.InvariantCulture) : "",
            ["READINESS_PERCENT"] = settings.ReadinessPercent is { } percent ? percent.ToString(CultureInfo.InvariantCulture) : "",
            ["MAX_STARTUP_TIME"] = Threshold.Maximum(settings.Budgets.MaxStartupMicroseconds),
            ["MAX_RESPONSE_TIME"] = Threshold.Maximum(settings.Budgets.MaxResponseMicroseconds),
            ["MIN_CACHE_HIT_RATE"] = Threshold.Minimum(settings.Budgets.MinCacheHitRatePercent),
            ["IS_LINKED"] = settings.IsLinked ? "true" : "false",
            ["HAS_CONFIGURATION"] = settings.HasConfiguration ? "true" : "false",
            ["MEASURE_RESPONSE"] = settings.MeasuresResponse ? "true" : "false",
        };
        var words = values.ToDictionary(each => each.Key, each => ShellLiteral.Quote(each.Value));
        words["STARTUP_EXIT_CODE"] = settings.StartupExitCode.ToString(CultureInfo.InvariantCulture);
        words["RUN_ENVIRONMENT"] = string.Join(' ', (settings.RunEnvironment ?? RunVariables.None).Select(variable =>
            $"{variable.Key}={ShellLiteral.Quote(variable.Value.Replace(RunVariables.VersionFolder,
                settings.IsLinked ? layout.CurrentVersion : layout.Prefix, StringComparison.Ordinal))}"));
        words["STARTUP_ARGUMENTS"] = string.Join(' ', (settings.StartupArguments ?? ["-c", "exit 0"]).Select(ShellLiteral.Quote));
        return words;
    }
}
