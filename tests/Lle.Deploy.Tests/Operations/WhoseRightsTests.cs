using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What somebody with fewer rights could have changed is refused before anything is touched.</summary>
[TestClass]
public sealed class WhoseRightsTests
{
    private const uint Stranger = 65534;

    [TestMethod]
    public void Root_does_not_deploy_into_the_home_of_the_owner()
    {
        NeedRoot();
        var (user, home) = SomebodyWithAHome();
        using var target = new Target();
        var prefix = Path.Combine(home, "lle-test-prefix");
        target.Options["LleOwner"] = user;
        target.Options["LleInstallPrefix"] = prefix;

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Assert.IsTrue(target.WasTold("LLE3033"), string.Join("; ", target.Told));
        Assert.IsFalse(Directory.Exists(prefix));
        Assert.IsFalse(Directory.Exists(target.At("var")));
    }

    [TestMethod]
    [DataRow("fingerprint")]
    [DataRow("options.json")]
    [DataRow("lle.conf.default")]
    [DataRow("")]
    public void A_history_that_somebody_else_could_have_written_is_not_believed(string name)
    {
        NeedRoot();
        using var target = new Target();
        target.Deployed();
        Give(Path.Combine(target.At("var/lib/lusush/history"), name));
        var before = target.Tree();
        target.Payload("echo second");

        Assert.IsFalse(target.Engine().Deploy(CancellationToken.None).Succeeded);

        Assert.IsTrue(target.WasTold("LLE3043"), string.Join("; ", target.Told));
        Assert.IsFalse(target.Engine().Plan(CancellationToken.None).Succeeded);
        target.IsStill(before);
    }

    [TestMethod]
    public void A_mode_that_was_widened_is_corrected_although_the_content_is_the_same()
    {
        using var target = new Target();
        target.Deployed();
        var secret = target.At("etc/lusush/security.conf");
        File.SetUnixFileMode(secret, (UnixFileMode)0x1a4);
        target.Payload("echo second");

        target.Deployed("2.0.0");

        Assert.AreEqual((UnixFileMode)0x180, File.GetUnixFileMode(secret));
    }

    [TestMethod]
    public void The_remedy_for_a_directory_of_somebody_else_is_another_owner()
    {
        NeedRoot();
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("theirs"));
        Directory.CreateDirectory(scratch.At("open"));
        Give(scratch.At("theirs"));
        File.SetUnixFileMode(scratch.At("open"), (UnixFileMode)0x1ff);

        Assert.Contains("chown", Lle.Deploy.Layout.PathTrust.Check(scratch.At("theirs"))[0].Remedy);
        Assert.Contains("chmod go-w", Lle.Deploy.Layout.PathTrust.Check(scratch.At("open"))[0].Remedy);
    }

    private static void NeedRoot()
    {
        if (Accounts.CurrentUser != 0)
        {
            Tools.Lacks("root, who may give files away");
        }
    }

    private static (string User, string Home) SomebodyWithAHome() => File.ReadAllLines("/etc/passwd").Select(line => line.Split(':'))
        .Where(fields => fields.Length == 7 && fields[2] != "0" && fields[5].Length > 1 && Directory.Exists(fields[5]))
        .Select(fields => (fields[0], fields[5])).First();

    private static void Give(string path)
    {
        using var parent = PosixDirectory.OpenParent(Path.TrimEndingDirectorySeparator(path), out var name);
        if (Directory.Exists(path))
        {
            using var directory = parent.TryOpenDirectory(name)!;
            directory.SetOwner(Stranger, Stranger);
        }
        else
        {
            using var file = parent.OpenRead(name);
            file.SetOwner(Stranger, Stranger);
        }
    }
}
