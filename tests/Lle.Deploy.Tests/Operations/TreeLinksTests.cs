using Lle.Deploy.Installed;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Operations;

/// <summary>Which links reach a tree: LlePrivateFolder, LleSharedFolder, LleProgramLinks.</summary>
[TestClass]
public sealed class TreeLinksTests
{
    private static readonly TreeEntry[] Zsh =
    [
        Folder("bin"), File("bin/zsh"), Folder("share"), Folder("share/git-core"), File("share/git-core/a"), Folder("share/zsh"),
        Folder("share/zsh/functions"), File("share/zsh/functions/f"), Folder("share/zsh/site-functions"),
        File("share/zsh/site-functions/s"), File("share/zsh/z"),
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("", "", "bin/zsh share/git-core/a share/zsh")]
    [DataRow("git-core", "", "bin/zsh share/git-core share/zsh")]
    [DataRow("share/git-core", "", "bin/zsh share/git-core share/zsh")]
    [DataRow("core", "", "bin/zsh share/git-core/a share/zsh")]
    [DataRow("", "share/zsh/site-functions", "bin/zsh share/git-core/a share/zsh/functions share/zsh/site-functions/s share/zsh/z")]
    [DataRow("", "share/zsh", "bin/zsh share/git-core/a share/zsh/functions/f share/zsh/site-functions/s share/zsh/z")]
    public void Private_folders_are_one_link_and_shared_ones_stay_real(string isPrivate, string shared, string expected)
    {
        var rules = new LinkRules("zsh", Words(isPrivate), Words(shared), false);

        Assert.AreEqual(expected, string.Join(' ', rules.Of(Zsh, _ => false)));
    }

    [TestMethod]
    public void What_others_put_into_a_shared_folder_survives_upgrade_and_rollback()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(new EngineItem("LleSharedFolder", "share/web/plugins", new Dictionary<string, string>()));
        app.DeployTree("1.0.0", "share/web/plugins/ours");
        System.IO.File.WriteAllText(app.At("share/web/plugins/theirs"), "theirs");

        app.DeployTree("2.0.0", "share/web/plugins/ours");
        Assert.AreEqual("share/web/plugins/ours of 2.0.0", System.IO.File.ReadAllText(app.At("share/web/plugins/ours")));
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("share/web/plugins/ours of 1.0.0", System.IO.File.ReadAllText(app.At("share/web/plugins/ours")));
        Assert.AreEqual("theirs", System.IO.File.ReadAllText(app.At("share/web/plugins/theirs")));
    }

    [TestMethod]
    public void Programs_of_a_tree_can_lead_straight_into_their_version()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Options["LleProgramLinks"] = "version";
        app.DeployTree("1.0.0", "sbin/webd");
        app.DeployTree("2.0.0", "sbin/webd");
        Assert.AreEqual($"../lib/lle/web/versions/{app.Versions[^1]}/bin/web", new FileInfo(app.At("bin/web")).LinkTarget);
        Assert.AreEqual($"../lib/lle/web/versions/{app.Versions[^1]}/sbin/webd", new FileInfo(app.At("sbin/webd")).LinkTarget);
        Assert.AreEqual("../lib/lle/web/current/share/web", new FileInfo(app.At("share/web")).LinkTarget);
        var backup = Directory.GetDirectories(app.At("var/lib/web/backups")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Last()!;

        app.Succeed(engine => engine.Restore(TestContext.CancellationToken), ("LleBackupTimestamp", backup));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.AreEqual("sbin/webd of 1.0.0", System.IO.File.ReadAllText(app.At("sbin/webd")));
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer(), "the restore is rolled back");
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.AreEqual("sbin/webd of 1.0.0", System.IO.File.ReadAllText(app.At("sbin/webd")));
    }

    [TestMethod]
    public void An_application_can_be_reached_through_current()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Options["LleProgramLinks"] = "current";
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        Assert.AreEqual("../lib/lle/web/current/web", new FileInfo(app.At("bin/web")).LinkTarget);
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
    }

    [TestMethod]
    public void Two_names_that_become_one_are_told_as_that()
    {
        using var scratch = new Scratch();
        scratch.Write("payload/x", "text");
        using var directory = PosixDirectory.Open(scratch.Folder);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("text"u8));
        // A directory that takes X for x refuses the second name as one that takes x for x does.
        TreeEntry[] entries = [new("x", FileKind.File, 0x1a4, hash), new("x", FileKind.File, 0x1a4, hash)];

        Refused.With("LLE1174", () => TreeStaging.Write(
            directory, "tree", new TreeToStage(scratch.At("payload"), entries, new FileTraits(0), 0x16d), WorkMeter.Silent,
            TestContext.CancellationToken));
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static TreeEntry Folder(string path) => new(path, FileKind.Directory, 0x16d);

    private static TreeEntry File(string path) => new(path, FileKind.File, 0x1a4, "hash");
}
