using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LlePayloadKind=tree: what make install makes, in a version folder, reached through links at the usual places.</summary>
[TestClass]
public sealed class Trees
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
