using System.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Services;

/// <summary>Manager=systemd, with the documented default unit, on a real systemd: lle deploys bundles in a container that it has
/// booted.</summary>
[TestClass]
public sealed class SystemdServicesTests
{
    private const string Unit = "web.service";

    private string? user;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_unit_is_made_started_upgraded_brought_back_and_gone_with_its_deployments()
    {
        using var scratch = new Scratch();
        foreach (var version in new[] { "1.0.0", "2.0.0", "3.0.0" })
        {
            MakeBundle(scratch, version, version == "3.0.0" ? "BROKEN" : "GOOD");
        }

        MakeBundle(scratch, "4.0.0", "GOOD", ("Command", "sleep 600"));
        user = "nobody";
        MakeBundle(scratch, "5.0.0", "GOOD");
        using var machine = SystemdContainer.Boot(scratch.Folder);
        machine.InstallLle();

        Deploy(machine, "1.0.0", 0);
        Assert.AreEqual(("1.0.0", "enabled", "active"), Standing(machine));
        Assert.AreEqual("yes", machine.Property(Unit, "NoNewPrivileges"));

        Deploy(machine, "2.0.0", 0);
        Assert.AreEqual(("2.0.0", "enabled", "active"), Standing(machine));
        StringAssert.Contains(machine.Lle("status").Output, "web (systemd): active (running), runs what is deployed");

        Deploy(machine, "3.0.0", 4, "LLE241");
        Assert.AreEqual(("2.0.0", "enabled", "active"), Standing(machine));

        KillWhileItAsks(machine, "4.0.0");
        Assert.AreEqual("4.0.0", Standing(machine).Answer);
        var recovered = machine.Lle("recover");
        Assert.AreEqual(0, recovered.Code, recovered.Output);
        Assert.AreEqual(("2.0.0", "enabled", "active"), Standing(machine));

        // The machine loses its power instead, and nobody comes: it recovers before it starts the service.
        using (var lle = BeginUntilItAsks(machine, "4.0.0"))
        {
            machine.CutPower();
        }

        Assert.AreEqual(("2.0.0", "enabled", "active"), Standing(machine), machine.Try("journalctl", "-b", "-u", "lle-recover*").Output);
        StringAssert.Contains(machine.Lle("status").Output, "web (systemd): active (running), runs what is deployed");
        Assert.AreEqual("", machine.Try("find", "/etc/systemd/system", "-name", "lle-*").Output);

        machine.Do("systemctl", "disable", "web");
        Succeed(machine.Lle("rollback"));
        Assert.AreEqual(("1.0.0", "disabled", "active"), Standing(machine));

        Succeed(machine.Lle("rollback"));
        Assert.AreEqual(("not-found", "inactive"), (machine.Property(Unit, "LoadState"), machine.Property(Unit, "ActiveState")));

        Deploy(machine, "3.0.0", 4, "LLE241");
        Assert.AreEqual(("not-found", "inactive"), (machine.Property(Unit, "LoadState"), machine.Property(Unit, "ActiveState")));
        Assert.AreEqual("", machine.Try("find", "/etc/systemd/system", "-name", "*web*").Output);

        machine.Do("systemctl", "mask", "web");
        Deploy(machine, "2.0.0", 2, "LLE2403");
        Assert.AreEqual("masked", machine.Property(Unit, "LoadState"));
        machine.Do("systemctl", "unmask", "web");
        machine.Do("systemctl", "daemon-reload");

        Deploy(machine, "2.0.0", 0);
        Deploy(machine, "5.0.0", 0);
        Assert.AreEqual(("5.0.0", "enabled", "active"), Standing(machine));
        Assert.AreEqual("nobody", machine.Property(Unit, "User"));

        // A backup has the unit too: a restore brings the former program back, and it is what runs, as the user it ran as.
        Succeed(machine.Lle("restore", NewestBackup(machine)));
        Assert.AreEqual(("2.0.0", "enabled", "active"), Standing(machine));
        Assert.AreEqual("web", machine.Property(Unit, "User"));

        Succeed(machine.Lle("uninstall"));
        Assert.AreEqual("not-found", machine.Property(Unit, "LoadState"));
        Assert.AreEqual("", machine.Try("find", "/etc/systemd/system", "-name", "*web*").Output);
    }

    [TestMethod]
    public void A_unit_of_ones_own_stays_where_an_earlier_installation_had_made_one_and_gone()
    {
        using var scratch = new Scratch();
        using var machine = BootWithTwoVersions(scratch);
        Deploy(machine, "1.0.0", 0);
        Succeed(machine.Lle("uninstall"));
        machine.Do("sh", "-c", "printf '[Service]\\nExecStart=/usr/local/bin/web\\n' > /etc/systemd/system/web.service");
        machine.Do("systemctl", "daemon-reload");
        Deploy(machine, "2.0.0", 0);

        Succeed(machine.Lle("uninstall"));

        Assert.Contains("ExecStart=/usr/local/bin/web", machine.Do("cat", "/etc/systemd/system/web.service"));
    }

    [TestMethod]
    public void A_unit_that_another_installation_made_is_not_taken_for_ones_own()
    {
        using var scratch = new Scratch();
        using var machine = BootWithTwoVersions(scratch);
        Deploy(machine, "1.0.0", 0);
        var process = machine.Property(Unit, "MainPID");

        var (code, output) = machine.Lle([.. Arguments("2.0.0"), "--install-prefix", "/opt/other"]);

        Assert.AreEqual(2, code, output);
        Assert.Contains("LLE2403", output);
        Assert.AreEqual(("1.0.0", process), (Answer(machine), machine.Property(Unit, "MainPID")));
        Assert.AreNotEqual(0, machine.Try("test", "-e", "/opt/other/bin").Code);
    }

    private SystemdContainer BootWithTwoVersions(Scratch scratch)
    {
        MakeBundle(scratch, "1.0.0", "GOOD");
        MakeBundle(scratch, "2.0.0", "GOOD");
        return SystemdContainer.Boot(scratch.Folder);
    }

    private static (string Answer, string Enabled, string Active) Standing(SystemdContainer machine) => (
        Answer(machine), machine.Property(Unit, "UnitFileState"), machine.Property(Unit, "ActiveState"));

    /// <summary>Its version; while it is down, what the shell says of that.</summary>
    private static string Answer(SystemdContainer machine) => machine.Try(
        "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8099; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; tail -n 1 <&3").Output;

    private static string NewestBackup(SystemdContainer machine) =>
        machine.Do("sh", "-c", "ls -d /usr/local/var/lib/web/backups/[0-9]* | tail -n 1 | xargs basename").Trim();

    private static void Deploy(SystemdContainer machine, string version, int code, string? tells = null)
    {
        var result = machine.Lle(Arguments(version));
        Assert.AreEqual(code, result.Code, result.Output);
        Assert.Contains(tells ?? "", result.Output);
    }

    private static void Succeed((int Code, string Output) result) => Assert.AreEqual(0, result.Code, result.Output);

    /// <summary>Ends lle without a word once the new version answers.</summary>
    private static void KillWhileItAsks(SystemdContainer machine, string version)
    {
        using var lle = BeginUntilItAsks(machine, version);
        machine.Do("pkill", "-KILL", "-f", "lle.dll deploy");
        lle.WaitForExit();
    }

    private static Process BeginUntilItAsks(SystemdContainer machine, string version)
    {
        var lle = machine.Begin(["/srv/dotnet/dotnet", "/srv/lle/lle.dll", .. Arguments(version)]);
        var until = Stopwatch.StartNew();
        while (Answer(machine) != version && until.Elapsed < TimeSpan.FromSeconds(60))
        {
            Thread.Sleep(100);
        }

        return lle;
    }

    private static string[] Arguments(string version) => ["deploy", $"/srv/bench/web-{version}.tar.gz", "--allow-commands"];

    private void MakeBundle(Scratch scratch, string version, string kind, params (string Name, string Value)[] check)
    {
        var folder = Directory.CreateDirectory(scratch.At($"payload-{version}")).FullName;
        Run.Tool("cc", folder, "-O1", $"-DVERSION=\"{version}\"", $"-D{kind}", "-o", Path.Combine(folder, "web"),
            Path.Combine(Repository.Root, "tests/Lle.Deploy.Tests/Services/web.c"));
        var bundle = new Engine(new EngineRequest
        {
            Options = new Dictionary<string, string>(WebOptions.Of(folder, version, "-v")) { ["LleBundleDir"] = scratch.Folder },
            Items =
            [
                new EngineItem("LleService", "web", user is null ? [] : new Dictionary<string, string> { ["User"] = user }),
                new EngineItem("LleHealthCheck", "answers", check.Length > 0 ? check.ToDictionary(c => c.Name, c => c.Value)
                    : new Dictionary<string, string> { ["Url"] = "http://localhost:8099/", ["TimeoutSeconds"] = "10" }),
                new EngineItem("LleProbe", "version", new Dictionary<string, string>
                {
                    ["Arguments"] = "-v", ["ExpectOutput"] = "web [0-9]",
                }),
            ],
            BaseDirectory = scratch.Folder,
        }, new CollectingListener([])).MakeBundle(TestContext.CancellationToken);
        Assert.IsTrue(bundle.Succeeded);
    }
}
