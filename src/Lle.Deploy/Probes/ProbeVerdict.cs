using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Probes;

/// <summary>Holds one probe's expectations against what came.</summary>
internal static partial class ProbeVerdict
{
    private const int QuoteLimit = 200;

    /// <summary>Null: passed. The evidence is one sentence in any case.</summary>
    public static (Diagnostic? Diagnostic, string Evidence) Of(Probe probe, LaunchResult result, string answer)
    {
        var diagnostic = Judge(probe, result, answer);
        return (diagnostic, diagnostic?.Message ?? Describe(probe, result));
    }

    /// <returns>The line in which the program says that it has no such command; null: it does not say so, or was not to be asked.</returns>
    public static string? UnknownCommand(Probe probe, LaunchResult result, string answer) =>
        probe.MayBeUnknown && result.Outcome == LaunchOutcome.Exited && Unknown().Match(answer) is { Success: true } unknown
            ? Quote(LineAround(answer, unknown.Index))
            : null;

    private static Diagnostic? Judge(Probe probe, LaunchResult result, string answer)
    {
        switch (result.Outcome)
        {
            case LaunchOutcome.NotStarted:
                return DiagnosticCatalog.ProbeNotStarted(probe.Name, probe.Severity, Errno.Describe(result.ErrorNumber));
            case LaunchOutcome.TimedOut:
                return DiagnosticCatalog.ProbeTimedOut(probe.Name, probe.Severity, probe.TimeLimit, Quote(answer));
            case LaunchOutcome.Signalled:
                return DiagnosticCatalog.ProbeCrashed(probe.Name, probe.Severity, Signals.Name(result.Signal), Quote(answer));
        }

        if (result.ExitCode != probe.ExpectExitCode)
        {
            return DiagnosticCatalog.ProbeExitCode(
                probe.Name, probe.IsDefault, probe.Severity, result.ExitCode, probe.ExpectExitCode, Quote(answer));
        }

        try
        {
            return Compare(probe, result, answer);
        }
        catch (RegexMatchTimeoutException slow)
        {
            return DiagnosticCatalog.ProbePatternSlow(probe.Name, probe.Severity, slow.Pattern, slow.MatchTimeout);
        }
    }

    private static Diagnostic? Compare(Probe probe, LaunchResult result, string answer)
    {
        if (probe.ExpectOutput is { } expected && !expected.IsMatch(answer))
        {
            return result.Truncated
                ? DiagnosticCatalog.ProbeOutputTooLong(probe.Name, probe.Severity, expected.ToString())
                : DiagnosticCatalog.ProbeOutputMissing(probe.Name, probe.IsDefault, probe.Severity, expected.ToString(),
                    string.IsNullOrWhiteSpace(answer) ? "empty" : Quote(answer));
        }

        if (probe.RejectOutput is not { } rejected)
        {
            return null;
        }

        return rejected.Match(answer) is { Success: true } match
            ? DiagnosticCatalog.ProbeOutputRejected(probe.Name, probe.Severity, rejected.ToString(), Quote(LineAround(answer, match.Index)))
            : result.Truncated ? DiagnosticCatalog.ProbeOutputTooLong(probe.Name, probe.Severity, rejected.ToString()) : null;
    }

    private static string Describe(Probe probe, LaunchResult result)
    {
        var exit = $"exit status {result.ExitCode} as expected";
        return (probe.ExpectOutput, probe.RejectOutput) switch
        {
            (null, null) => exit,
            ({ } expected, null) => $"{exit}, the answer matches '{expected}'",
            (null, { } rejected) => $"{exit}, the answer does not match '{rejected}'",
            ({ } expected, { } rejected) => $"{exit}, the answer matches '{expected}' and does not match '{rejected}'",
        };
    }

    private static string LineAround(string answer, int index)
    {
        var start = answer.LastIndexOf('\n', index) + 1;
        var end = answer.IndexOf('\n', index);
        return end < start ? answer[start..] : answer[start..end];
    }

    private static string Quote(string answer)
    {
        var text = answer.Trim();
        return text.Length == 0 ? "nothing" : $"'{(text.Length > QuoteLimit ? text[..QuoteLimit] + "..." : text)}'";
    }

    /// <summary>How Lusush, bash, zsh, fish, dash, mksh, ksh, busybox and yash say that they have no such command; bash, with an empty
    /// search path, that there is no such file.</summary>
    [GeneratedRegex("unknown command|not found|no such command|no such file or directory",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();
}
