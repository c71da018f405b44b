using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Text;

namespace Lle.Deploy.Configuration;

/// <summary>The configuration files that a deployment writes from templates of its own.</summary>
internal static class GeneratedFiles
{
    /// <summary>The values a payload's configuration template may name; own ones come on top.</summary>
    public static Dictionary<string, string> TemplateValues(
        TargetLayout layout, string deploymentDate, IReadOnlyDictionary<string, string>? own = null)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LLE_INSTALL_PREFIX"] = layout.Prefix,
            ["LLE_CONFIG_DIR"] = layout.ConfigDir,
            ["LLE_DATA_DIR"] = layout.DataDir,
            ["LLE_LOG_DIR"] = layout.LogDir,
            ["DEPLOYMENT_DATE"] = deploymentDate,
        };
        foreach (var (name, value) in own ?? new Dictionary<string, string>())
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>The default security.conf; merge it with what is installed.</summary>
    public static string SecurityConfiguration(string deploymentId, string deploymentDate, string user) =>
        ConfigTemplate.Render(Resources.Text("security.conf"), "security.conf", new Dictionary<string, string>
        {
            ["DEPLOYMENT_ID"] = deploymentId,
            ["DEPLOYMENT_DATE"] = deploymentDate,
            ["DEPLOYMENT_USER"] = user,
        });

    /// <summary>The default monitoring.conf; merge it with what is installed.</summary>
    public static string MonitoringConfiguration(TargetLayout layout, Budgets budgets, string deploymentId, string deploymentDate) =>
        ConfigTemplate.Render(Resources.Text("monitoring.conf"), "monitoring.conf", new Dictionary<string, string>
        {
            ["DEPLOYMENT_ID"] = deploymentId,
            ["DEPLOYMENT_DATE"] = deploymentDate,
            ["LLE_LOG_DIR"] = layout.LogDir,
            ["MAX_RESPONSE_TIME"] = Threshold.Maximum(budgets.MaxResponseMicroseconds),
            ["MAX_STARTUP_TIME"] = Threshold.Maximum(budgets.MaxStartupMicroseconds),
            ["MIN_CACHE_HIT_RATE"] = Threshold.Minimum(budgets.MinCacheHitRatePercent),
        });

    /// <summary>What security.conf must hold whatever was edited in it.</summary>
    public static IReadOnlyList<ConfigRule> SecurityRules { get; } =
    [
        new("security"),
        new("monitoring"),
        new("security", "enable_input_validation", ConfigValueKind.Boolean),
        new("security", "max_input_length", ConfigValueKind.Integer, 1, int.MaxValue),
        new("security", "audit_log_retention_days", ConfigValueKind.Integer, 1, 36500),
    ];

    /// <summary>What monitoring.conf must hold whatever was edited in it: the monitor script reads these.</summary>
    public static IReadOnlyList<ConfigRule> MonitoringRules { get; } =
    [
        new("performance", "response_time_threshold", ConfigValueKind.Integer, 1, int.MaxValue),
        new("performance", "startup_time_threshold", ConfigValueKind.Integer, 1, int.MaxValue),
        new("performance", "cache_hit_rate_threshold", ConfigValueKind.Integer, 0, 100),
        new("health", "health_check_interval", ConfigValueKind.Integer, 1, int.MaxValue),
        new("alerts", "enable_alerts", ConfigValueKind.Boolean),
    ];

    /// <summary>The rules, and that input validation was not switched off by hand.</summary>
    public static void CheckSecurity(ConfigDocument document)
    {
        ConfigRules.Check(document, SecurityRules);
        if (document.Find("security", "enable_input_validation") is { Value: not "true" } entry)
        {
            throw new DeploymentException(DiagnosticCatalog.SecuritySettingWeakened(
                entry.Source.File!, entry.Source.Line, entry.ValueColumn, entry.Key, entry.Value));
        }
    }
}
