using System.Globalization;
using Lle.Deploy.Installed;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class StatusScriptTests
{
    [TestMethod]
    public void A_shell_without_a_deployment_is_told_apart()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.DeploymentState);
        var ran = installed.Run("dash", installed.Layout.StatusScript);
        Assert.AreEqual(3, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "No deployment state");
    }

    [TestMethod]
    public void A_missing_shell_does_not_respond()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.Binary);
        var ran = installed.Run("dash", installed.Layout.StatusScript);
        Assert.AreEqual(1, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, $"NOT RESPONDING (cannot be started: {installed.Layout.Binary})");
    }

    [TestMethod]
    [DataRow(-100, "CURRENT")]
    [DataRow(-700, "STALE")]
    [DataRow(-100_000_000, "STALE")]
    public void Monitoring_that_stopped_is_stale(int seconds, string word)
    {
        using var installed = new InstalledShell();
        var time = DateTime.UtcNow.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        File.WriteAllText(installed.Layout.HealthLog, $"[{time}] [HEALTH] LLE responsive: OK\n");
        foreach (var shell in InstalledShell.Shells)
        {
            var ran = installed.Run((string)shell[0], installed.Layout.StatusScript);
            var found = System.Text.RegularExpressions.Regex.Match(
                ran.Output, @"Monitoring: (\w+), the last check was (\d+) seconds ago \(interval: 300\)");
            Assert.AreEqual(word, found.Groups[1].Value, ran.All);
            Assert.IsLessThan(60, Math.Abs(int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture) + seconds), ran.All);
        }
    }

    [TestMethod]
    public void Escape_codes_in_a_record_do_not_reach_the_terminal()
    {
        using var installed = new InstalledShell();
        File.WriteAllText(installed.Layout.DeploymentState, "Status: \u001b[31mACTIVE\u0007\n");
        var ran = installed.Run("dash", installed.Layout.StatusScript);
        StringAssert.Contains(ran.Output, "Status: [31mACTIVE\n");
    }
}
