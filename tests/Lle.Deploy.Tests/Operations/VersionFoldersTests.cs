using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LlePayloadKind=app: a folder becomes a version, and going from one version to another is one rename.</summary>
[TestClass]
public sealed class VersionFoldersTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void An_application_becomes_a_version_folder_that_its_program_runs_from()
    {
        using var app = new AppBench(TestContext.CancellationToken);

        app.Deploy("1.0.0");

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        var folder = app.Versions.Single();
        StringAssert.Matches(folder, new("^1\\.0\\.0-[0-9a-f]{12}$"));
        Assert.AreEqual($"versions/{folder}", new FileInfo(app.At("lib/lle/web/current")).LinkTarget);
        Assert.AreEqual($"../lib/lle/web/versions/{folder}/web", new FileInfo(app.At("bin/web")).LinkTarget);
        Assert.AreEqual((UnixFileMode)0x16d, File.GetUnixFileMode(app.At($"lib/lle/web/versions/{folder}/data")));
        Run.Tool("sha256sum", app.Prefix, "-c", "--quiet", app.At("etc/web/checksums.sha256"));
    }

    [TestMethod]
    public void An_upgrade_and_a_rollback_change_links_and_nothing_in_the_version_that_stands()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var first = app.Fingerprint(app.Versions.Single());
        app.Deploy("2.0.0");
        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.AreEqual(first, app.Fingerprint(app.Versions.Single()));
        Assert.AreEqual($"versions/{app.Versions.Single()}", new FileInfo(app.At("lib/lle/web/current")).LinkTarget);
    }

    [TestMethod]
    public void A_first_deployment_that_is_rolled_back_leaves_nothing_below_lib()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.IsFalse(Path.Exists(app.At("bin/web")));
        Assert.IsFalse(Path.Exists(app.At("lib")));
    }

    [TestMethod]
    public void A_version_that_fails_its_gate_is_gone_and_the_old_one_runs()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");

        var result = app.Try("2.0.0", ("LleStartupArguments", "fail-when-installed"));

        Assert.AreEqual("ROLLED_BACK", result.Status);
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        StringAssert.StartsWith(app.Versions.Single(), "1.0.0-");
    }

    [TestMethod]
    public void A_rollback_to_a_version_that_was_changed_since_is_refused_and_changes_nothing()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var first = app.Versions.Single();
        app.Deploy("2.0.0");
        app.Spoil($"{first}/data/text");

        app.Refused("LLE1170", engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
    }

    [TestMethod]
    public void A_redeployment_over_a_version_that_was_changed_makes_a_second_folder()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Spoil($"{app.Versions.Single()}/data/text");

        app.Deploy("1.0.0");

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        StringAssert.EndsWith(app.Versions[^1], "-2");
    }

    [TestMethod]
    public void A_restore_leads_both_links_back()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        var backup = Directory.GetDirectories(app.At("var/lib/web/backups")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;

        app.Succeed(engine => engine.Restore(TestContext.CancellationToken), ("LleBackupTimestamp", backup));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        StringAssert.StartsWith(new FileInfo(app.At("lib/lle/web/current")).LinkTarget, "versions/1.0.0-");
    }

    [TestMethod]
    public void Versions_beyond_the_retention_go_but_never_the_previous_one_nor_one_that_runs()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        using var running = app.Start($"lib/lle/web/versions/{app.Versions.Single()}/data");
        foreach (var version in new[] { "2.0.0", "3.0.0", "4.0.0", "5.0.0" })
        {
            app.Deploy(version, ("LleBackupRetention", "2"));
        }

        CollectionAssert.AreEqual(new[] { "1.0.0", "4.0.0", "5.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
    }

    [TestMethod]
    public void A_version_is_kept_that_only_the_command_line_of_a_process_names_and_the_others_go()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        using (app.Name($"lib/lle/web/versions/{app.Versions.Single()}/web"))
        {
            foreach (var version in new[] { "2.0.0", "3.0.0", "4.0.0" })
            {
                app.Deploy(version, ("LleBackupRetention", "1"));
            }

            CollectionAssert.AreEqual(new[] { "1.0.0", "3.0.0", "4.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
        }

        app.Deploy("5.0.0", ("LleBackupRetention", "1"));
        CollectionAssert.AreEqual(new[] { "4.0.0", "5.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
    }

    [TestMethod]
    public void A_version_is_kept_that_a_link_led_to_when_a_process_was_started_that_names_the_link_and_no_other_version_is()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        // Of operations within one second it cannot be told which led the link where.
        Thread.Sleep(500);
        using (app.Name("bin/web"))
        {
            Thread.Sleep(1200);
            foreach (var version in new[] { "3.0.0", "4.0.0", "5.0.0" })
            {
                app.Deploy(version, ("LleBackupRetention", "2"));
            }

            Assert.AreEqual("2.0.0 4.0.0 5.0.0", string.Join(' ', app.Versions.Select(name => name.Split('-')[0])));
        }

        app.Deploy("6.0.0", ("LleBackupRetention", "2"));
        CollectionAssert.DoesNotContain(app.Versions.Select(name => name.Split('-')[0]).ToArray(), "2.0.0");
    }

    [TestMethod]
    public void A_rollback_leaves_the_version_that_a_link_led_to_when_a_process_was_started_that_names_the_link()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        using (app.Name("bin/web"))
        {
            app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
            CollectionAssert.AreEqual(new[] { "1.0.0", "2.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
        }

        app.Deploy("3.0.0");
        CollectionAssert.AreEqual(new[] { "1.0.0", "3.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
    }

    [TestMethod]
    public void A_rollback_leaves_the_version_in_which_a_program_runs_and_the_next_operation_after_its_end_removes_it()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        var second = app.Versions[^1];
        using (app.Start($"lib/lle/web/versions/{second}/data"))
        {
            app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
            Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
            app.Deploy("3.0.0");
            CollectionAssert.Contains(app.Versions.ToArray(), second);
            Assert.IsFalse(File.Exists(app.At($"lib/lle/web/versions/{second}.list")));
        }

        app.Succeed(engine => engine.Backup(TestContext.CancellationToken));
        CollectionAssert.AreEqual(new[] { "1.0.0", "3.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
    }

    [TestMethod]
    public void A_version_that_was_changed_during_the_deployment_makes_its_undo_unverified()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var text = Path.Combine(app.At("lib/lle/web/versions"), app.Versions.Single(), "data/text");
        // The same content and times, another inode: a look at the content would not tell.
        app.Items.Add(new EngineItem("LleProbe", "spoils", new Dictionary<string, string>
        {
            ["Arguments"] = "spoil",
            ["ExpectOutput"] = "never",
        }));
        app.MakePayload("2.0.0");
        File.WriteAllText(Path.Combine(app.Source("payload-2.0.0"), "web"), $$"""
            #!/bin/sh
            [ "$1" = spoil ] && /bin/cp -p '{{text}}' "$HOME/copy" && /bin/cat "$HOME/copy" > '{{text}}'
            echo 2.0.0

            """);

        Assert.AreEqual("ROLLED_BACK_UNVERIFIED", app.Try("2.0.0").Status, string.Join("; ", app.Told));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
    }

    [TestMethod]
    public void Status_names_a_file_of_the_version_that_was_changed()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Spoil($"{app.Versions.Single()}/data/text");

        StringAssert.Contains(string.Join("; ", app.Engine("1.0.0").Status().Summary), "data/text");
    }

    [TestMethod]
    public void A_second_deployment_of_the_same_payload_changes_no_link()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");

        var result = app.Try("1.0.0");

        Assert.AreEqual("UNCHANGED", result.Status, string.Join("; ", app.Told));
        Assert.HasCount(1, app.Versions);
    }

    [TestMethod]
    public void A_program_that_was_one_file_becomes_an_application_and_goes_back()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployOneFile("0.9.0");

        app.Deploy("1.0.0");
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("0.9.0 alone", app.Answer());
        Assert.IsNull(new FileInfo(app.At("bin/web")).LinkTarget);
    }

    [TestMethod]
    public void Files_that_others_put_into_the_version_in_use_stop_an_upgrade_and_are_never_removed()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var folder = app.At($"lib/lle/web/versions/{app.Versions.Single()}");
        Run.Tool("chmod", folder, "u+w", folder, "data");
        File.WriteAllText($"{folder}/data/theirs", "theirs");
        Directory.CreateDirectory($"{folder}/data/__pycache__");

        Assert.IsFalse(app.Try("2.0.0").Succeeded);
        Assert.Contains("'data/theirs'", app.Told.Single(diagnostic => diagnostic.Code == "LLE1176").Message);
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains("data/theirs", string.Join("; ", app.Engine("1.0.0").Status().Summary));

        app.Options["LleLeaveForeignFiles"] = "true";
        foreach (var version in new[] { "2.0.0", "3.0.0", "4.0.0" })
        {
            app.Deploy(version, ("LleBackupRetention", "1"));
        }

        Assert.AreEqual("theirs", File.ReadAllText($"{folder}/data/theirs"));
        CollectionAssert.AreEqual(new[] { "1.0.0", "3.0.0", "4.0.0" }, app.Versions.Select(name => name.Split('-')[0]).ToArray());
    }
}
