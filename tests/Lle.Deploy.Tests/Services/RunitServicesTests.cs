using System.Diagnostics;

namespace Lle.Deploy.Tests.Services;

/// <summary>Manager=runit: a real runsvdir looks after a real nginx.</summary>
[TestClass]
public sealed class RunitServicesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_service_is_taken_up_restarted_with_the_new_program_and_gone_with_its_deployment()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        var scanned = Prepare(nginx);
        using var runsvdir = new Supervisor(scanned);

        nginx.Succeed(nginx.Engine("1.0.0", Service(nginx)).Deploy(TestContext.CancellationToken));
        Assert.AreEqual("one", nginx.Runs);
        Assert.AreEqual(Path.Combine(nginx.Prefix, "var/lib/web/sv/web"), new FileInfo(Path.Combine(scanned, "web")).LinkTarget);

        nginx.Succeed(nginx.Engine("2.0.0", Service(nginx)).Deploy(TestContext.CancellationToken));
        Assert.AreEqual("two", nginx.Runs);

        Assert.AreEqual("ROLLED_BACK", nginx.Engine("3.0.0", Service(nginx)).Deploy(TestContext.CancellationToken).Status,
            string.Join("\n", nginx.Told));
        Assert.AreEqual("two", nginx.Runs);

        nginx.Succeed(nginx.Bare().Rollback(TestContext.CancellationToken));
        Assert.AreEqual("one", nginx.Runs);
        StringAssert.Contains(nginx.Status(), "web (runit): run, runs what is deployed");

        nginx.Succeed(nginx.Bare().Uninstall(TestContext.CancellationToken));
        Assert.IsFalse(File.Exists(nginx.PidFile));
        Assert.IsNull(new FileInfo(Path.Combine(scanned, "web")).LinkTarget);
    }

    [TestMethod]
    public void A_first_deployment_that_fails_leaves_no_service_and_a_folder_of_somebody_else_is_refused()
    {
        using var nginx = new NginxBench(TestContext.CancellationToken);
        var scanned = Prepare(nginx);
        using var runsvdir = new Supervisor(scanned);

        Assert.AreEqual("ROLLED_BACK", nginx.Engine("1.0.0", Service(nginx), status: "500").Deploy(TestContext.CancellationToken).Status);
        Assert.IsFalse(File.Exists(nginx.PidFile));
        Assert.IsNull(new FileInfo(Path.Combine(scanned, "web")).LinkTarget);

        Directory.CreateDirectory(nginx.At("other"));
        File.CreateSymbolicLink(Path.Combine(scanned, "web"), nginx.At("other"));
        Assert.IsFalse(nginx.Engine("1.0.0", Service(nginx)).Deploy(TestContext.CancellationToken).Succeeded);
        CollectionAssert.Contains(nginx.Codes.ToArray(), "LLE2405");
        Assert.AreEqual(nginx.At("other"), new FileInfo(Path.Combine(scanned, "web")).LinkTarget);
    }

    private static string Prepare(NginxBench nginx)
    {
        Tools.Require("sv");
        nginx.WriteConfiguration("200 ok", daemon: "off");
        nginx.Write("run.template", "#!/bin/sh\nexec '@LLE_INSTALL_PREFIX@/bin/web' -c '" + nginx.At("run/web.conf") + "'\n");
        var scanned = Directory.CreateDirectory(nginx.At("scanned")).FullName;
        nginx.Further["LleUnitDir"] = scanned;
        return scanned;
    }

    private static Dictionary<string, string> Service(NginxBench nginx) => new()
    {
        ["Manager"] = "runit",
        ["Template"] = nginx.At("run.template"),
    };

    private sealed class Supervisor(string folder) : IDisposable
    {
        private bool IsSupervisor(string directory)
        {
            try
            {
                return File.ReadAllText(Path.Combine(directory, "comm")).Trim() == "runsv"
                    && new FileInfo(Path.Combine(directory, "cwd")).LinkTarget?.StartsWith(Path.GetDirectoryName(folder)!) == true;
            }
            catch (IOException)
            {
                return false;
            }
        }

        private readonly Process process = Process.Start(Tools.Require("runsvdir"), [folder]);

        /// <summary>SIGHUP: it ends all that it looks after, and itself.</summary>
        public void Dispose()
        {
            Lle.Deploy.Tests.Support.Run.Tool("kill", "/", "-HUP", $"{process.Id}");
            process.WaitForExit();
            process.Dispose();
            // It tells its runsv processes to end, and does not wait for them.
            while (Directory.GetDirectories("/proc").Any(IsSupervisor))
            {
                Thread.Sleep(20);
            }
        }
    }
}
