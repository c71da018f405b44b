namespace Lle.Deploy.Diagnostics;

/// <summary>LLE17xx, phase 7: probes: docs/diagnostics/LLE17xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ProbePatternInvalid(string probe, string metadata, string pattern, string reason) => OfProbe(
        "LLE1701", probe, Severity.Error, $"{metadata} '{pattern}' is not a usable regular expression: {reason}",
        "Correct the .NET regular expression; a literal bracket, dot or dollar needs a backslash");

    public static Diagnostic ProbeProvesNothing(string probe, string pattern) => OfProbe(
        "LLE1702", probe, Severity.Error,
        $"ExpectOutput '{pattern}' matches the probe's own Input, or an empty answer, so a program that only echoes its input would pass",
        "Expect something that only a shell that ran the input can print, for example the sum of an addition");

    public static Diagnostic ProbeSeverityInvalid(string probe, string value) => OfProbe(
        "LLE1703", probe, Severity.Error,
            $"Severity is '{value}'; expected 'error' or 'warning'",
            "Set it to one of the two, or leave it out for 'error'");

    public static Diagnostic ProbeNumberInvalid(string probe, string metadata, string value, int least, int most) => OfProbe(
        "LLE1704", probe, Severity.Error,
            $"{metadata} is '{value}'; expected a whole number from {least} to {most}",
            "Write decimal digits, without a unit");

    public static Diagnostic ProbeOpenQuote(string probe, string arguments) => OfProbe(
        "LLE1705", probe, Severity.Error, $"Arguments <{arguments}> opens a quote and does not close it",
        "Separate arguments with blanks; put an argument that contains blanks between ' or \"");

    /// <param name="required">LleReadinessThreshold.</param>
    /// <param name="best">What readiness can reach without a probe, percent.</param>
    /// <param name="bare">Likewise where the payload has no configuration.</param>
    /// <param name="validation">Of the post-deployment validation then.</param>
    public static Diagnostic NoProbe(int required, int best, int bare, int validation) => new(
        "LLE1706", Severity.Error, Location.OfProperty("LleDefaultProbes"),
        $"LleDefaultProbes is false and there is no LleProbe, so nothing would show that the program works; without a probe "
        + $"readiness is at most {best} % ({bare} % where the payload has no configuration), and {required} % are "
        + "required",
        "Add an LleProbe with Arguments and ExpectOutput, for instance --version and the version it prints, where the payload or the "
        + $"bundle is made; or set LleReadinessThreshold={bare} and LleValidationThreshold={validation} to deploy it "
        + "untried");

    public static Diagnostic ProbeNotStarted(string probe, Severity severity, string reason) => OfProbe(
        "LLE1710", probe, severity, $"The program could not be started: {reason}", "Check that it is an executable for this machine");

    public static Diagnostic ProbeTimedOut(string probe, Severity severity, TimeSpan limit, string answer) => OfProbe(
        "LLE1711", probe, severity, $"The program did not exit within {limit.TotalMilliseconds:0} ms and was killed; it printed {answer}",
        "Run it by hand with this input, or raise the probe's TimeoutMilliseconds");

    public static Diagnostic ProbeCrashed(string probe, Severity severity, string signal, string answer) => OfProbe(
        "LLE1712", probe, severity,
            $"The program was killed by {signal}; it printed {answer}",
            "Run it by hand with this input to find the crash");

    /// <param name="isDefault">The probe is none of the project's.</param>
    public static Diagnostic ProbeExitCode(
        string probe, bool isDefault, Severity severity, int found, int expected, string answer) => OfProbe(
        "LLE1713", probe, severity, $"Exit code {found}, expected {expected}; the program printed {answer}",
        isDefault ? NoShell : "Run the program by hand as the probe does, or correct the probe's ExpectExitCode");

    /// <param name="isDefault">The probe is none of the project's.</param>
    public static Diagnostic ProbeOutputMissing(
        string probe, bool isDefault, Severity severity, string pattern, string answer) => OfProbe(
        "LLE1714", probe, severity, $"The answer does not match '{pattern}'; it is {answer}",
        isDefault ? NoShell : "Run the program by hand as the probe does, or correct the probe's ExpectOutput");

    private const string NoShell =
        "Run it by hand with this input; for a program that is not a shell set LleDefaultProbes=false and add an LleProbe of its own";

    public static Diagnostic ProbeOutputRejected(string probe, Severity severity, string pattern, string line) => OfProbe(
        "LLE1715", probe, severity, $"The answer matches RejectOutput '{pattern}': {line}",
        "Run it by hand with this input, or correct the probe's RejectOutput");

    public static Diagnostic ProbePatternSlow(string probe, Severity severity, string pattern, TimeSpan limit) => OfProbe(
        "LLE1716", probe, severity, $"Matching '{pattern}' against the answer took more than {limit.TotalSeconds:0.#} s",
        "Write the regular expression without nested repetitions");

    /// <param name="line">How the program answered the first of them.</param>
    public static Diagnostic ProbeUnknownCommand(IEnumerable<string> probes, string line, bool strict) => new(
        strict ? "LLE1718" : "LLE1717",
        strict ? Severity.Error : Severity.Warning,
        Location.OfProperty("LleStrictProbes"),
        probes.Count() == 1 ? $"Probe {Quoted(probes)}: The program does not have this command: {line}"
            : $"Probes {Quoted(probes)}: The program does not have these commands; its first answer is {line}",
        strict
            ? "Deploy a shell that has it, or set LleStrictProbes=false"
            : "Safe to ignore if this shell is not meant to have that; LleStrictProbes=true makes it an error");

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    public static Diagnostic ProbeOutputTooLong(string probe, Severity severity, string pattern) => OfProbe(
        "LLE1719", probe, severity,
        $"The answer is longer than the part that is kept (64 KiB), so it cannot be compared with '{pattern}' as a whole",
        "Make the probe print less");

    private static Diagnostic OfProbe(string code, string probe, Severity severity, string message, string remedy) =>
        new(code, severity, Location.OfItem("LleProbe", probe), $"Probe '{probe}': {message}", remedy);
}
