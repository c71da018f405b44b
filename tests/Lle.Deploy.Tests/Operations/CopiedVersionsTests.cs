using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A prefix with version folders that was copied is an installation of its own, and its list of checksums is about
/// itself.</summary>
[TestClass]
public sealed class CopiedVersionsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("app")]
    [DataRow("tree")]
    [DataRow("file")]
    public void The_list_names_every_file_from_the_prefix_and_can_be_checked_in_a_copy(string kind)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Deploy(app, kind, "1.0.0");
        var copy = app.Copy();
        Directory.Delete(app.At("bin"), recursive: true);

        var names = File.ReadLines(Path.Combine(copy, "etc/web/checksums.sha256")).Select(line => line[66..]).ToArray();

        CollectionAssert.Contains(names, "bin/web");
        Assert.IsFalse(names.Any(Path.IsPathRooted), string.Join("; ", names));
        Assert.AreEqual(app.Versions.Count * 2, names.Count(name => name.StartsWith("lib/lle/web/", StringComparison.Ordinal)));
        Run.Tool("sha256sum", copy, "-c", "--quiet", "--strict", Path.Combine(copy, "etc/web/checksums.sha256"));
    }

    [TestMethod]
    [DataRow("app", true)]
    [DataRow("tree", true)]
    [DataRow("app", false)]
    [DataRow("tree", false)]
    public void A_rollback_or_restore_in_a_copy_changes_the_copy_alone(string kind, bool isRollback)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Deploy(app, kind, "1.0.0");
        Deploy(app, kind, "2.0.0");
        var copy = app.Copy();
        var backup = Directory.GetDirectories(app.At("var/lib/web/backups")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;

        app.Succeed(engine => isRollback ? engine.Rollback(TestContext.CancellationToken) : engine.Restore(TestContext.CancellationToken),
            ("LleInstallPrefix", copy), ("LleBackupTimestamp", isRollback ? "" : backup));

        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
        Assert.AreEqual("1.0.0 data-1.0.0", Run.Tool(Path.Combine(copy, "bin/web"), copy).Trim());
        Run.Tool("sha256sum", copy, "-c", "--quiet", "--strict", Path.Combine(copy, "etc/web/checksums.sha256"));
    }

    [TestMethod]
    public void A_list_of_absolute_paths_as_version_1_0_0_wrote_it_is_read_in_a_copy_as_its_own()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Deploy(app, "tree", "1.0.0");
        var list = app.At("etc/web/checksums.sha256");
        File.WriteAllLines(list, File.ReadLines(list).Select(line => $"{line[..66]}{app.Prefix}/{line[66..]}").ToArray());
        Deploy(app, "tree", "2.0.0");
        var copy = app.Copy();
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken), ("LleInstallPrefix", copy));

        Assert.AreEqual("1.0.0 data-1.0.0", Run.Tool(Path.Combine(copy, "bin/web"), copy).Trim());
        Directory.Delete(app.At("bin"), recursive: true);
        var status = string.Join("; ", app.Engine("1.0.0", ("LleInstallPrefix", copy)).Status().Summary);
        Assert.DoesNotContain(app.Prefix + "/", status.Replace(copy, "COPY", StringComparison.Ordinal));
    }

    private static void Deploy(AppBench app, string kind, string version)
    {
        switch (kind)
        {
            case "app":
                app.Deploy(version);
                break;
            case "tree":
                app.DeployTree(version);
                break;
            default:
                app.DeployOneFile(version);
                break;
        }
    }
}
