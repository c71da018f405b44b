using Lle.Deploy.Options;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A deployment whose payload, options and installed files are those of the last successful one.</summary>
[TestClass]
public sealed class TheSameAgainTests
{
    [TestMethod]
    public void Changes_nothing_but_log_and_result()
    {
        using var target = new Target();
        target.Deployed();
        var before = Everything(target);

        var result = target.Deployed();

        Assert.AreEqual("UNCHANGED", result.Status);
        // Logs and results are what it may write; the lock file was held, and is empty as before.
        foreach (var (path, content) in Everything(target)
            .Where(file => !file.Key.StartsWith(target.At("var/log"), StringComparison.Ordinal)
            && !file.Key.EndsWith(".lock", StringComparison.Ordinal)))
        {
            Assert.AreEqual(before.GetValueOrDefault(path), content, path);
        }

        Assert.IsTrue(File.Exists(result.ResultPath));
    }

    [TestMethod]
    public void Takes_no_backup_and_measures_nothing()
    {
        using var target = new Target();
        target.Deployed();
        var backups = Directory.GetDirectories(target.At("var/lib/lusush/backups"));

        var result = target.Deployed();

        CollectionAssert.AreEqual(backups, Directory.GetDirectories(target.At("var/lib/lusush/backups")));
        Assert.IsNull(result.Facts["StartupMicroseconds"]);
    }

    [TestMethod]
    public void A_plan_of_it_starts_nothing_and_the_deployment_asks_the_health_check()
    {
        using var target = new Target();
        var asked = target.Prefix + ".asked";
        target.Items.Add(new EngineItem("LleHealthCheck", "answers", new Dictionary<string, string>
        {
            ["Command"] = $"echo check >> '{asked}'",
        }));
        target.Payload($"echo program >> '{asked}'");
        target.Deployed();
        File.Delete(asked);

        Assert.IsTrue(target.Engine().Plan(CancellationToken.None).Succeeded);
        Assert.IsFalse(File.Exists(asked), "a plan runs neither the program nor a health check");

        Assert.AreEqual("UNCHANGED", target.Deployed().Status);
        Assert.HasCount(1, File.ReadAllLines(asked).Where(line => line == "check"));
    }

    [TestMethod]
    public void Goes_through_every_gate_where_that_is_asked_for()
    {
        using var target = new Target();
        target.Deployed();
        target.Options["LleForce"] = "true";

        var result = target.Deployed();

        Assert.IsNotNull(result.Facts["StartupMicroseconds"]);
        Assert.AreEqual("UNCHANGED", result.Status);
    }

    [TestMethod]
    [DataRow("LleMaxStartupTime", "59999999")]
    [DataRow("LleMonitoringSchedule", "systemd")]
    [DataRow("LleBackupRetention", "3")]
    public void Changed_options_are_a_change_that_a_rollback_takes_back(string option, string value)
    {
        using var target = new Target();
        target.Deployed();
        var before = target.Tree();
        target.Options[option] = value;

        Assert.AreEqual("SUCCESS", target.Deployed().Status);
        target.Good(target.Engine().Rollback(CancellationToken.None));

        target.IsStill(before);
    }

    [TestMethod]
    public void Another_probe_is_a_change()
    {
        using var target = new Target();
        target.Deployed();
        target.Items.Add(new EngineItem("LlePlaceholder", "COLOUR", new Dictionary<string, string> { ["Value"] = "blue" }));

        Assert.AreEqual("SUCCESS", target.Deployed().Status);
    }

    [TestMethod]
    [DataRow("bin/lusush")]
    [DataRow("etc/lusush/monitor_lle.sh")]
    [DataRow("var/lib/lusush/deployment_state")]
    public void A_file_that_is_no_longer_what_was_deployed_is_deployed_again(string file)
    {
        using var target = new Target();
        target.Deployed();
        var path = target.At(file);
        var content = File.ReadAllText(path);
        File.WriteAllText(path, content + "# changed\n");

        target.Deployed();

        Assert.DoesNotContain("# changed", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_program_that_is_gone_is_installed_again()
    {
        using var target = new Target();
        target.Deployed();
        File.Delete(target.Binary);

        Assert.AreEqual("SUCCESS", target.Deployed().Status);
        Assert.IsTrue(File.Exists(target.Binary));
    }

    [TestMethod]
    public void After_a_rollback_the_former_deployment_is_the_one_that_nothing_is_to_be_done_for()
    {
        using var target = new Target();
        target.Deployed("1.0.0");
        target.Deployed("2.0.0");
        target.Good(target.Engine().Rollback(CancellationToken.None));

        Assert.AreEqual("UNCHANGED", target.Deployed("1.0.0").Status);
    }

    [TestMethod]
    public void Every_option_makes_a_difference_but_those_of_one_run()
    {
        string[] ofOneRun =
        [
            "LlePayloadDir", "LleVersion", "LleUpdatePackage", "LleUpdateVersion", "LleAllowDowngrade", "LleForce", "LleAdopt",
            "LlePurge", "LleReplaces",
            "LleDeploymentId", "LleRollbackReason", "LleBackupTimestamp", "LlePlanOperation", "LlePlanFile", "LlePlanHash",
            "LleHostPackage",
            .. FleetOptions.All.Select(option => option.Name),
        ];
        var plain = OptionsFingerprint.Of(new OptionValues(new Dictionary<string, string>()));
        foreach (var option in OptionTable.All)
        {
            var other = OptionsFingerprint.Of(new OptionValues(new Dictionary<string, string> { [option.Name] = "something else" }));

            Assert.AreEqual(ofOneRun.Contains(option.Name), plain == other, option.Name);
        }
    }

    private static Dictionary<string, string> Everything(Target target) => Directory
        .EnumerateFiles(target.Prefix, "*", SearchOption.AllDirectories)
        .ToDictionary(path => path,
        path => $"{File.GetUnixFileMode(path)} {File.GetLastWriteTimeUtc(path):O} " +
        $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}");
}
