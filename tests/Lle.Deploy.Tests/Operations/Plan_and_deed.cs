using System.Security.Cryptography;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What an operation does is what its plan said, path by path; apart from logs, backups and the engine's own books.</summary>
[TestClass]
public sealed class Plan_and_deed
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
    public void A_first_deployment() => Same(_ => { }, "deploy", Deploy);

    [TestMethod]
    public void A_first_deployment_with_a_schedule() =>
        Same(target => target.Options["LleMonitoringSchedule"] = "systemd", "deploy", Deploy);

    [TestMethod]
    public void An_upgrade_of_program_and_configuration() => Same(Upgrade, "deploy", Deploy);

    [TestMethod]
    public void An_upgrade_over_a_local_edit_that_is_kept() => Same(
        target =>
        {
            Upgrade(target);
            File.WriteAllText(target.At("etc/lusush/lle.conf"),
                File.ReadAllText(target.At("etc/lusush/lle.conf")).Replace("pool=yes", "pool=maybe", StringComparison.Ordinal));
        },
        "deploy",
        Deploy);

    [TestMethod]
    public void An_upgrade_where_an_administrator_narrowed_a_mode_and_another_file_is_gone() => Same(
        target =>
        {
            Upgrade(target);
            File.SetUnixFileMode(target.At("etc/lusush/monitoring.conf"), (UnixFileMode)0x1a0);
            File.Delete(target.At("etc/lusush/monitor_lle.sh"));
        },
        "deploy",
        Deploy);

    [TestMethod]
    public void A_mode_that_is_too_wide() => Same(
        target =>
        {
            Upgrade(target);
            File.SetUnixFileMode(target.At("etc/lusush/security.conf"), (UnixFileMode)0x1a4);
        },
        "deploy",
        Deploy);

    [TestMethod]
    public void The_same_again() => Same(target => target.Deployed(), "deploy", Deploy);

    [TestMethod]
    public void A_rollback() => Same(
        target =>
        {
            Upgrade(target);
            target.Deployed("2.0.0");
        },
        "rollback",
        target => target.Good(target.Engine().Rollback(CancellationToken.None)));

    [TestMethod]
    public void A_rollback_of_the_first_deployment() =>
        Same(target => target.Deployed(), "rollback", target => target.Good(target.Engine().Rollback(CancellationToken.None)));

    [TestMethod]
    public void A_first_deployment_of_a_folder() => Same(Folder, "deploy", Deploy);

    [TestMethod]
    public void An_upgrade_of_a_folder() => Same(
        target =>
        {
            Folder(target);
            Upgrade(target);
        },
        "deploy",
        Deploy);

    [TestMethod]
    public void A_rollback_of_a_folder() => Same(
        target =>
        {
            Folder(target);
            Upgrade(target);
            target.Deployed("2.0.0");
        },
        "rollback",
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
        "restore",
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
        "uninstall",
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

    private static void Same(Action<Target> prepare, string operation, Action<Target> deed)
    {
        using var target = new Target();
        prepare(target);
        target.Options["LlePlanOperation"] = operation;
        var plan = target.Engine().Plan(CancellationToken.None);
        Assert.IsTrue(plan.Succeeded, string.Join("; ", target.Told));
        var before = Look(target);

        deed(target);

        var after = Look(target);
        var done = before.Keys.Union(after.Keys)
            .Select(path => (Path: path, Action: Action(before.GetValueOrDefault(path), after.GetValueOrDefault(path))));
        var planned = plan.Paths.Where(path => !IsBooks(target, path.Path)).Select(path => (path.Path, path.Action));
        Assert.AreEqual(Text(planned), Text(done));
    }

    private static string Text(IEnumerable<(string Path, string Action)> actions) =>
        string.Join('\n', actions.Where(a => a.Action != "keep").OrderBy(a => a.Path, StringComparer.Ordinal)
            .Select(a => $"{a.Action} {a.Path}"));

    private static string Action(string? before, string? after) =>
        before is null ? "create" : after is null ? "remove" : before == after ? "keep" : "replace";

    private static Dictionary<string, string> Look(Target target) => Directory.Exists(target.Prefix)
        ? Walk(target.Prefix).Append(target.Prefix)
            .Where(path => !IsBooks(target, path))
            .ToDictionary(path => path, State)
        : [];

    /// <summary>Everything below, without following links.</summary>
    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFileSystemEntries(folder)
        .SelectMany(path => new FileInfo(path).LinkTarget is null && Directory.Exists(path) ? Walk(path).Prepend(path) : [path]);

    private static string State(string path) => new FileInfo(path).LinkTarget is { } link
        ? $"link to {link}"
        : $"{File.GetUnixFileMode(path)} " +
            $"{(Directory.Exists(path) ? "directory" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))}";

    private static bool IsBooks(Target target, string path)
    {
        var data = target.At("var/lib/lusush");
        var name = Path.GetFileName(path);
        return path.StartsWith(target.At("var/log/lusush/"), StringComparison.Ordinal)
            || path.StartsWith(data + "/transactions", StringComparison.Ordinal)
            || path.StartsWith(data + "/backups/", StringComparison.Ordinal)
            || path.StartsWith(data + "/history/", StringComparison.Ordinal)
            || name == "deployment.lock"
            || name.StartsWith("rollback_", StringComparison.Ordinal);
    }
}
