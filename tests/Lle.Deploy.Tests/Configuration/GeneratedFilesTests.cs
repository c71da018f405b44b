using Lle.Deploy.Configuration;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class GeneratedFilesTests
{
    private static readonly TargetLayout Layout = new("/p", "/p/etc", "/p/data", "/p/log with 'quotes' & $(x)", "/p/b", "lusush");

    private static string Security(string user = "root") =>
        GeneratedFiles.SecurityConfiguration("20260102_030405", "2026-01-02 03:04:05", user);

    [TestMethod]
    public void Security_settings_have_every_key_of_the_document()
    {
        var document = ConfigDocument.Parse(Security(), "security.conf");

        GeneratedFiles.CheckSecurity(document);
        CollectionAssert.AreEqual(
            new[]
            {
                "enable_input_validation=true", "max_input_length=8192", "validate_terminal_sequences=true",
                "command_injection_protection=true",
                "enable_buffer_protection=true", "enable_bounds_checking=true", "stack_protection=true", "heap_protection=true",
                "enable_plugin_sandboxing=true", "plugin_resource_limits=true", "plugin_permission_model=strict",
                "enable_audit_logging=true",
                "audit_log_level=INFO", "audit_log_retention_days=90", "security_event_logging=true", "enable_rbac=true",
                "default_permission_level=restricted", "admin_users=root", "enable_threat_detection=true", "monitor_file_integrity=true",
                "monitor_memory_usage=true", "alert_on_security_events=true",
            },
            document.Entries.Select(entry => $"{entry.Key}={entry.Value}").ToArray());
    }

    [TestMethod]
    public void Monitoring_settings_carry_budgets_and_any_path()
    {
        var text = GeneratedFiles.MonitoringConfiguration(Layout, new Budgets(1500.2, 600, 80), "id", "2026-01-02 03:04:05");
        var document = ConfigDocument.Parse(text, "monitoring.conf");

        ConfigRules.Check(document, GeneratedFiles.MonitoringRules);
        Assert.AreEqual("/p/log with 'quotes' & $(x)/alerts.log", document.Find("alerts", "alert_log_file")!.Value);
        Assert.AreEqual("1501", document.Find("performance", "startup_time_threshold")!.Value);
        Assert.AreEqual("80", document.Find("performance", "cache_hit_rate_threshold")!.Value);
        Assert.AreEqual(14, document.Entries.Count());
    }

    [TestMethod]
    public void A_security_setting_edited_by_hand_survives_an_upgrade()
    {
        var before = Security();
        var local = before.Replace("max_input_length=8192", "max_input_length=4096", StringComparison.Ordinal);
        var after = GeneratedFiles.SecurityConfiguration("20270102_030405", "2027-01-02 03:04:05", "root");

        var merged = ConfigMerge.Merge(before, local, after, MergePolicy.Merge, "security.conf", "security.conf", hideValues: true);

        Assert.AreEqual(after.Replace("max_input_length=8192", "max_input_length=4096", StringComparison.Ordinal), merged.Text);
    }

    [TestMethod]
    [DataRow("enable_input_validation=true", "enable_input_validation=false", "LLE1606")]
    [DataRow("enable_input_validation=true", "# enable_input_validation=true", "LLE1510")]
    [DataRow("max_input_length=8192", "max_input_length=0", "LLE1512")]
    [DataRow("[monitoring]", "[other]", "LLE1509")]
    public void A_security_setting_taken_away_is_refused(string good, string bad, string code) =>
        Refused.With(code, () => GeneratedFiles.CheckSecurity(
            ConfigDocument.Parse(Security().Replace(good, bad, StringComparison.Ordinal), "security.conf")));

    [TestMethod]
    public void A_user_name_that_would_add_a_line_is_refused() => Refused.With("LLE1502", () => Security("root\nenable_rbac=false"));

    [TestMethod]
    public void Own_template_values_come_on_top_of_the_layout()
    {
        var values = GeneratedFiles.TemplateValues(Layout, "now", new Dictionary<string, string> { ["MODE"] = "fast" });

        CollectionAssert.AreEquivalent(
            new[] { "LLE_INSTALL_PREFIX", "LLE_CONFIG_DIR", "LLE_DATA_DIR", "LLE_LOG_DIR", "DEPLOYMENT_DATE", "MODE" },
            values.Keys.ToArray());
    }
}
