using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tests.Diagnostics;

/// <summary>How messages are written: docs/diagnostics shows them as they are, and they are plain English for every front end.</summary>
[TestClass]
public sealed partial class DiagnosticTextTests
{
    [TestMethod]
    public void Message_and_remedy_begin_with_a_capital_letter_and_end_without_a_full_stop()
    {
        // Where the first word is a value, only the value decides; a remedy that is a value is empty in the variant of empty values.
        foreach (var (method, diagnostic) in DiagnosticSamples.All)
        {
            Assert.MatchesRegex(Sentence(), diagnostic.Message, method);
            Assert.MatchesRegex(diagnostic.Remedy.Length == 0 ? Anything() : Sentence(), diagnostic.Remedy, method);
        }

        var silent = DiagnosticSamples.All.GroupBy(sample => sample.Method)
            .Where(group => group.All(sample => sample.Diagnostic.Remedy.Length == 0));
        Assert.AreEqual("", string.Join(' ', silent.Select(group => group.Key)), "diagnostics that do not say what to do");
    }

    [TestMethod]
    public void The_engine_speaks_of_options_and_not_of_how_a_front_end_spells_them()
    {
        foreach (var (method, diagnostic) in DiagnosticSamples.All)
        {
            Assert.DoesNotMatchRegex(FrontEnd(), diagnostic.Text, method);
        }
    }

    [TestMethod]
    public void No_text_of_the_engine_is_a_command_of_MSBuild()
    {
        var texts = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Lle.Deploy"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(literal => (File: Path.GetFileName(file), literal.Value)))
            .ToList();

        Assert.IsGreaterThan(1000, texts.Count);
        Assert.AreEqual("", string.Join('\n', texts.Where(text => BuildCommand().IsMatch(text.Value))
            .Select(text => $"{text.File}: {text.Value}")));
    }

    [TestMethod]
    public void Every_example_in_the_pages_is_what_the_program_says()
    {
        var patterns = DiagnosticSamples.All.ToLookup(
            sample => sample.Diagnostic.Code, sample => DiagnosticSamples.PatternOf(sample.Diagnostic));
        var examples = DiagnosticSources.Pages.SelectMany(page => Example().Matches(File.ReadAllText(page)))
            .Where(example => patterns.Contains(example.Groups[1].Value)).ToArray();

        Assert.IsGreaterThan(150, examples.Length);
        var wrong = examples.Where(example => !patterns[example.Groups[1].Value].Any(pattern => pattern.IsMatch(example.Groups[2].Value)));
        Assert.AreEqual("", string.Join('\n', wrong.Select(example => example.Value)));
    }

    [GeneratedRegex(@"^(\p{Lu}|\[?PLACEHOLDER|~/| is ).*([^.]| \.)$|^ ", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Literal();

    [GeneratedRegex("-[pt]:Lle|dotnet (ms)?build|MSBuild")]
    private static partial Regex BuildCommand();

    [GeneratedRegex("")]
    private static partial Regex Anything();

    [GeneratedRegex(@"(^|[ '])-[pt]:|dotnet (ms)?build|MSBuild|\$\(|--[a-z]+-[a-z]+=")]
    private static partial Regex FrontEnd();

    [GeneratedRegex(@"^(?!#).*?(LLE[0-9]{4}): (.*)$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
