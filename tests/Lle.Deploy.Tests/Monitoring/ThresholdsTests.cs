using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Configuration;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed partial class ThresholdsTests
{
    [TestMethod]
    [DataRow(1000.5, 499.01, 74.2, "1001 500 74")]
    [DataRow(1000.01, 499.99, 75.99, "1001 500 75")]
    [DataRow(1000, 500, 75, "1000 500 75")]
    [DataRow(0.3, 1e12, 0, "1 999999999 0")]
    public void A_budget_is_one_number_in_the_configuration_and_in_the_script(double startup, double response, double rate, string expected)
    {
        var budgets = new Budgets(startup, response, rate);
        using var installed = new InstalledShell(settings: new ScriptSettings("20250102_030405", "1.2.3", budgets));
        var script = File.ReadAllText(installed.Layout.Monitor);
        var configuration = GeneratedFiles.MonitoringConfiguration(installed.Layout, budgets, "id", "date");
        Assert.AreEqual(expected, Numbers(InTheScript(), script), "script");
        Assert.AreEqual(expected, Numbers(InTheConfiguration(), configuration), "configuration");
    }

    [TestMethod]
    [DataRow("1000.5", "1001")]
    [DataRow("1000.0", "1000")]
    [DataRow("1000.", "1000")]
    [DataRow("1000", "1000")]
    public void A_threshold_from_the_environment_is_rounded_the_same_way(string given, string threshold)
    {
        using var installed = new InstalledShell();
        var ran = installed.Run("dash", installed.Layout.Monitor, ["performance"],
            new() { ["MAX_STARTUP_TIME"] = given, ["LLE_MONITOR_RUNS"] = "1" });
        StringAssert.Contains(ran.Output, $"threshold: {threshold}us");
    }

    [TestMethod]
    [DataRow("50.9", "50", false)]
    [DataRow("50.", "50", false)]
    [DataRow("51", "51", true)]
    public void A_minimum_from_the_environment_is_rounded_down(string given, string threshold, bool alerts)
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.Binary);
        File.CreateSymbolicLink(installed.Layout.Binary, Tools.ShellWithLineEditor(installed.Root));
        var ran = installed.Run("dash", installed.Layout.Monitor, ["performance"],
            new() { ["MIN_CACHE_HIT_RATE"] = given, ["LLE_MONITOR_RUNS"] = "3" });
        StringAssert.Contains(ran.Output, $"Cache hit rate: 50% (threshold: {threshold}%)");
        Assert.AreEqual(alerts, File.Exists(installed.Layout.AlertsLog), ran.All);
    }

    [TestMethod]
    [DataRow("1000.5x")]
    [DataRow("1.2.3")]
    [DataRow(".5")]
    public void A_threshold_from_the_environment_that_is_no_number_is_named(string given)
    {
        using var installed = new InstalledShell();
        var ran = installed.Run("dash", installed.Layout.Monitor, ["performance"], new() { ["MAX_STARTUP_TIME"] = given });
        Assert.AreEqual(2, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Errors, $"MAX_STARTUP_TIME is not a number: {given}");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void What_sh_itself_needs_is_not_counted(string shell)
    {
        using var installed = new InstalledShell();
        installed.ReplaceBinary("#!/bin/sh\nsleep 0.03\nexec /bin/sh \"$@\"\n");
        var ran = installed.Run(shell, installed.Layout.Monitor, ["performance"], new() { ["LLE_MONITOR_RUNS"] = "20" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        var startup = Regex.Match(ran.Output, @"Startup time: (\d+)us \(mean of 20, without (\d+)us that sh itself needs, clock \+-1002us");
        Assert.IsTrue(startup.Success, ran.All);
        Assert.IsLessThan(int.Parse(startup.Groups[1].Value), int.Parse(startup.Groups[2].Value), ran.All);
        StringAssert.Matches(ran.Output, new Regex(@"Response time: \d+us \(mean of 20, without \d+us that sh itself needs, "));
    }

    private static string Numbers(Regex pattern, string text) => string.Join(
        ' ', new[] { "startup", "response", "cache" }.Select(
            name => pattern.Matches(text).Single(each => each.Groups["name"].Value == name).Groups["value"].Value));

    [GeneratedRegex("^(?<name>startup|response|cache)_threshold='(?<value>[0-9]+)'$", RegexOptions.Multiline)]
    private static partial Regex InTheScript();

    [GeneratedRegex("^(?<name>startup|response|cache)_(?:time|hit_rate)_threshold=(?<value>[0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex InTheConfiguration();
}
