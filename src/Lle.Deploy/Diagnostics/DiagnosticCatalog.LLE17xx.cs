namespace Lle.Deploy.Diagnostics;

/// <summary>LLE17xx, phase 7: probes: docs/diagnostics/LLE17xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ProbePatternInvalid(string probe, string metadata, string pattern, string reason) => Error(
        "LLE1701",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': {metadata} '{pattern}' is no usable regular expression: {reason}",
        "Correct the .NET regular expression; a literal bracket, dot or dollar needs a backslash");

    public static Diagnostic ProbeProvesNothing(string probe, string pattern) => Error(
        "LLE1702",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': ExpectOutput '{pattern}' matches the probe's own Input, or an empty answer; a program that just echoes its input would pass",
        "Expect something only a shell that ran the input can print, for example the sum of an addition");

    public static Diagnostic ProbeSeverityInvalid(string probe, string value) => Error(
        "LLE1703",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': Severity is '{value}', expected 'error' or 'warning'",
        "Set it to one of the two, or leave it out for 'error'");

    public static Diagnostic ProbeNumberInvalid(string probe, string metadata, string value, int least, int most) => Error(
        "LLE1704",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': {metadata} is '{value}', expected a whole number from {least} to {most}",
        "Write it in decimal digits, without a unit");

    public static Diagnostic ProbeOpenQuote(string probe, string arguments) => Error(
        "LLE1705",
        Location.OfItem("LleProbe", probe),
        $"Probe '{probe}': Arguments <{arguments}> opens a quote and does not close it",
        "Blanks separate arguments; put one that holds blanks between ' or \"");

    public static Diagnostic ProbeNotStarted(string probe, Severity severity, string reason) => OfProbe(
        "LLE1710", probe, severity, $"the program could not be started: {reason}", "Check that it is an executable for this machine");

    public static Diagnostic ProbeTimedOut(string probe, Severity severity, TimeSpan limit, string answer) => OfProbe(
        "LLE1711",
        probe,
        severity,
        $"no exit within {limit.TotalMilliseconds:0} ms, killed; it had printed {answer}",
        "Run it by hand with this input, or raise the probe's TimeoutMilliseconds");

    public static Diagnostic ProbeCrashed(string probe, Severity severity, string signal, string answer) => OfProbe(
        "LLE1712", probe, severity, $"the program was ended by {signal}; it had printed {answer}", "Find the crash: run it by hand with this input");

    public static Diagnostic ProbeExitCode(string probe, Severity severity, int found, int expected, string answer) => OfProbe(
        "LLE1713",
        probe,
        severity,
        $"exit status {found}, expected {expected}; it printed {answer}",
        "Run it by hand with this input, or correct the probe's ExpectExitCode");

    public static Diagnostic ProbeOutputMissing(string probe, Severity severity, string pattern, string answer) => OfProbe(
        "LLE1714",
        probe,
        severity,
        $"the answer does not match '{pattern}'; it is {answer}",
        "Run it by hand with this input, or correct the probe's ExpectOutput");

    public static Diagnostic ProbeOutputRejected(string probe, Severity severity, string pattern, string line) => OfProbe(
        "LLE1715",
        probe,
        severity,
        $"the answer matches '{pattern}', which it must not: {line}",
        "Run it by hand with this input, or correct the probe's RejectOutput");

    public static Diagnostic ProbePatternSlow(string probe, Severity severity, string pattern, TimeSpan limit) => OfProbe(
        "LLE1716",
        probe,
        severity,
        $"matching '{pattern}' against the answer took more than {limit.TotalSeconds:0.#} s",
        "Write the regular expression without nested repetitions");

    public static Diagnostic ProbeUnknownCommand(string probe, string line, bool strict) => new(
        strict ? "LLE1718" : "LLE1717",
        strict ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleStrictProbes"),
        $"Probe '{probe}': the program does not know the command: {line}",
        strict ? "Deploy a shell that has it, or set LleStrictProbes=false" : "Nothing, if this shell is not to have it; LleStrictProbes=true makes it an error");

    public static Diagnostic ProbeOutputTooLong(string probe, Severity severity, string pattern) => OfProbe(
        "LLE1719",
        probe,
        severity,
        $"the answer is longer than what is kept of it, so nobody can say that it does not match '{pattern}'",
        "Ask for less, or leave RejectOutput out");

    private static Diagnostic OfProbe(string code, string probe, Severity severity, string message, string remedy) =>
        new(code, severity, Location.OfItem("LleProbe", probe), $"Probe '{probe}': {message}", remedy);
}
