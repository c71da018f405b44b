using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What an operation does is what its plan said, path by path; apart from logs, backups and the engine's own books.</summary>
[TestClass]
public sealed class PlanAndDeedTests
{
    private const string OtherTemplate =
        "[performance]\nmax_startup_time=900\ncache_hit_rate_target=75\n" +
        "[memory]\npool=no\n[display]\nprefix=@LLE_INSTALL_PREFIX@\n[security]\nenforce=true\n";

    [TestMethod]
    public void A_prefix_may_be_the_first_directory_below_the_root()
    {
        using var target = new Target();
        target.Options["LleInstallPrefix"] = $"/lle-{Guid.NewGuid():N}";

        var plan = target.Engine().Plan(CancellationToken.None);

        Assert.IsTrue(plan.Succeeded, string.Join("; ", target.Told));
        Assert.Contains(target.Options["LleInstallPrefix"], plan.Paths.Select(path => path.Path));
    }

    [TestMethod]
    public void A_first_deployment() => Same(_ => { }, Deploy);

    [TestMethod]
    public void A_first_deployment_with_a_schedule() =>
        Same(target => target.Options["LleMonitoringSchedule"] = "systemd", Deploy);

    [TestMethod]
    public void An_upgrade_of_program_and_configuration() => Same(Upgrade, Deploy);

    [TestMethod]
    public void An_upgrade_over_a_local_edit_that_is_kept() => Same(
        target =>
        {
            Upgrade(target);
            File.WriteAllText(target.At("etc/lusush/lle.conf"),
                File.ReadAllText(target.At("etc/lusush/lle.conf")).Replace("pool=yes", "pool=maybe", StringComparison.Ordinal));
        },
        Deploy);

    [TestMethod]
    public void An_upgrade_where_an_administrator_narrowed_a_mode_and_another_file_is_gone() => Same(
        target =>
        {
            Upgrade(target);
            File.SetUnixFileMode(target.At("etc/lusush/monitoring.conf"), (UnixFileMode)0x1a0);
            File.Delete(target.At("etc/lusush/monitor_lle.sh"));
        },
        Deploy);

    [TestMethod]
    public void A_mode_that_is_too_wide() => Same(
        target =>
        {
            Upgrade(target);
            File.SetUnixFileMode(target.At("etc/lusush/security.conf"), (UnixFileMode)0x1a4);
        },
        Deploy);

    [TestMethod]
    public void TheSameAgainTests() => Same(target => target.Deployed(), Deploy);

    [TestMethod]
    public void A_rollback() => Same(
        target =>
        {
            Upgrade(target);
            target.Deployed("2.0.0");
        },
        target => target.Good(target.Engine().Rollback(CancellationToken.None)));

    [TestMethod]
    public void A_rollback_of_the_first_deployment() =>
        Same(target => target.Deployed(), target => target.Good(target.Engine().Rollback(CancellationToken.None)));

    [TestMethod]
    public void A_first_deployment_of_a_folder() => Same(Folder, Deploy);

    [TestMethod]
    public void An_upgrade_of_a_folder() => Same(
        target =>
        {
            Folder(target);
            Upgrade(target);
        },
        Deploy);

    [TestMethod]
    public void A_rollback_of_a_folder() => Same(
        target =>
        {
            Folder(target);
            Upgrade(target);
            target.Deployed("2.0.0");
        },
        target => target.Good(target.Engine().Rollback(CancellationToken.None)));

    [TestMethod]
    public void A_restore() => Same(
        target =>
        {
            Upgrade(target);
            target.Deployed("2.0.0");
            target.Options["LleBackupTimestamp"] = Directory.GetDirectories(target.At("var/lib/lusush/backups"))
                .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).Last();
        },
        target => target.Good(target.Engine().Restore(CancellationToken.None)));

    [TestMethod]
    [DataRow("false", "file")]
    [DataRow("true", "file")]
    [DataRow("false", "app")]
    [DataRow("true", "app")]
    public void An_uninstall(string purge, string kind) => Same(
        target =>
        {
            target.Options["LlePayloadKind"] = kind;
            target.Options["LleMonitoringSchedule"] = "systemd";
            Upgrade(target);
            target.Deployed("2.0.0");
            File.AppendAllText(target.At("etc/lusush/lle.conf"), "# edited\n");
            target.Options["LlePurge"] = purge;
        },
        target => target.Good(target.Engine().Uninstall(CancellationToken.None)));

    [TestMethod]
    public void An_uninstall_refuses_a_plan_that_is_out_of_date()
    {
        using var target = new Target();
        target.Deployed();
        target.Options["LlePlanOperation"] = "uninstall";
        target.Options["LlePlanHash"] = target.Engine().Plan(CancellationToken.None).Hash;
        File.AppendAllText(target.At("etc/lusush/lle.conf"), "# edited\n");

        Assert.IsFalse(target.Engine().Uninstall(CancellationToken.None).Succeeded);

        Assert.IsTrue(target.WasTold("LLE3071"), string.Join("; ", target.Told));
        Assert.IsTrue(File.Exists(target.Binary));
    }

    [TestMethod]
    public void A_plan_changes_nothing_on_the_target()
    {
        using var target = new Target();

        Assert.IsTrue(target.Engine().Plan(CancellationToken.None).Succeeded, string.Join("; ", target.Told));

        Assert.IsFalse(Directory.Exists(target.Prefix));
    }

    [TestMethod]
    public void The_plan_of_an_identical_deployment_keeps_everything()
    {
        using var target = new Target();
        target.Deployed();

        var plan = target.Engine().Plan(CancellationToken.None);

        Assert.IsFalse(plan.ChangesAnything, string.Join('\n', plan.Summary));
        Assert.IsNotEmpty(plan.Paths);
    }

    [TestMethod]
    public void The_hash_of_a_plan_is_accepted_as_long_as_nothing_has_changed()
    {
        using var target = new Target();
        Upgrade(target);
        target.Options["LlePlanHash"] = target.Engine().Plan(CancellationToken.None).Hash;

        target.Good(target.Engine().Deploy(CancellationToken.None));
    }

    [TestMethod]
    public void A_plan_of_something_else_is_refused_before_anything_is_changed()
    {
        foreach (var change in new Action<Target>[]
        {
            target => target.Payload("echo third"),
            target => target.Options["LleMaxStartupTime"] = "59999999",
            target => File.AppendAllText(target.At("etc/lusush/lle.conf"), "# edited\n"),
            target => File.Delete(target.Binary),
        })
        {
            using var target = new Target();
            Upgrade(target);
            target.Options["LlePlanHash"] = target.Engine().Plan(CancellationToken.None).Hash;
            change(target);
            var before = target.Tree();

            Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

            Assert.IsTrue(target.WasTold("LLE3071"), string.Join("; ", target.Told));
            target.IsStill(before);
        }
    }

    [TestMethod]
    public void A_rollback_refuses_a_plan_that_is_out_of_date()
    {
        using var target = new Target();
        Upgrade(target);
        target.Deployed("2.0.0");
        target.Options["LlePlanOperation"] = "rollback";
        target.Options["LlePlanHash"] = target.Engine().Plan(CancellationToken.None).Hash;
        File.AppendAllText(target.At("etc/lusush/lle.conf"), "# edited\n");

        Assert.IsFalse(target.Engine().Rollback(CancellationToken.None).Succeeded);

        Assert.IsTrue(target.WasTold("LLE3071"), string.Join("; ", target.Told));
    }

    [TestMethod]
    public void The_plan_file_holds_the_plan()
    {
        using var target = new Target();
        target.Options["LlePlanFile"] = target.Prefix + "-plan/plan.json";

        var plan = target.Engine().Plan(CancellationToken.None);

        Assert.AreEqual(plan.ToJson(), File.ReadAllText(target.Options["LlePlanFile"]));
        Assert.Contains($"\"Hash\": \"{plan.Hash}\"", plan.ToJson());
    }

    private static void Folder(Target target)
    {
        target.Options["LlePayloadKind"] = "app";
        target.Add("data/words", "one two\n");
    }

    private static void Deploy(Target target) => target.Good(target.Engine().Deploy(CancellationToken.None));

    /// <summary>Version 1.0.0 is deployed, and a payload of version 2.0.0 is ready.</summary>
    private static void Upgrade(Target target)
    {
        target.Deployed("1.0.0");
        target.Payload("echo second");
        target.Configuration(OtherTemplate);
        target.Options["LleVersion"] = "2.0.0";
    }

    /// <summary>PlannedEngine holds the deed against its plan.</summary>
    private static void Same(Action<Target> prepare, Action<Target> deed)
    {
        using var target = new Target();
        prepare(target);
        deed(target);
    }
}
