using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;
using Lle.Deploy.Text;

namespace Lle.Deploy.Monitoring;

/// <summary>How a run of monitor_lle.sh is started and what its exit status means.</summary>
internal static partial class MonitoringRun
{
    /// <summary>The first run of phase 11 and the runs of LleMonitor. The scripts set their own PATH; nothing else is handed on.</summary>
    /// <param name="script">Absolute path of monitor_lle.sh.</param>
    /// <param name="what">health, performance or all.</param>
    /// <param name="runs">How often each figure is taken; null: as monitoring.conf says.</param>
    public static LaunchRequest Request(string script, string what, int? runs = null) => new("/bin/sh", [script, what])
    {
        As = RunAs.Of(script),
        Environment = runs is { } count ? new Dictionary<string, string> { ["LLE_MONITOR_RUNS"] = $"{count}" }
        : new Dictionary<string, string>(),
        TimeLimit = TimeSpan.FromSeconds(200),
        OutputLimit = 16 * 1024,
    };

    /// <summary>
    /// A figure over its threshold is a warning here: the phase before has measured the same budget with a better instrument,
    /// and a launch from sh costs more than the one it times.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Judge(string script, LaunchResult result)
    {
        var said = OneLine.Escape(Encoding.UTF8.GetString([.. result.Output, .. result.Errors]).Trim());
        return result switch
        {
            { Succeeded: true } => [],
            { Outcome: LaunchOutcome.Exited, ExitCode: 3 } => [DiagnosticCatalog.MonitoringThresholdExceeded(script, said)],
            _ => [DiagnosticCatalog.MonitoringFirstRunFailed(script, How(result), said.Length == 0 ? "nothing" : said)],
        };
    }

    /// <summary>The lines it logged, each without "[time] [kind] ".</summary>
    public static IReadOnlyList<string> Figures(LaunchResult result) =>
    [
        .. Encoding.UTF8.GetString(result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => OneLine.Escape(Marks().Replace(line, ""))),
    ];

    [GeneratedRegex(@"^\[[^\]]*\] \[[A-Z]*\] ", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    private static string How(LaunchResult result) => result.Outcome switch
    {
        LaunchOutcome.Exited => $"ended with exit status {result.ExitCode} ({Meaning(result.ExitCode)})",
        LaunchOutcome.Signalled => $"was ended by signal {result.Signal}",
        LaunchOutcome.TimedOut => "did not end in time",
        _ => $"could not be started (error {result.ErrorNumber})",
    };

    private static string Meaning(int exitCode) => exitCode switch
    {
        1 => "the shell does not answer",
        2 => "wrong usage or settings",
        4 => "a log could not be written",
        _ => "unexpected",
    };
}
