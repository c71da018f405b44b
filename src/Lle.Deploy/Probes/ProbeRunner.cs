using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Probes;

/// <param name="Passed">No probe of severity error failed.</param>
internal sealed record ProbeReport(List<ProbeRecord> Records, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Passed => !Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}

/// <summary>
/// Runs probes one after the other, each in a private folder of its own. (In parallel they would save a few milliseconds of a deployment
/// and cost a hanging one a clear order of events.)
/// </summary>
internal static class ProbeRunner
{
    private const int OutputLimit = 64 * 1024;
    private const int AnswerLimit = 4000;

    /// <param name="argv0">What the program is to go by; null: its path.</param>
    /// <param name="strict">LleStrictProbes: a default probe's command must be known.</param>
    public static ProbeReport Run(
        string binary, string? argv0, IEnumerable<Probe> probes, bool strict, CancellationToken cancellation = default) =>
        Run(binary, argv0, probes, strict, RunVariables.None, cancellation);

    /// <param name="environment">LleRunEnvironment.</param>
    public static ProbeReport Run(
        string binary, string? argv0, IEnumerable<Probe> probes, bool strict, IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation)
    {
        var records = new List<ProbeRecord>();
        var diagnostics = new List<Diagnostic>();
        var unknown = new List<(string Probe, string Line)>();
        foreach (var probe in probes)
        {
            var result = Launch(binary, argv0, probe, environment, cancellation);
            var answer = PlainText.Of(result.Output) + PlainText.Of(result.Errors);
            var line = ProbeVerdict.UnknownCommand(probe, result, answer);
            var (diagnostic, evidence) = line is null ? ProbeVerdict.Of(probe, result, answer) : Unknown([(probe.Name, line)], strict);
            records.Add(new ProbeRecord
            {
                Name = probe.Name,
                // A probe without input asks by its arguments.
                Input = probe.Input.Length > 0 ? probe.Input : string.Join(' ', probe.Arguments),
                Outcome = diagnostic is null ? ProbeOutcome.Passed : diagnostic.Severity == Severity.Error ? ProbeOutcome.Failed
                : ProbeOutcome.Warning,
                Evidence = evidence,
                Answer = answer.Length > AnswerLimit ? answer[..AnswerLimit] + "..." : answer,
                ExitCode = result.Outcome == LaunchOutcome.Exited ? result.ExitCode : null,
                DurationMilliseconds = result.Wall.TotalMilliseconds,
            });
            if (line is not null)
            {
                unknown.Add((probe.Name, line));
            }
            else if (diagnostic is not null)
            {
                diagnostics.Add(diagnostic);
            }
        }

        // A program that is not Lusush has none of these commands: that is one finding, not three.
        return new ProbeReport(records, unknown.Count == 0 ? diagnostics : [.. diagnostics, Unknown(unknown, strict).Diagnostic]);
    }

    private static (Diagnostic Diagnostic, string Evidence) Unknown(List<(string Probe, string Line)> unknown, bool strict)
    {
        var diagnostic = DiagnosticCatalog.ProbeUnknownCommand(unknown.Select(each => each.Probe), unknown[0].Line, strict);
        return (diagnostic, diagnostic.Message);
    }

    private static LaunchResult Launch(
        string binary, string? argv0, Probe probe, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(binary));
        var request = folder.Request(binary, probe.Arguments);
        request = request with
        {
            Environment = RunVariables.Add(
                new Dictionary<string, string>(request.Environment) { ["PATH"] = probe.SearchPath }, environment, binary),
            Argv0 = argv0,
            Input = Encoding.UTF8.GetBytes(probe.Input),
            TimeLimit = probe.TimeLimit,
            OutputLimit = OutputLimit,
        };
        return Launcher.Run(request, cancellation);
    }
}
