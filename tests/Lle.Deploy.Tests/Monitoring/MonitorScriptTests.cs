using Lle.Deploy.Layout;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class MonitorScriptTests
{
    /// <summary>A program that needs longer than the sh whose own time the monitor takes off, whatever else the machine does.</summary>
    private const string Slow = "#!/bin/sh\nsleep 0.2\nexec sh \"$@\"\n";

    [TestMethod]
    public void A_threshold_in_the_configuration_decides()
    {
        using var installed = new InstalledShell();
        installed.ReplaceBinary(Slow);
        installed.Configure("startup_time_threshold", "1");
        var ran = Measure(installed, runs: "5");
        Assert.AreEqual(3, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "threshold: 1us");
        StringAssert.Contains(File.ReadAllText(installed.Layout.AlertsLog), "[ALERT] [CRITICAL] Startup time: ");
    }

    /// <summary>The other script of the kind too: whatever they read or write, a pipe is not waited for.</summary>
    [TestMethod]
    public void A_pipe_in_place_of_a_record_or_a_log_is_not_waited_for()
    {
        foreach (var pick in new Func<TargetLayout, string>[]
            { l => l.DeploymentState, l => l.MonitoringConfiguration, l => l.HealthLog, l => l.AlertsLog })
        {
            using var installed = new InstalledShell();
            var pipe = pick(installed.Layout);
            File.Delete(pipe);
            Run.Tool("mkfifo", installed.Root, pipe);

            foreach (var script in new[] { installed.Layout.Monitor, installed.Layout.StatusScript })
            {
                // 124 is timeout's own.
                var ran = installed.Run("timeout 60 dash", script, script == installed.Layout.Monitor ? ["all"] : [],
                    new() { ["LLE_MONITOR_RUNS"] = "2" });
                Assert.AreNotEqual(124, ran.ExitCode, $"{pipe}: {script}");
            }
        }
    }

    [TestMethod]
    public void The_environment_overrides_the_configuration()
    {
        using var installed = new InstalledShell();
        installed.ReplaceBinary(Slow);
        var ran = installed.Run("dash", installed.Layout.Monitor, ["performance"],
            new() { ["MAX_STARTUP_TIME"] = "1", ["LLE_MONITOR_RUNS"] = "5" });
        Assert.AreEqual(3, ran.ExitCode, ran.All);
    }

    [TestMethod]
    public void An_alert_is_raised_once_and_called_off_once()
    {
        using var installed = new InstalledShell();
        var shell = File.ReadAllBytes(installed.Layout.Binary);
        installed.Configure("cpu_usage_threshold", "999999");
        installed.ReplaceBinary("#!/bin/sh\nexit 1\n");
        Health(installed);
        Health(installed);
        File.WriteAllBytes(installed.Layout.Binary, shell);
        Health(installed);
        Health(installed);
        var alerts = File.ReadAllLines(installed.Layout.AlertsLog);
        Assert.HasCount(2, alerts, string.Join('\n', alerts));
        StringAssert.Contains(alerts[0], "] [ALERT] [CRITICAL] LLE health check: failed (exit status 1)");
        StringAssert.Contains(alerts[1], "] [RECOVERED] [OK] LLE health check: passed");
    }

    [TestMethod]
    public void An_alert_is_remembered_across_a_rotation()
    {
        using var installed = new InstalledShell();
        installed.Configure("cpu_usage_threshold", "999999");
        installed.ReplaceBinary("#!/bin/sh\nexit 1\n");
        Health(installed);
        File.Move(installed.Layout.AlertsLog, installed.Layout.AlertsLog + ".1");
        Health(installed);
        Assert.IsFalse(File.Exists(installed.Layout.AlertsLog));
    }

    [TestMethod]
    public void Switched_off_checks_say_so_and_write_nothing()
    {
        using var installed = new InstalledShell();
        installed.Configure("enable_health_checks", "false");
        installed.Configure("enable_performance_monitoring", "false");
        var ran = installed.Run("dash", installed.Layout.Monitor, ["all"]);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "switched off");
        Assert.IsFalse(File.Exists(installed.Layout.HealthLog));
    }

    [TestMethod]
    public void Logs_rotate_by_size_and_the_oldest_goes()
    {
        using var installed = new InstalledShell();
        installed.AppendToMonitoring("[logs]\nlog_max_size=10\nlog_keep=2\n");
        for (var run = 0; run < 3; run++)
        {
            Health(installed);
        }

        var names = Directory.GetFiles(installed.Layout.LogDir, "health.log*").Select(Path.GetFileName).Order().ToArray();
        CollectionAssert.AreEqual(new[] { "health.log", "health.log.1", "health.log.2" }, names);
    }

    [TestMethod]
    [DataRow("startup_time_threshold", "fast")]
    [DataRow("startup_time_threshold", "")]
    [DataRow("startup_time_threshold", "1000000000000")]
    [DataRow("startup_time_threshold", "$(touch x)")]
    [DataRow("enable_alerts", "yes")]
    [DataRow("health_check_interval", "5m")]
    public void A_setting_that_cannot_be_used_is_named(string key, string value)
    {
        using var installed = new InstalledShell();
        installed.Configure(key, value);
        var ran = Health(installed);
        Assert.AreEqual(2, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Errors, $".{key} is '{value}', expected");
    }

    [TestMethod]
    public void A_missing_configuration_is_no_health()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.MonitoringConfiguration);
        Assert.AreEqual(2, Health(installed).ExitCode);
    }

    [TestMethod]
    public void A_log_outside_of_the_log_directory_is_never_written()
    {
        using var installed = new InstalledShell();
        installed.Configure("health_log_file", installed.Root + "/elsewhere.log");
        Health(installed);
        installed.Configure("health_log_file", installed.Layout.LogDir + "/../elsewhere.log");
        Health(installed);
        Assert.IsFalse(File.Exists(installed.Root + "/elsewhere.log"));
        Assert.IsFalse(File.Exists(Path.GetDirectoryName(installed.Layout.LogDir) + "/elsewhere.log"));
        Assert.IsTrue(File.Exists(installed.Layout.HealthLog));
    }

    [TestMethod]
    public void A_log_that_cannot_be_written_is_told()
    {
        using var installed = new InstalledShell();
        Directory.CreateDirectory(installed.Layout.HealthLog);
        var ran = Health(installed);
        Assert.AreEqual(4, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Errors, $"cannot write {installed.Layout.HealthLog}");
    }

    [TestMethod]
    public void Without_arguments_it_says_how_it_is_used()
    {
        using var installed = new InstalledShell();
        var ran = installed.Run("dash", installed.Layout.Monitor);
        Assert.AreEqual(2, ran.ExitCode);
        StringAssert.Contains(ran.Errors, "usage: monitor_lle.sh health|performance|all");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void Without_the_kernel_s_clock_time_is_asked(string shell)
    {
        Tools.Require("time");
        using var installed = new InstalledShell();
        installed.ReplaceBinary("#!/bin/sh\nsleep 0.03\nexec /bin/sh \"$@\"\n");
        var ran = installed.Run(shell, installed.Layout.Monitor, ["performance"],
            new() { ["LLE_MONITOR_CLOCK"] = "time", ["LLE_MONITOR_RUNS"] = "30" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Matches(ran.Output, new(@"Startup time: [1-9]\d*us \(mean of 30"));
        StringAssert.Matches(ran.Output, new(@"Response time: \d+us \(mean of 30"));
    }

    [TestMethod]
    public void Metrics_name_what_is_deployed_and_leave_out_what_was_not_measured()
    {
        using var installed = new InstalledShell(
            "prefix", new("20250102_030405", "1.\"2\\", new(1_000_000, 1_000_000), MeasuresResponse: false));
        Assert.AreEqual(0, installed.Run("dash", installed.Layout.Monitor, ["all"], new() { ["LLE_MONITOR_RUNS"] = "3" }).ExitCode);
        var metrics = File.ReadAllText(installed.Layout.LogDir + "/lle.prom");
        StringAssert.Contains(metrics, "deployment_id=\"20250102_030405\",version=\"1.\\\"2\\\\\"} 1\n");
        StringAssert.Matches(metrics, new(@"(?m)^lle_startup_seconds\{[^}]*\} 0\.\d{6}$"));
        Assert.DoesNotContain("lle_response_seconds{", metrics);
        Assert.DoesNotContain("lle_readiness_ratio", metrics);
        Assert.IsFalse(metrics.Split('\n').Any(line => line.Length > 0
            && !System.Text.RegularExpressions.Regex.IsMatch(line, @"^(# (HELP|TYPE) lle_|lle_\w+\{.*\} [0-9.]+$)")), metrics);
    }

    [TestMethod]
    public void Another_program_is_started_with_its_own_arguments()
    {
        using var installed = new InstalledShell(
            "prefix", new("id", "1", new(1_000_000, 1_000_000), MeasuresResponse: false, StartupArguments: ["--say", "it's $HOME"]));
        installed.ReplaceBinary("#!/bin/sh\n[ \"$1\" = --say ] && [ \"$2\" = \"it's \\$HOME\" ] && [ $# = 2 ]\n");
        Assert.AreEqual(0, Health(installed).ExitCode, Health(installed).All);
        Assert.AreEqual(0, installed.Run("dash", installed.Layout.StatusScript).ExitCode);
    }

    [TestMethod]
    public void A_cache_hit_rate_below_its_threshold_is_an_alert_and_the_shell_is_not_ill_for_it()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.Binary);
        File.CreateSymbolicLink(installed.Layout.Binary, Tools.ShellWithLineEditor(installed.Root));
        var ran = installed.Run("dash", installed.Layout.Monitor, ["all"], new() { ["LLE_MONITOR_RUNS"] = "3" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "Cache hit rate: 50% (threshold: 75%)");
        StringAssert.Contains(File.ReadAllText(installed.Layout.AlertsLog), "[ALERT] [WARNING] Cache hit rate: 50% (threshold: 75%)");
        StringAssert.Matches(File.ReadAllText(installed.Layout.LogDir + "/lle.prom"), new(@"(?m)^lle_cache_hit_ratio\{[^}]*\} 0\.50$"));
    }

    [TestMethod]
    public void The_threshold_of_the_cache_hit_rate_decides()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.Binary);
        File.CreateSymbolicLink(installed.Layout.Binary, Tools.ShellWithLineEditor(installed.Root));
        installed.Configure("cache_hit_rate_threshold", "50");
        var ran = Measure(installed, runs: "3");
        StringAssert.Contains(ran.Output, "Cache hit rate: 50% (threshold: 50%)");
        Assert.IsFalse(File.Exists(installed.Layout.AlertsLog), ran.All);
    }

    [TestMethod]
    public void A_shell_that_reports_no_cache_hit_rate_is_not_blamed_for_one()
    {
        using var installed = new InstalledShell();
        var ran = Measure(installed, runs: "3");
        StringAssert.Contains(ran.Output, "Cache hit rate: not reported");
        Assert.IsFalse(File.Exists(installed.Layout.AlertsLog), ran.All);
    }

    [TestMethod]
    public void Another_prefix_is_looked_at_under_the_installation_s_own_name()
    {
        using var installed = new InstalledShell();
        var script = InstalledScripts.Monitor(installed.Layout with { Name = "greet" }, installed.Settings);
        File.WriteAllBytes(installed.Layout.Monitor, script.Content);

        var ran = installed.Run("dash", installed.Layout.Monitor, ["health"], new() { ["LLE_INSTALL_PREFIX"] = installed.Root + "/other" });

        Assert.Contains($"{installed.Root}/other/etc/greet/monitoring.conf: the file is missing", ran.Errors);
    }

    private static Ran Health(InstalledShell installed) => installed.Run("dash", installed.Layout.Monitor, ["health"]);

    private static Ran Measure(InstalledShell installed, string runs) =>
        installed.Run("dash", installed.Layout.Monitor, ["performance"], new() { ["LLE_MONITOR_RUNS"] = runs });
}
