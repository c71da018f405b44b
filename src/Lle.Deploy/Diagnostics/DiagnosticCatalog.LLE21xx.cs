namespace Lle.Deploy.Diagnostics;

/// <summary>LLE21xx, phase 11: monitoring: docs/diagnostics/LLE21xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic MonitoringFirstRunFailed(string script, string how, string output) => Error(
        "LLE2101", Location.OfFile(script), $"The first run of the monitoring script {how}; it printed: {output}",
        "Run the script by hand with the argument all, and fix what it names");

    public static Diagnostic MonitoringThresholdExceeded(string script, string output) => Warning(
        "LLE2102", Location.OfFile(script),
            $"The first run of the monitoring script measured a value above its threshold; it printed: {output}",
        "Compare it with the figures of this deployment (a launch from sh takes longer than the measured one); "
        + "raise LleMaxStartupTime or LleMaxResponseTime if the value is acceptable");

    public static Diagnostic PathNotForCron(string path) => Error(
        "LLE2104", Location.OfProperty("LleMonitoringSchedule"),
            $"The path '{path}' contains a line break, which a crontab line cannot hold",
        "Set LleMonitoringSchedule=systemd, or use a configuration directory without a line break in its name");

    public static Diagnostic ScriptNotRun(string script) => Warning(
        "LLE2105", Location.OfFile(script), "The script was installed and not run: no /bin/sh",
        "Safe to ignore if this system is not meant to have a shell: the deployment makes the script's checks itself");
}
