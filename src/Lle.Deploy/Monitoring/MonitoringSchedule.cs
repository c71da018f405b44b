using System.Globalization;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Text;

namespace Lle.Deploy.Monitoring;

/// <summary>What runs the monitor regularly.</summary>
internal enum ScheduleKind
{
    None,
    Systemd,
    Cron,
}

/// <summary>
/// LleMonitoringSchedule: files that make systemd or cron run the monitor. They are written into the configuration directory and
/// installed by nobody but the administrator.
/// </summary>
internal static class MonitoringSchedule
{
    public const int DefaultIntervalSeconds = 300;

    /// <param name="schedule">What is to run the monitor.</param>
    /// <param name="layout">Where the monitor stands.</param>
    /// <param name="intervalSeconds">health_check_interval of monitoring.conf.</param>
    /// <param name="user">Whom systemd runs it as; empty: root.</param>
    public static IReadOnlyList<RenderedFile> Render(
        ScheduleKind schedule, TargetLayout layout, int intervalSeconds = DefaultIntervalSeconds, string user = "") =>
        schedule switch
        {
            ScheduleKind.Systemd =>
            [
                File(layout, "lle-monitor.service", new() { ["NAME"] = Literal(layout.Name),
                    ["MONITOR"] = SystemdWord(layout.Monitor), ["USER"] = user.Length == 0 ? "" : $"User={user}\n" }),
                File(layout, "lle-monitor.timer", new() { ["NAME"] = Literal(layout.Name), ["INTERVAL"] = Number(intervalSeconds) }),
            ],
            ScheduleKind.Cron => [File(layout, "lle-monitor.crontab",
            new() { ["WHEN"] = CronTime(intervalSeconds), ["MONITOR"] = CronWord(layout.Monitor) })],
            _ => [],
        };

    private static RenderedFile File(TargetLayout layout, string name, Dictionary<string, string> values) =>
        RenderedFile.Of(Path.Combine(layout.ConfigDir, name), Placeholders.Fill(Resources.Text(name), values), RenderedFile.Data);

    /// <summary>% is a specifier in a unit.</summary>
    private static string Literal(string name) => name.Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>One word of an ExecStart line: C escapes in double quotes; % is a specifier and $ a variable, doubled they are
    /// themselves.</summary>
    private static string SystemdWord(string text)
    {
        var word = new StringBuilder("\"");
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            _ = part switch
            {
                (byte)'%' => word.Append("%%"),
                (byte)'$' => word.Append("$$"),
                (byte)'"' or (byte)'\\' => word.Append('\\').Append((char)part),
                < 0x20 or >= 0x7f => word.Append(CultureInfo.InvariantCulture, $"\\x{part:x2}"),
                _ => word.Append((char)part),
            };
        }

        return word.Append('"').ToString();
    }

    /// <summary>A word of the shell in a crontab line, where an unescaped % ends the command and a line break ends the line.</summary>
    private static string CronWord(string path)
    {
        if (path.AsSpan().ContainsAny('\n', '\r'))
        {
            throw new DeploymentException(DiagnosticCatalog.PathNotForCron(path));
        }

        // In single quotes the backslash before % would reach the shell; outside of them it does not.
        return ShellLiteral.Quote(path).Replace("%", "'\\%'", StringComparison.Ordinal);
    }

    /// <summary>cron knows minutes: the nearest divisor of an hour at or below the interval.</summary>
    private static string CronTime(int intervalSeconds)
    {
        var minutes = Math.Clamp(intervalSeconds / 60, 1, 60);
        while (60 % minutes != 0)
        {
            minutes--;
        }

        return minutes == 60 ? "0 * * * *" : $"*/{minutes} * * * *";
    }

    private static string Number(int value) => Math.Max(1, value).ToString(CultureInfo.InvariantCulture);
}
