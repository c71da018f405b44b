using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Options;

[TestClass]
public sealed class OptionsReaderTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["LleInstallPrefix"] = "/opt/lle",
        ["LleConfigDir"] = "/opt/lle/etc",
        ["LleDataDir"] = "/opt/lle/data",
        ["LleLogDir"] = "/opt/lle/log",
        ["LleBackupDir"] = "/opt/lle/data/backups",
    };

    [TestMethod]
    public void The_defaults_are_the_documents()
    {
        var options = Read([]);
        Assert.AreEqual((1000, 500, 75, 20), ((int)options.Budgets.MaxStartupMicroseconds, (int)options.Budgets.MaxResponseMicroseconds,
            (int)options.Budgets.MinCacheHitRatePercent, (int)options.Budgets.TolerancePercent));
        Assert.AreEqual((90, 70, 95, 102400L, 10),
            (options.ReadinessThreshold, options.ReadinessRollbackThreshold, options.ValidationThreshold, options.RequiredDiskSpaceKib,
            options.BackupRetention));
        Assert.IsTrue(options.RollbackOnFailure);
        Assert.IsFalse(options.KeepDegraded);
        Assert.AreEqual("/opt/lle/bin/lusush", options.Layout.Binary);
    }

    [TestMethod]
    [DataRow("LleMaxStartupTime", "0")]
    [DataRow("LleMaxStartupTime", "fast")]
    [DataRow("LleMaxStartupTime", "1e3")]
    [DataRow("LleMaxStartupTime", "NaN")]
    [DataRow("LleMinCacheHitRate", "101")]
    [DataRow("LleStartupRuns", "1.5")]
    [DataRow("LleStartupRuns", "99999999999999999999")]
    [DataRow("LleBackupRetention", "0")]
    [DataRow("LleReadinessThreshold", "-1")]
    [DataRow("LleRollbackOnFailure", "yes")]
    [DataRow("LleResponseMode", "socket")]
    [DataRow("LleMonitoringSchedule", "hourly")]
    [DataRow("LleVersion", "1/2")]
    [DataRow("LleVersion", "1\n2")]
    [DataRow("LleBinaryName", "../sh")]
    [DataRow("LleBinaryName", "..")]
    [DataRow("LleBinaryName", "-c")]
    [DataRow("LleBinaryName", ".lle-x")]
    public void A_bad_value_is_refused_and_names_its_property(string property, string value)
    {
        var problem = Problems(new() { [property] = value }).Single();
        Assert.AreEqual(("LLE1002", property), (problem.Code, problem.Location.Property));
        Assert.Contains("expected", problem.Message);
    }

    [TestMethod]
    public void All_bad_values_are_told_at_once()
    {
        var problems = Problems(new()
        {
            ["LleMaxStartupTime"] = "x",
            ["LleStartupRuns"] = "x",
            ["LleInstallPrefix"] = "relative",
            ["LleKeepDegraded"] = "maybe"
        });
        CollectionAssert.IsSubsetOf(
            new[] { "LleMaxStartupTime", "LleStartupRuns", "LleInstallPrefix", "LleKeepDegraded" },
            problems.Select(p => p.Location.Property).ToArray());
    }

    [TestMethod]
    public void Two_directories_may_not_be_the_same() =>
        Assert.Contains(p => p.Code == "LLE1006", Problems(new() { ["LleLogDir"] = "/opt/lle/data" }));

    [TestMethod]
    public void The_configuration_is_not_in_the_directory_of_programs_which_installations_share()
    {
        var problem = Problems(new() { ["LleInstallPrefix"] = "/opt/lle", ["LleConfigDir"] = "/opt/lle/bin" }).Single();

        Assert.AreEqual("LLE1006", problem.Code);
        Assert.AreEqual("LleConfigDir", problem.Location.Property);
    }

    [TestMethod]
    public void The_lower_readiness_mark_may_not_be_above_the_upper_one() =>
        Assert.AreEqual("LleReadinessRollbackThreshold", Problems(new() { ["LleReadinessThreshold"] = "60" }).Single().Location.Property);

    [TestMethod]
    public void An_unknown_owner_is_refused() =>
        Assert.AreEqual("LLE1007", Problems(new() { ["LleOwner"] = "nobody-of-this-name" }).Single().Code);

    [TestMethod]
    public void Relative_payload_paths_start_at_the_project() =>
        Assert.AreEqual("/projects/one/out", Read(new() { ["LlePayloadDir"] = "out" }).PayloadDir);

    private static DeploymentOptions Read(Dictionary<string, string> values) =>
        new OptionsReader(Good.Concat(values.Where(v => !Good.ContainsKey(v.Key)))
            .ToDictionary(v => v.Key, v => values.GetValueOrDefault(v.Key, v.Value)), "/projects/one").Read();

    private static IReadOnlyList<Diagnostic> Problems(Dictionary<string, string> values) =>
        Assert.ThrowsExactly<DeploymentException>(() => Read(values)).Diagnostics;
}
