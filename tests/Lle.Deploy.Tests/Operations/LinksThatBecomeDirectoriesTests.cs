namespace Lle.Deploy.Tests.Operations;

/// <summary>A link below the prefix that is a directory in another version, and the reverse: exchanged in one step.</summary>
[TestClass]
public sealed class LinksThatBecomeDirectoriesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_file_becomes_a_directory_and_a_directory_a_file_and_a_rollback_takes_both_back()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/one", "share/two/a", "share/two/deep/b");
        app.DeployTree("2.0.0", "share/one/a", "share/one/deep/b", "share/two");

        Assert.AreEqual("../../../lib/lle/web/current/share/one/deep/b", new FileInfo(app.At("share/one/deep/b")).LinkTarget);
        Assert.AreEqual("share/one/a of 2.0.0", File.ReadAllText(app.At("share/one/a")));
        Assert.AreEqual("share/two of 2.0.0", File.ReadAllText(app.At("share/two")));
        Assert.Contains("Drift: none", string.Join('\n', app.Engine("2.0.0").Status().Summary));

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("share/one of 1.0.0", File.ReadAllText(app.At("share/one")));
        Assert.AreEqual("share/two/deep/b of 1.0.0", File.ReadAllText(app.At("share/two/deep/b")));
        Assert.AreEqual("../../../lib/lle/web/current/share/two/deep/b", new FileInfo(app.At("share/two/deep/b")).LinkTarget);
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        Assert.IsFalse(Path.Exists(app.At("share")));
    }

    [TestMethod]
    public void A_rollback_over_both_forms_leaves_nothing_of_either()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/one", "share/two/a");
        var first = Newest(app);
        app.DeployTree("2.0.0", "share/one/a", "share/two");
        app.DeployTree("3.0.0", "share/one/a", "share/one/b", "share/two");

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken), ("LleDeploymentId", first));

        Assert.IsFalse(Path.Exists(app.At("share")));
    }

    [TestMethod]
    public void A_failing_upgrade_brings_each_form_back()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/one", "share/two/a");
        app.MakeTree("2.0.0", "share/one/a", "share/two");

        app.Items.Add(new EngineItem("LleProbe", "gate",
            new Dictionary<string, string> { ["Arguments"] = "answer", ["ExpectOutput"] = "never this" }));

        var result = app.Engine("2.0.0", ("LlePayloadKind", "tree")).Deploy(TestContext.CancellationToken);

        Assert.AreEqual("ROLLED_BACK", result.Status, string.Join("; ", app.Told));
        Assert.AreEqual("share/one of 1.0.0", File.ReadAllText(app.At("share/one")));
        Assert.AreEqual("share/two/a of 1.0.0", File.ReadAllText(app.At("share/two/a")));
        CollectionAssert.AreEquivalent(new[] { "one", "two", "web" },
            Directory.GetFileSystemEntries(app.At("share")).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void A_private_directory_that_becomes_shared_keeps_what_others_put_there()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/web/plugins/own");
        var shared = new EngineItem("LleSharedFolder", "share/web/plugins", new Dictionary<string, string>());
        app.Items.Add(shared);
        app.DeployTree("2.0.0", "share/web/plugins/own");

        Assert.IsNull(new DirectoryInfo(app.At("share/web/plugins")).LinkTarget);
        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
        File.WriteAllText(app.At("share/web/plugins/theirs"), "theirs");
        app.DeployTree("3.0.0", "share/web/plugins/own", "share/web/plugins/more");
        Assert.AreEqual("theirs", File.ReadAllText(app.At("share/web/plugins/theirs")));
        Assert.AreEqual("share/web/plugins/more of 3.0.0", File.ReadAllText(app.At("share/web/plugins/more")));

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        app.Engine("1.0.0").Rollback(TestContext.CancellationToken);

        // Back to the private link it cannot go without losing that file, so the directory is kept and named.
        CollectionAssert.Contains(app.Told.Select(diagnostic => diagnostic.Code).ToArray(), "LLE3019");
        Assert.AreEqual("theirs", File.ReadAllText(app.At("share/web/plugins/theirs")));
        Assert.AreEqual("share/web/plugins/own of 1.0.0", File.ReadAllText(app.At("share/web/plugins/own")));
    }

    [TestMethod]
    public void A_directory_that_holds_a_file_of_others_is_never_replaced_by_a_link()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/two/a");
        File.WriteAllText(app.At("share/two/theirs"), "theirs");

        Assert.IsFalse(app.TryTree("2.0.0", "share/two").Succeeded);

        CollectionAssert.Contains(app.Told.Select(diagnostic => diagnostic.Code).ToArray(), "LLE1172");
        Assert.Contains(app.At("share/two/theirs"), app.Told.Single(diagnostic => diagnostic.Code == "LLE1172").Message);
        Assert.AreEqual("share/two/a of 1.0.0", File.ReadAllText(app.At("share/two/a")));
    }

    [TestMethod]
    public void An_uninstall_leaves_what_others_put_into_a_directory_that_was_a_link()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/one");
        app.DeployTree("2.0.0", "share/one/a");
        File.WriteAllText(app.At("share/one/theirs"), "theirs");

        app.Succeed(engine => engine.Uninstall(TestContext.CancellationToken));

        Assert.AreEqual("theirs", File.ReadAllText(app.At("share/one/theirs")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(app.At("share/one")));
    }

    [TestMethod]
    public void A_restore_brings_back_the_form_of_the_backup()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/one", "share/two/a");
        app.DeployTree("2.0.0", "share/one/a", "share/two");
        var backup = Directory.GetDirectories(app.At("var/lib/web/backups")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;

        app.Succeed(engine => engine.Restore(TestContext.CancellationToken), ("LleBackupTimestamp", backup));

        Assert.AreEqual("share/one of 1.0.0", File.ReadAllText(app.At("share/one")));
        Assert.AreEqual("share/two/a of 1.0.0", File.ReadAllText(app.At("share/two/a")));
    }

    [TestMethod]
    public void No_path_below_a_private_directory_is_missing_while_it_becomes_shared_and_private_again()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0", "share/web/plugins/own");
        app.Items.Add(new EngineItem("LleSharedFolder", "share/web/plugins", new Dictionary<string, string>()));
        var seen = new HashSet<string>();
        var work = Task.Run(() =>
        {
            app.DeployTree("2.0.0", "share/web/plugins/own");
            app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        }, TestContext.CancellationToken);
        do
        {
            seen.Add(File.ReadAllText(app.At("share/web/plugins/own")));
        }
        while (!work.IsCompleted);

        work.GetAwaiter().GetResult();
        CollectionAssert.IsSubsetOf(seen.ToArray(), new[] { "share/web/plugins/own of 1.0.0", "share/web/plugins/own of 2.0.0" });
    }

    private static string Newest(AppBench app) =>
        Directory.GetDirectories(app.At("var/lib/web/transactions")).Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal).Last();
}
