using System.Diagnostics;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class MetricsTests
{
    private const string Labels = "binary=\"lusush\"";

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void Tell_when_it_was_deployed_and_how_that_ended(string shell)
    {
        using var installed = new InstalledShell();
        File.WriteAllText(installed.Layout.DeploymentState,
            "LLE Deployment State\nLast Deployment Date: 2026-11-25 22:13:06\nStatus: DEGRADED\n");
        var metrics = Expose(installed, shell);
        StringAssert.Contains(metrics, $"lle_deployment_timestamp_seconds{{prefix=\"{installed.Layout.Prefix}\",{Labels}}} 1795644786\n");
        StringAssert.Contains(metrics, $"{Labels},status=\"ACTIVE\"}} 0\n");
        StringAssert.Contains(metrics, $"{Labels},status=\"DEGRADED\"}} 1\n");
        StringAssert.Contains(metrics, $"{Labels},status=\"NEEDS_ATTENTION\"}} 0\n");
        StringAssert.Contains(metrics, $"{Labels},status=\"FAILED\"}} 0\n");
    }

    [TestMethod]
    public void Leave_out_what_no_record_tells()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.DeploymentState);
        var metrics = Expose(installed, "dash");
        foreach (var name in new[] { "lle_deployment_timestamp_seconds", "lle_deployment_status", "lle_open_transactions",
            "lle_last_backup_timestamp_seconds" })
        {
            Assert.DoesNotContain(name, metrics);
        }
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void Count_transactions_that_are_not_closed(string shell)
    {
        using var installed = new InstalledShell();
        Assert.AreEqual("", Line(Expose(installed, shell), "lle_open_transactions"));
        Journal("20250102_030405", "1 00 {\"header\":{}}\n2 00 {\"kind\":\"Commit\"}\n2 00 {\"kind\":\"Closed\"}\n");
        Assert.AreEqual("0", Line(Expose(installed, shell), "lle_open_transactions"));
        Journal("20250102_030406", "1 00 {\"header\":{}}\n2 00 {\"kind\":\"Commit\"}\n");
        Assert.AreEqual("1", Line(Expose(installed, shell), "lle_open_transactions"));

        void Journal(string id, string text) => File.WriteAllText(
            Path.Combine(Directory.CreateDirectory(Path.Combine(installed.Layout.Transactions, id)).FullName, "journal"), text);
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void Tell_when_the_newest_complete_backup_was_taken(string shell)
    {
        using var installed = new InstalledShell();
        foreach (var (stamp, complete) in new[] { ("20250102_030405", true), ("20260228_235959_2", true), ("20260301_000000", false) })
        {
            var folder = Directory.CreateDirectory(Path.Combine(installed.Layout.BackupDir, stamp)).FullName;
            if (complete)
            {
                File.WriteAllText(Path.Combine(folder, "MANIFEST"), "");
            }
        }

        Assert.AreEqual("1772323199", Line(Expose(installed, shell), "lle_last_backup_timestamp_seconds"));
    }

    [TestMethod]
    public void Are_what_Prometheus_reads()
    {
        using var installed = new InstalledShell("a \"quoted\" pre\\fix");
        File.WriteAllText(installed.Layout.DeploymentState,
            "LLE Deployment State\nLast Deployment Date: 2026-11-25 22:13:06\nStatus: ACTIVE\n");
        var start = new ProcessStartInfo(Tools.Require("promtool"), ["check", "metrics"])
        { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(Expose(installed, "dash"));
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual((0, ""), (process.ExitCode, said));
    }

    private static string Line(string metrics, string name) =>
        metrics.Split('\n').SingleOrDefault(line => line.StartsWith(name + "{", StringComparison.Ordinal))?.Split(' ')[^1] ?? "";

    private static string Expose(InstalledShell installed, string shell)
    {
        var ran = installed.Run(shell, installed.Layout.Monitor, ["all"], new() { ["LLE_MONITOR_RUNS"] = "2" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        Assert.AreEqual("", ran.Errors);
        return File.ReadAllText(Path.Combine(installed.Layout.LogDir, "lle.prom"));
    }
}
