using System.Globalization;
using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Probes;

/// <summary>Turns probes as written into probes that can run, or says what is wrong with them, before anything is touched.</summary>
internal static partial class ProbeRules
{
    private const int LongestTimeLimit = 3_600_000;

    // A pattern gets this long for one answer; one that backtracks for ever is stopped and named.
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>All of them, or every complaint at once.</summary>
    public static List<Probe> Read(IEnumerable<ProbeText> texts)
    {
        var complaints = new List<Diagnostic>();
        var probes = texts.Select(text => Read(text, complaints)).ToList();
        return complaints.Count == 0 ? probes : throw new DeploymentException(complaints);
    }

    /// <summary>^ and $ match at every line of the answer.</summary>
    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, MatchLimit);

    private static Probe Read(ProbeText text, List<Diagnostic> complaints)
    {
        var probe = new Probe(text.Name, EndedLine(text.Input));
        return probe with
        {
            Arguments = ReadArguments(text, complaints) ?? probe.Arguments,
            ExpectExitCode = ReadNumber(text, nameof(text.ExpectExitCode), text.ExpectExitCode, 0, 0, 255, complaints),
            ExpectOutput = ReadExpectation(text, complaints),
            RejectOutput = ReadPattern(text, nameof(text.RejectOutput), text.RejectOutput, complaints),
            TimeLimit = TimeSpan.FromMilliseconds(
                ReadNumber(text, nameof(text.TimeoutMilliseconds), text.TimeoutMilliseconds, 5000, 1, LongestTimeLimit, complaints)),
            Severity = ReadSeverity(text, complaints),
        };
    }

    private static string EndedLine(string input) => input.Length == 0 || input.EndsWith('\n') ? input : input + "\n";

    private static IReadOnlyList<string>? ReadArguments(ProbeText text, List<Diagnostic> complaints)
    {
        if (text.Arguments.Length == 0)
        {
            return null;
        }

        var words = ArgumentWords.Split(text.Arguments);
        if (words is null)
        {
            complaints.Add(DiagnosticCatalog.ProbeOpenQuote(text.Name, text.Arguments));
        }

        return words;
    }

    /// <summary>The shell may echo its input: an expectation that the input (or silence) satisfies would let cat pass as a shell.</summary>
    private static Regex? ReadExpectation(ProbeText text, List<Diagnostic> complaints)
    {
        var pattern = ReadPattern(text, nameof(text.ExpectOutput), text.ExpectOutput, complaints);
        try
        {
            if (pattern is not null && (pattern.IsMatch(text.Input) || pattern.IsMatch("")))
            {
                complaints.Add(DiagnosticCatalog.ProbeProvesNothing(text.Name, text.ExpectOutput));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            complaints.Add(DiagnosticCatalog.ProbePatternInvalid(
                text.Name, nameof(text.ExpectOutput), text.ExpectOutput, "matching it takes too long"));
        }

        return pattern;
    }

    private static Regex? ReadPattern(ProbeText text, string metadata, string pattern, List<Diagnostic> complaints)
    {
        if (pattern.Length == 0)
        {
            return null;
        }

        try
        {
            return Pattern(pattern);
        }
        catch (RegexParseException problem)
        {
            complaints.Add(DiagnosticCatalog.ProbePatternInvalid(
                text.Name, metadata, pattern, $"{Words(problem.Error)} at character {problem.Offset}"));
            return null;
        }
    }

    /// <summary>"InsufficientClosingParentheses" as people write it.</summary>
    private static string Words(RegexParseError error) => CapitalInside().Replace($"{error}", " $0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex CapitalInside();

    private static int ReadNumber(ProbeText text, string metadata, string value, int otherwise, int least, int most,
        List<Diagnostic> complaints)
    {
        if (value.Length == 0)
        {
            return otherwise;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        complaints.Add(DiagnosticCatalog.ProbeNumberInvalid(text.Name, metadata, value, least, most));
        return otherwise;
    }

    private static Severity ReadSeverity(ProbeText text, List<Diagnostic> complaints)
    {
        switch (text.Severity.ToLowerInvariant())
        {
            case "" or "error":
                return Severity.Error;
            case "warning":
                return Severity.Warning;
            default:
                complaints.Add(DiagnosticCatalog.ProbeSeverityInvalid(text.Name, text.Severity));
                return Severity.Error;
        }
    }
}
