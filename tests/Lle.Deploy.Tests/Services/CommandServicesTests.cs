namespace Lle.Deploy.Tests.Services;

/// <summary>Manager=command: a real nginx is started, upgraded, reloaded and brought back while it answers HTTP.</summary>
[TestClass]
public sealed class CommandServicesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_first_deployment_starts_the_service_and_one_that_fails_stops_it_again()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);

        Assert.IsFalse(nginx.Deploy("1.0.0", status: "500").Succeeded);
        CollectionAssert.Contains(nginx.Codes.ToArray(), "LLE2413");
        Assert.IsFalse(File.Exists(nginx.PidFile));

        nginx.Succeed(nginx.Deploy("1.0.0"));
        Assert.AreEqual("one", nginx.Runs);
    }

    [TestMethod]
    public void An_upgrade_command_loses_no_connection_and_neither_do_its_failure_and_a_rollback()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0", upgrades: true));

        var upgrade = nginx.During(() => nginx.Succeed(nginx.Deploy("2.0.0", upgrades: true)));
        Assert.AreEqual("two", nginx.Runs);
        var failure = nginx.During(() => Assert.AreEqual("ROLLED_BACK", nginx.Deploy("3.0.0", upgrades: true).Status));
        Assert.AreEqual("two", nginx.Runs);
        var unhealthy = nginx.During(() => Assert.AreEqual("ROLLED_BACK", nginx.Deploy("1.0.0", upgrades: true, status: "404").Status));
        Assert.AreEqual("two", nginx.Runs);
        var rollback = nginx.During(() => nginx.Succeed(nginx.Bare().Rollback(TestContext.CancellationToken)));
        Assert.AreEqual("one", nginx.Runs);

        foreach (var answers in new[] { upgrade, failure, unhealthy, rollback })
        {
            TestContext.WriteLine($"{answers}");
            Assert.AreEqual(0, answers.Lost, $"{answers}");
            Assert.IsGreaterThan(100, answers.Good);
        }
    }

    [TestMethod]
    public void A_check_by_TCP_passes_where_somebody_listens_and_fails_where_nobody_does()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Check = new() { ["Tcp"] = nginx.Address, ["TimeoutSeconds"] = "3" };
        nginx.Succeed(nginx.Deploy("1.0.0"));

        nginx.Check = new() { ["Tcp"] = $"127.0.0.1:{Ports.Free()}", ["TimeoutSeconds"] = "1" };
        Assert.AreEqual("ROLLED_BACK", nginx.Deploy("2.0.0").Status);

        Assert.Contains("LLE2413", nginx.Codes);
        Assert.AreEqual("one", nginx.Runs);
    }

    [TestMethod]
    public void A_check_by_command_is_repeated_and_knows_the_facts_of_the_deployment()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        var tries = nginx.At("run/tries");
        nginx.Check = new()
        {
            ["Command"] = $"echo \"$LLE_DEPLOYED_NAME $LLE_DEPLOYED_VERSION $LLE_DEPLOYED_PREFIX\" >> '{tries}'; " +
                $"[ $(wc -l < '{tries}') -ge 3 ]",
            ["TimeoutSeconds"] = "3",
            ["Retries"] = "5",
        };
        nginx.Succeed(nginx.Deploy("1.0.0"));
        var asked = File.ReadAllLines(tries);
        Assert.IsGreaterThanOrEqualTo(3, asked.Length);
        Assert.AreEqual($"web 1.0.0 {nginx.Prefix}", asked.Distinct().Single());

        nginx.Check = new() { ["Command"] = $"[ \"$LLE_DEPLOYED_VERSION\" = 1.0.0 ]", ["TimeoutSeconds"] = "1", ["Retries"] = "1" };
        Assert.AreEqual("ROLLED_BACK", nginx.Deploy("2.0.0").Status);
        Assert.AreEqual("one", nginx.Runs);
    }

    [TestMethod]
    public void A_check_that_fails_after_the_undo_too_leaves_the_rollback_unverified()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0"));

        // What it breaks is nothing of the installation, so that no undo mends it.
        var failed = nginx.Engine("2.0.0", new Dictionary<string, string>
        {
            ["Manager"] = "command",
            ["PidFile"] = nginx.PidFile,
            ["StartCommand"] = $"sed -i 's/return 200/return 404/' '{nginx.At("run/web.conf")}'\n" +
                $"exec '{nginx.Prefix}/bin/web' -c '{nginx.At("run/web.conf")}'",
        }).Deploy(TestContext.CancellationToken);

        Assert.AreEqual("ROLLED_BACK_UNVERIFIED", failed.Status);
        Assert.AreEqual("one", nginx.Runs);
        Assert.Contains("LLE2413", nginx.Codes);
    }

    [TestMethod]
    public void A_reload_that_leaves_the_old_program_running_fails_the_deployment()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0", onChange: "reload"));
        var master = nginx.Master;

        Assert.AreEqual("ROLLED_BACK", nginx.Deploy("2.0.0", onChange: "reload").Status);

        CollectionAssert.Contains(nginx.Codes.ToArray(), "LLE2412");
        Assert.AreEqual((master, "one"), (nginx.Master, nginx.Runs));
    }

    [TestMethod]
    public void A_rollback_to_a_version_that_only_reloads_restarts_the_service()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0", onChange: "reload"));
        nginx.Succeed(nginx.Deploy("2.0.0"));

        nginx.Succeed(nginx.Bare().Rollback(TestContext.CancellationToken));

        Assert.AreEqual("one", nginx.Runs);
    }

    [TestMethod]
    public void A_rollback_whose_upgrade_command_fails_restarts_the_service()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Engine("1.0.0", new Dictionary<string, string>
        {
            ["Manager"] = "command",
            ["PidFile"] = nginx.PidFile,
            ["StartCommand"] = $"exec '{nginx.Prefix}/bin/web' -c '{nginx.At("run/web.conf")}'",
            ["UpgradeCommand"] = "exit 3",
        }).Deploy(TestContext.CancellationToken));
        nginx.Succeed(nginx.Deploy("2.0.0"));

        nginx.Succeed(nginx.Bare().Rollback(TestContext.CancellationToken));

        Assert.AreEqual("one", nginx.Runs);
    }

    [TestMethod]
    [DataRow(true, DisplayName = "in a deployment, whose undo restarts what ran before")]
    [DataRow(false, DisplayName = "in a rollback, which restarts instead")]
    public void An_upgrade_command_that_fails_when_both_programs_run_leaves_the_former_one_only(bool inDeployment)
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        var service = new Dictionary<string, string>
        {
            ["Manager"] = "command",
            ["PidFile"] = nginx.PidFile,
            ["StartCommand"] = $"exec '{nginx.Prefix}/bin/web' -c '{nginx.At("run/web.conf")}'",
            ["UpgradeCommand"] = "kill -USR2 $LLE_SERVICE_PID; timeout 10 sh -c "
                + "'until [ -s \"$LLE_SERVICE_PIDFILE.oldbin\" ] && [ -s \"$LLE_SERVICE_PIDFILE\" ]; do sleep 0.05; done'; exit 3",
        };
        nginx.Succeed(nginx.Engine("1.0.0", service).Deploy(TestContext.CancellationToken));
        var first = nginx.Master;
        if (inDeployment)
        {
            Assert.AreEqual("ROLLED_BACK", nginx.Engine("2.0.0", service).Deploy(TestContext.CancellationToken).Status,
                string.Join("\n", nginx.Told));
        }
        else
        {
            nginx.Succeed(nginx.Deploy("2.0.0"));
            first = nginx.Master;
            nginx.Succeed(nginx.Bare().Rollback(TestContext.CancellationToken));
        }

        Assert.AreEqual("one", nginx.Runs);
        Assert.IsFalse(Directory.Exists($"/proc/{first}"), "the process of before serves on beside the new one");
        Assert.IsTrue(nginx.Status().Contains("running, runs what is deployed"), nginx.Status());
    }

    [TestMethod]
    public void A_restart_is_used_where_there_is_no_upgrade_command_and_status_says_what_runs()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0"));
        Assert.IsTrue(nginx.Status().Contains("running, runs what is deployed"), nginx.Status());

        var restart = nginx.During(() => nginx.Succeed(nginx.Deploy("2.0.0")));
        TestContext.WriteLine($"{restart}");
        Assert.AreEqual("two", nginx.Runs);

        nginx.ReplaceProgramByHand();
        Assert.IsTrue(nginx.Status().Contains("runs an older program: process"), nginx.Status());
    }

    [TestMethod]
    public void A_stopped_service_is_a_change_and_a_running_one_is_none()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0"));

        Assert.AreEqual("UNCHANGED", nginx.Deploy("1.0.0").Status);
        nginx.Stop();
        Assert.AreEqual("SUCCESS", nginx.Deploy("1.0.0").Status);

        Assert.AreEqual("one", nginx.Runs);
    }

    [TestMethod]
    public void Uninstall_stops_the_service_and_a_copy_of_the_installation_leaves_it_alone()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Succeed(nginx.Deploy("1.0.0"));
        nginx.Succeed(nginx.Deploy("2.0.0"));
        var master = nginx.Master;

        nginx.Succeed(nginx.Copy().Rollback(TestContext.CancellationToken));
        CollectionAssert.Contains(nginx.Codes.ToArray(), "LLE2404");
        Assert.AreEqual((master, "two"), (nginx.Master, nginx.Runs));

        nginx.Succeed(nginx.Bare().Uninstall(TestContext.CancellationToken));
        Assert.IsFalse(File.Exists(nginx.PidFile));
        Assert.IsFalse(File.Exists(Path.Combine(nginx.Prefix, "bin/web")));
    }

    [TestMethod]
    public void The_plan_says_what_is_done_to_the_service_and_report_and_result_say_what_was_done()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        Assert.AreEqual("start", nginx.Planned("1.0.0"));
        nginx.Succeed(nginx.Deploy("1.0.0"));
        Assert.AreEqual(("stopped", "start", "running", "passed"), nginx.Recorded());
        Assert.AreEqual("none", nginx.Planned("1.0.0"));

        Assert.AreEqual("restart", nginx.Planned("2.0.0"));
        nginx.Succeed(nginx.Deploy("2.0.0"));
        Assert.AreEqual(("running", "restart", "running", "passed"), nginx.Recorded());

        nginx.Stop();
        Assert.AreEqual("start", nginx.Planned("2.0.0"));
        nginx.Succeed(nginx.Bare().Uninstall(TestContext.CancellationToken));
    }

    [TestMethod]
    public void A_configuration_file_that_the_started_service_rewrites_is_kept_and_named()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        nginx.Further["LleDefaultConfigRules"] = "false";
        nginx.Write("payload-1.0.0/lle.conf.template", "[web]\nkey = 1\n");

        nginx.Succeed(nginx.Engine("1.0.0", new Dictionary<string, string>
        {
            ["Manager"] = "command",
            ["PidFile"] = nginx.PidFile,
            ["StartCommand"] = $"echo 'rewritten = 1' >> '{nginx.Prefix}/etc/web/lle.conf'\n" +
                $"exec '{nginx.Prefix}/bin/web' -c '{nginx.At("run/web.conf")}'",
        }).Deploy(TestContext.CancellationToken));

        CollectionAssert.Contains(nginx.Codes.ToArray(), "LLE2418");
        StringAssert.EndsWith(File.ReadAllText(Path.Combine(nginx.Prefix, "etc/web/lle.conf")), "rewritten = 1\n");
        nginx.Succeed(nginx.Bare().Rollback(TestContext.CancellationToken));
        Assert.IsFalse(File.Exists(Path.Combine(nginx.Prefix, "etc/web/lle.conf")));
        Assert.IsFalse(File.Exists(nginx.PidFile));
    }
}
