using System.Text.RegularExpressions;
using Lle.Deploy.Layout;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Tests.Services;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Monitoring;

/// <summary>docs/monitoring.md, command by command.</summary>
[TestClass]
public sealed class CommandsOfThePageTests
{
    [TestMethod]
    public void Systemd_takes_the_two_units_under_the_name_that_the_page_gives_them()
    {
        using var scratch = new Scratch();
        var layout = new TargetLayout("/opt/greet", "/opt/greet/etc/greet", "/opt/greet/d", "/opt/greet/l", "/opt/greet/b", "greet");
        foreach (var file in MonitoringSchedule.Render(ScheduleKind.Systemd, layout, 300))
        {
            scratch.Write("greet-monitor" + Path.GetExtension(file.Path), file.Content);
        }

        var ran = InstalledShell.Start(Tools.Require("systemd-analyze"),
            ["verify", "--man=no", scratch.At("greet-monitor.timer"), scratch.At("greet-monitor.service")],
            new() { ["PATH"] = "/usr/bin:/bin" });

        Assert.AreEqual("exit 0\n\n", ran.All);
    }

    /// <summary>Half a minute, so with LLE_FULL=1 the whole page, else what needs no machine of its own.</summary>
    [TestMethod]
    public void All_of_them_work_on_a_machine_of_their_own()
    {
        var blocks = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/monitoring.md")), "(?ms)^```\n(.*?)^```")
            .Select(block => block.Groups[1].Value).ToList();
        Assert.HasCount(5, blocks, "run, timer, cron, collector, rules");
        if (Environment.GetEnvironmentVariable("LLE_FULL") != "1")
        {
            return;
        }

        using var scratch = new Scratch();
        scratch.Write("pay/greet", "#!/bin/sh\necho greet\n", (UnixFileMode)0x1ed);
        using var machine = SystemdContainer.Boot(scratch.Folder);
        Deploy(machine, "systemd", "/opt/a");
        Assert.AreEqual("0\n", Last(Page(machine, blocks[0], "/opt/a")));

        Assert.Contains("greet-monitor.timer", Page(machine, blocks[1], "/opt/a"));
        Assert.AreEqual("success", machine.Property("greet-monitor.service", "Result"));
        Assert.AreEqual("active", machine.Property("greet-monitor.timer", "ActiveState"));

        Deploy(machine, "cron", "/opt/b");
        Assert.Contains("'/opt/b/etc/greet/monitor_lle.sh' all", Page(machine, blocks[2], "/opt/b"));
        machine.Do("sh", "-c", "crontab -l | sed 's,^[*]/5,*,' | crontab - && rm /opt/b/var/log/greet/lle.prom && systemctl start cron");

        machine.Do("sh", "-c", Filled(blocks[3].Split('\n')[0], "/opt/a")
            .Replace("/var/lib/node_exporter/textfile_collector", "/var/lib/prometheus/node-exporter", StringComparison.Ordinal));
        machine.Do("systemctl", "start", "prometheus-node-exporter");
        Assert.Contains("lle_healthy{binary=\"greet\",prefix=\"/opt/a\"} 1",
            machine.Do("sh", "-c", "sleep 2; curl -s localhost:9100/metrics | grep ^lle_"));

        Assert.Contains("SUCCESS: 6 rules found", InstalledShell.Start(Tools.Require("promtool"),
            ["check", "rules", Path.Combine(Repository.Root, "samples/monitoring/lle-alerts.yml")]).Output);
        machine.Do("sh", "-c", "for n in $(seq 70); do [ ! -f /opt/b/var/log/greet/lle.prom ] || exit 0; sleep 1; done; exit 1");
    }

    private static void Deploy(SystemdContainer machine, string schedule, string prefix)
    {
        var (code, output) = machine.Lle("deploy", "/srv/bench/pay", "--binary-name", "greet", "--install-prefix", prefix,
            "--startup-arguments=--version", "--measure-response=false", "--default-probes=false", "--readiness-threshold=82",
            "--validation-threshold=71", "--max-startup-time=1000000", "--monitoring-schedule", schedule);
        Assert.AreEqual(0, code, output);
    }

    private static string Page(SystemdContainer machine, string block, string prefix) => machine.Do("sh", "-c", Filled(block, prefix));

    private static string Filled(string block, string prefix) => block
        .Replace("CONFIG", $"{prefix}/etc/greet", StringComparison.Ordinal)
        .Replace("LOG", $"{prefix}/var/log/greet", StringComparison.Ordinal)
        .Replace("NAME", "greet", StringComparison.Ordinal);

    private static string Last(string output) => output[(output.TrimEnd('\n').LastIndexOf('\n') + 1)..];
}
