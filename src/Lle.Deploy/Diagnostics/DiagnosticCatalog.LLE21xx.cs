namespace Lle.Deploy.Diagnostics;

/// <summary>LLE21xx, phase 11: monitoring: docs/diagnostics/LLE21xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic MonitoringFirstRunFailed(string script, string how, string output) => Error("LLE2101", Location.OfFile(script),
        $"The first run of the monitoring script {how}; it said: {output}",
        "Run the script by hand with the argument all and correct what it names");

    public static Diagnostic MonitoringThresholdExceeded(string script, string output) => Warning("LLE2102", Location.OfFile(script),
        $"The first run of the monitoring script found a figure over its threshold; it said: {output}",
        "Compare with the start-up and response figures of this deployment; a launch from sh costs more than the measured one. Raise LleMaxStartupTime or LleMaxResponseTime if the figure is acceptable");

    public static Diagnostic UnknownMonitoringSchedule(string value) => Error("LLE2103", Location.OfProperty("LleMonitoringSchedule"),
        $"LleMonitoringSchedule is '{value}', expected systemd, cron or none",
        "Set one of the three values");

    public static Diagnostic PathNotForCron(string path) => Error("LLE2104", Location.OfProperty("LleMonitoringSchedule"),
        $"The path {path} holds a line break, and a crontab line cannot name it",
        "Use LleMonitoringSchedule=systemd, or a configuration directory without a line break in its name");
}
