using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Monitoring;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class ScheduleTests
{
    private static readonly TargetLayout Layout = new("/p", "/p/e 'c%", "/p/d", "/p/l", "/p/b", "lusush");

    [TestMethod]
    public void None_writes_nothing() => Assert.IsEmpty(MonitoringSchedule.Render(ScheduleKind.None, Layout));

    [TestMethod]
    public void Systemd_gets_a_unit_and_a_timer_in_the_configuration_directory()
    {
        var files = MonitoringSchedule.Render(ScheduleKind.Systemd, Layout, 120);
        CollectionAssert.AreEqual(new[] { "/p/e 'c%/lle-monitor.service", "/p/e 'c%/lle-monitor.timer" },
            files.Select(file => file.Path).ToArray());
        StringAssert.Contains(Text(files[0]), "ExecStart=/bin/sh \"/p/e 'c%%/monitor_lle.sh\" all\n");
        StringAssert.Contains(Text(files[1]), "OnUnitActiveSec=120\n");
        Assert.DoesNotContain("User=", Text(files[0]));
    }

    [TestMethod]
    public void A_unit_names_its_installation_so_that_two_on_one_machine_are_told_apart()
    {
        var (service, timer) = (MonitoringSchedule.Render(ScheduleKind.Systemd, Layout with { Name = "greet" }) is [var one, var two])
            ? (Text(one), Text(two)) : ("", "");

        StringAssert.Contains(service, "as greet-monitor.service and greet-monitor.timer");
        StringAssert.Contains(service, "Description=Health and performance check of greet\n");
        StringAssert.Contains(timer, "Description=Runs the check of greet at its interval\n");
    }

    [TestMethod]
    public void Systemd_runs_it_as_the_user_who_owns_the_logs() =>
        StringAssert.Contains(Text(MonitoringSchedule.Render(ScheduleKind.Systemd, Layout, 120, "shelly")[0]),
            "Type=oneshot\nUser=shelly\nExecStart=");

    [TestMethod]
    public void Cron_gets_a_line_that_the_shell_reads_as_the_path()
    {
        var text = Text(MonitoringSchedule.Render(ScheduleKind.Cron, Layout, 300).Single());
        StringAssert.Contains(text, "*/5 * * * * /bin/sh '/p/e '\\''c'\\%'/monitor_lle.sh' all >/dev/null\n");
        var word = text.Split("/bin/sh ")[1].Split(" all")[0].Replace("\\%", "%");
        Assert.AreEqual("/p/e 'c%/monitor_lle.sh",
            InstalledShell.Start(Tools.Require("dash"), ["-c", $"printf %s {word}"], new() { ["PATH"] = "/usr/bin:/bin" }).Output);
    }

    [TestMethod]
    [DataRow(1, "*/1 ")]
    [DataRow(420, "*/6 ")]
    [DataRow(3600, "0 * ")]
    public void Cron_knows_minutes_only(int seconds, string when) =>
        StringAssert.Contains(Text(MonitoringSchedule.Render(ScheduleKind.Cron, Layout, seconds).Single()), "\n" + when);

    [TestMethod]
    public void A_line_break_has_no_place_in_a_crontab()
    {
        var problem = Assert.ThrowsExactly<DeploymentException>(
            () => MonitoringSchedule.Render(ScheduleKind.Cron, Layout with { ConfigDir = "/a\nb" }));
        Assert.AreEqual("LLE2104", problem.Diagnostics[0].Code);
    }

    private static string Text(RenderedFile file) => Encoding.UTF8.GetString(file.Content);
}
