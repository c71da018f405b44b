using System.Text.Json;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LlePayloadKind=tree: what make install makes, in a version folder, reached through links at the usual places.</summary>
[TestClass]
public sealed class TreesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Every_file_is_reached_at_its_place_and_a_private_directory_is_one_link()
    {
        using var app = new AppBench(TestContext.CancellationToken);

        app.DeployTree("1.0.0", "share/man/man1/web.1", "lib/libweb.so");

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.AreEqual("../lib/lle/web/current/bin/web", new FileInfo(app.At("bin/web")).LinkTarget);
        Assert.AreEqual("../lib/lle/web/current/share/web", new FileInfo(app.At("share/web")).LinkTarget);
        Assert.AreEqual("../../../lib/lle/web/current/share/man/man1/web.1", new FileInfo(app.At("share/man/man1/web.1")).LinkTarget);
        Assert.AreEqual("share/man/man1/web.1 of 1.0.0", File.ReadAllText(app.At("share/man/man1/web.1")));
        Run.Tool("sha256sum", app.Prefix, "-c", "--quiet", app.At("etc/web/checksums.sha256"));
    }

    [TestMethod]
    public void An_upgrade_adds_and_removes_links_and_a_rollback_takes_both_back()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/man/man1/old.1");
        app.DeployTree("2.0.0", "share/man/man1/new.1");
        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
        CollectionAssert.AreEqual(new[] { "new.1" }, Names(app, "share/man/man1"));

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        CollectionAssert.AreEqual(new[] { "old.1" }, Names(app, "share/man/man1"));
        Assert.AreEqual("share/man/man1/old.1 of 1.0.0", File.ReadAllText(app.At("share/man/man1/old.1")));
    }

    [TestMethod]
    public void Every_launch_during_an_upgrade_answers_with_the_files_of_one_version()
    {
        using var app = new AppBench(TestContext.CancellationToken) { IsCompiled = true };
        app.DeployTree("1.0.0");
        var answers = new List<string>();
        var upgrade = Task.Run(() => app.DeployTree("2.0.0"), TestContext.CancellationToken);
        do
        {
            answers.Add(app.Answer());
        }
        while (!upgrade.IsCompleted);

        upgrade.GetAwaiter().GetResult();
        answers.Add(app.Answer());

        CollectionAssert.IsSubsetOf(answers.Distinct().ToArray(), new[] { "1.0.0 data-1.0.0", "2.0.0 data-2.0.0" });
        Assert.AreEqual("2.0.0 data-2.0.0", answers[^1]);
    }

    /// <summary>Of long lists of changes retention sees only those of versions.</summary>
    [TestMethod]
    public void The_version_before_stays_also_where_an_upgrade_makes_many_changes()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Options["LleBackupRetention"] = "1";
        foreach (var version in new[] { "3.0.0", "2.0.0", "4.0.0" })
        {
            app.Options["LleAllowDowngrade"] = "true";
            app.DeployTree(version, [.. Enumerable.Range(0, 120).Select(number => $"share/man/man1/{version}-{number}.1")]);
        }

        CollectionAssert.AreEqual(new[] { "2", "4" }, app.Versions.Select(name => name[..1]).ToArray());
    }

    [TestMethod]
    public void Plan_and_report_name_programs_that_were_built_for_another_prefix_and_advise_a_restart()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakeTree("1.0.0");
        app.AddProgram("1.0.0", "bin/web-tool", "exec cat /usr/share/web/text /usr/share/man/man1/other.1");
        app.AddProgram("1.0.0", "bin/web-here", $"exec cat {app.Prefix}/share/web/text");

        var plan = string.Join('\n', app.Engine("1.0.0", ("LlePayloadKind", "tree")).Plan(TestContext.CancellationToken).Summary);
        app.DeployTree("1.0.0");

        Assert.Contains("bin/web-tool contains the path '/usr/share/web/text', which this payload fills at " +
            $"'{app.Prefix}/share/web/text'", plan);
        Assert.DoesNotContain("web-here contains", plan);
        Assert.DoesNotContain("restart them", plan);
        app.MakeTree("2.0.0");
        Assert.Contains("restart them", string.Join('\n',
            app.Engine("2.0.0", ("LlePayloadKind", "tree")).Plan(TestContext.CancellationToken).Summary));
        Assert.Contains("web-tool contains", File.ReadAllText(Directory.GetFiles(app.At("var/log/web"), "deployment_summary_*").Single()));
    }

    [TestMethod]
    public void An_upgrade_of_a_tree_is_compared_with_the_version_that_it_replaces()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0");
        app.MakeTree("2.0.0");
        app.AddProgram("2.0.0", "bin/web", "[ \"$1\" = start ] && /bin/sleep 0.05; echo 2.0.0 2.0.0");

        app.Options["LleMaxStartupTime"] = "60000000";
        var result = app.Engine("2.0.0", ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken);

        Assert.IsTrue(result.Succeeded, string.Join("; ", app.Told));
        using var record = JsonDocument.Parse(File.ReadAllBytes(
            Directory.GetFiles(app.At("var/log/web"), "deployment_result_*.json").Order(StringComparer.Ordinal).Last()));
        var comparison = record.RootElement.GetProperty("Comparison");
        Assert.AreEqual("1.0.0", comparison.GetProperty("OldVersion").GetString());
        Assert.IsGreaterThan(40_000, comparison.GetProperty("NewMedianMicroseconds").GetDouble()
            - comparison.GetProperty("OldMedianMicroseconds").GetDouble());
    }

    [TestMethod]
    public void A_program_may_be_a_link_to_another_name_of_itself()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        foreach (var version in new[] { "1.0.0", "2.0.0" })
        {
            app.MakeTree(version);
            File.Move(app.Source($"payload-{version}/bin") + "/web", app.Source($"payload-{version}/bin") + "/web-check");
            File.CreateSymbolicLink(app.Source($"payload-{version}/bin") + "/web", "web-check");
            var result = app.Engine(version, ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken);
            Assert.IsTrue(result.Succeeded, string.Join("; ", app.Told));
            Assert.AreEqual($"{version} data-{version}", app.Answer());
        }

        Assert.Contains("Drift: none", string.Join('\n', app.Engine("2.0.0").Status().Summary));
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains("Drift: none", string.Join('\n', app.Engine("1.0.0").Status().Summary));
    }

    [TestMethod]
    public void The_same_tree_again_is_not_copied_to_be_tried()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakeTree("1.0.0");
        var launches = Path.Combine(app.Source("launches"), "log");
        app.AddProgram("1.0.0", "bin/web", $"echo \"$0\" >> {launches}; echo 1.0.0 1.0.0");
        app.Succeed(engine => engine.Deploy(TestContext.CancellationToken), ("LlePayloadKind", "tree"));
        Assert.IsTrue(File.ReadAllLines(launches).Any(program => program != app.At("bin/web")), "the payload's own program was tried");
        File.Delete(launches);

        var again = app.Engine("1.0.0", ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken);

        Assert.AreEqual("UNCHANGED", again.Status, string.Join("; ", app.Told));
        CollectionAssert.AreEqual(new[] { app.At("bin/web") }, File.ReadAllLines(launches).Distinct().ToArray());
    }

    [TestMethod]
    public void A_tree_of_many_files_is_reported_by_directory_with_the_largest_files()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", [.. Enumerable.Range(0, 2000).Select(i => $"share/man/man1/a-name-of-a-page-{i:0000}.1")]);

        // What the installation owns is a record of more than 64 KiB then, which every later operation reads.
        Assert.IsGreaterThan(65536, new FileInfo(app.At("var/lib/web/installation")).Length);
        Assert.Contains("Drift: none", string.Join('\n', app.Engine("1.0.0").Status().Summary));
        Assert.AreEqual("UNCHANGED", app.Engine("1.0.0", ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken).Status);

        var report = File.ReadAllText(Directory.GetFiles(app.At("var/log/web"), "*.html").Order(StringComparer.Ordinal).First());

        Assert.Contains("Files that were written, by directory", report);
        Assert.Contains("The 20 largest of", report);
        Assert.IsLessThan(40, report.Split("a-name-of").Length);
    }

    [TestMethod]
    public void Directories_of_a_version_folder_have_mode_555_whatever_the_payloads_have()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakeTree("1.0.0", "share/inherited/file", "share/secret/file", "share/open/file");
        Run.Tool("chmod", app.Source("payload-1.0.0/share"), "2775", ".", "inherited");
        Run.Tool("chmod", app.Source("payload-1.0.0/share"), "700", "secret");
        Run.Tool("chmod", app.Source("payload-1.0.0/share"), "1777", "open");

        app.DeployTree("1.0.0");

        var folder = app.At($"lib/lle/web/versions/{app.Versions.Single()}");
        Assert.AreEqual("555", string.Join(' ', Run.Tool("find", folder, ".", "-type", "d", "-printf", "%m\n")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()));
        Assert.Contains("Drift: none", string.Join('\n', app.Engine("1.0.0").Status().Summary));
        Assert.AreEqual("UNCHANGED", app.Engine("1.0.0", ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken).Status);
    }

    [TestMethod]
    [DataRow(1, 1000, DisplayName = "of the link, which leads up as many directories")]
    [DataRow(200, 19, DisplayName = "of the file in its version folder")]
    public void A_path_that_would_be_too_long_on_the_target_is_refused_before_anything_is_changed(int name, int depth)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0");
        var path = "share" + string.Concat(Enumerable.Repeat("/" + new string('d', name), depth)) + "/";
        app.MakeTree("2.0.0", path + new string('f', name == 1 ? 1 : 4000 - app.Source("payload-2.0.0").Length - path.Length));
        app.Options["LleInstallPrefix"] = Path.Combine(app.Prefix, new string('p', 100));

        Assert.IsFalse(app.Engine("2.0.0", ("LlePayloadKind", "tree")).Plan(TestContext.CancellationToken).Succeeded);
        Assert.Contains("on the target", app.Told.Single(told => told.Code == "LLE1127").Message);
        Assert.AreEqual("FAILED", app.Engine("2.0.0", ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken).Status);

        Assert.Contains("on the target", app.Told.Single(told => told.Code == "LLE1127").Message);
    }

    [TestMethod]
    [DataRow("LleInstallPrefix", "share/target")]
    [DataRow("LleInstallPrefix", "")]
    [DataRow("LleLogDir", "share/web/log")]
    public void A_target_inside_the_payload_is_refused_before_anything_is_written(string option, string place)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakeTree("1.0.0");
        var payload = app.Source("payload-1.0.0");
        var target = place.Length == 0 ? payload : Path.Combine(payload, place);
        app.Options[option] = target;
        var before = Run.Tool("find", payload, ".", "-ls");

        Assert.IsFalse(app.TryTree("1.0.0").Succeeded);

        var problem = app.Told.Single(told => told.Code == "LLE1127");
        Assert.AreEqual(target, problem.Location.File);
        Assert.Contains(option, problem.Message);
        Assert.AreEqual(before, Run.Tool("find", payload, ".", "-ls"));
        Assert.IsFalse(app.Engine("1.0.0", ("LlePayloadKind", "tree")).Plan(TestContext.CancellationToken).Succeeded);
    }

    [TestMethod]
    [DataRow("share/target")]
    [DataRow("share/target/*")]
    public void A_target_inside_the_payload_that_is_left_out_is_none_of_it(string glob)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakeTree("1.0.0");
        app.Options["LleInstallPrefix"] = app.Source("payload-1.0.0/share/target");
        app.Options["LlePayloadExclude"] = glob;

        app.DeployTree("1.0.0");

        Assert.AreEqual("UNCHANGED", app.TryTree("1.0.0").Status);
    }

    [TestMethod]
    public void A_first_tree_that_is_rolled_back_leaves_nothing()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/man/man1/web.1");

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.IsFalse(Path.Exists(app.At("bin/web")));
        Assert.IsFalse(Path.Exists(app.At("lib")));
        Assert.IsFalse(Path.Exists(app.At("share")));
    }

    [TestMethod]
    public void What_others_have_put_there_is_never_replaced()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Directory.CreateDirectory(app.At("share/man/man1"));
        File.WriteAllText(app.At("share/man/man1/web.1"), "theirs");

        Assert.IsFalse(app.TryTree("1.0.0", "share/man/man1/web.1").Succeeded);

        CollectionAssert.Contains(app.Told.Select(diagnostic => diagnostic.Code).ToArray(), "LLE1172");
        Assert.AreEqual("theirs", File.ReadAllText(app.At("share/man/man1/web.1")));
        Assert.IsFalse(Path.Exists(app.At("bin/web")));
        CollectionAssert.AreEqual(new[] { "web.1" }, Names(app, "share/man/man1"));
    }

    [TestMethod]
    public void An_uninstall_leaves_what_others_have_put_where_links_were()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/man/man1/old.1");
        app.DeployTree("2.0.0", "share/man/man1/new.1", "share/man/man1/last.1");
        foreach (var name in new[] { "old.1", "new.1" })
        {
            File.Delete(app.At($"share/man/man1/{name}"));
            File.WriteAllText(app.At($"share/man/man1/{name}"), "theirs");
        }

        app.Succeed(engine => engine.Uninstall(TestContext.CancellationToken));

        CollectionAssert.AreEqual(new[] { "new.1", "old.1" }, Names(app, "share/man/man1"));
        Assert.AreEqual("theirstheirs", Run.Tool("cat", app.At("share/man/man1"), "new.1", "old.1"));
    }

    [TestMethod]
    public void A_directory_on_the_way_that_is_a_link_is_not_followed()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Directory.CreateDirectory(app.At("elsewhere"));
        Directory.CreateDirectory(app.At("share"));
        File.CreateSymbolicLink(app.At("share/man"), app.At("elsewhere"));

        Assert.IsFalse(app.TryTree("1.0.0", "share/man/man1/web.1").Succeeded);

        CollectionAssert.Contains(app.Told.Select(diagnostic => diagnostic.Code).ToArray(), "LLE1172");
        Assert.IsEmpty(Names(app, "elsewhere"));
    }

    [TestMethod]
    public void A_private_directory_that_stands_already_is_filled_link_by_link()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Directory.CreateDirectory(app.At("share/web"));
        File.WriteAllText(app.At("share/web/theirs"), "theirs");

        app.DeployTree("1.0.0");

        Assert.AreEqual("../../lib/lle/web/current/share/web/text", new FileInfo(app.At("share/web/text")).LinkTarget);
        Assert.AreEqual("theirs", File.ReadAllText(app.At("share/web/theirs")));
    }

    [TestMethod]
    public void A_restore_leads_to_the_version_of_the_backup_with_its_links()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/man/man1/old.1");
        app.DeployTree("2.0.0", "share/man/man1/new.1");
        var backup = Directory.GetDirectories(app.At("var/lib/web/backups")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;

        app.Succeed(engine => engine.Restore(TestContext.CancellationToken), ("LleBackupTimestamp", backup));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        CollectionAssert.AreEqual(new[] { "old.1" }, Names(app, "share/man/man1"));
    }

    [TestMethod]
    [DataRow("etc/web.conf")]
    [DataRow("README")]
    [DataRow("lib/lle/x")]
    public void What_has_no_place_in_a_tree_is_refused(string file)
    {
        using var app = new AppBench(TestContext.CancellationToken);

        Assert.IsFalse(app.TryTree("1.0.0", file).Succeeded);

        CollectionAssert.Contains(app.Told.Select(diagnostic => diagnostic.Code).ToArray(), "LLE1127");
    }

    [TestMethod]
    public void A_plan_names_the_links_that_come_and_go()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/man/man1/old.1");
        Directory.CreateDirectory(app.Source("payload-2.0.0/share/man/man1"));
        Run.Tool("cp", app.Source("."), "-a", "payload-1.0.0/bin", "payload-2.0.0/");
        File.WriteAllText(app.Source("payload-2.0.0/share/man/man1") + "/new.1", "new");

        var plan = app.Engine("2.0.0", ("LlePayloadKind", "tree"))
            .Plan(TestContext.CancellationToken).Paths.ToDictionary(path => path.Path, path => path.Action);

        Assert.AreEqual("create", plan[app.At("share/man/man1/new.1")]);
        Assert.AreEqual("remove", plan[app.At("share/man/man1/old.1")]);
        Assert.AreEqual("keep", plan[app.At("bin/web")]);
    }

    private static string[] Names(AppBench app, string folder) =>
        [.. Directory.GetFileSystemEntries(app.At(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
