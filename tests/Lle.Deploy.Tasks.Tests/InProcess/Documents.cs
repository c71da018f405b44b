using System.Net;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Tasks.Tests.InProcess;

/// <summary>The code, the targets and the documents say the same.</summary>
[TestClass]
public sealed partial class Documents
{
    private static readonly string Options = Repository.Read("build", "Lle.Deploy.Tasks.Options.targets");

    private static readonly string Reader = Repository.Read("src", "Lle.Deploy", "Options", "OptionsReader.cs");

    [TestMethod]
    public void The_errors_in_the_targets_are_those_of_the_pages_and_link_to_them()
    {
        var errors = TargetError().Matches(Repository.Read("build", "Lle.Deploy.Tasks.targets"));

        Assert.IsGreaterThan(3, errors.Count);
        foreach (Match error in errors)
        {
            var code = error.Groups[1].Value;
            var text = WebUtility.HtmlDecode(error.Groups[3].Value);
            Assert.AreEqual($"$(_LleDiagnosticPages){code[..5]}xx.md#{code.ToLowerInvariant()}", error.Groups[2].Value);
            var pattern = $"error {code}: {PropertyReference().Replace(Regex.Escape(text), "[^ ]+")}";
            Assert.MatchesRegex(pattern, Repository.Read("docs", "diagnostics", $"{code[..5]}xx.md"));
        }
    }

    [TestMethod]
    public void Every_property_the_engine_reads_is_handed_over_and_nothing_else()
    {
        var read = PropertyLiteral().Matches(Reader).Select(match => match.Groups[1].Value).Distinct().Except(["LleProbe", "LleConfigRule", "LlePlaceholder"]).Order().ToArray();

        CollectionAssert.AreEqual(read, HandedOver(), $"read {string.Join(' ', read.Except(HandedOver()))}; handed over {string.Join(' ', HandedOver().Except(read))}");
    }

    [TestMethod]
    public void Every_property_is_documented()
    {
        var page = Repository.Read("docs", "properties.md");

        foreach (var property in HandedOver())
        {
            Assert.Contains($"| `{property}` |", page);
        }
    }

    [TestMethod]
    public void Every_target_a_user_may_name_is_documented()
    {
        var page = Repository.Read("docs", "targets.md");

        foreach (Match target in TargetName().Matches(Repository.Read("build", "Lle.Deploy.Tasks.targets")))
        {
            Assert.Contains($"`{target.Groups[1].Value}`", page);
        }

        foreach (Match hook in HookName().Matches(Repository.Read("build", "Lle.Deploy.Tasks.targets")))
        {
            Assert.Contains($"`{hook.Groups[1].Value}`", page);
        }
    }

    [TestMethod]
    public void Every_link_between_the_documents_leads_somewhere()
    {
        foreach (var document in Directory.GetFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.Path("README.md")))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                Assert.IsTrue(Path.Exists(target), $"{document}: {link.Groups[1].Value}");
            }
        }
    }

    private static string[] HandedOver() => [.. HandOver().Matches(Options).Select(match => match.Groups[1].Value).Order()];

    [GeneratedRegex("<Error Code=\"(LLE[0-9]{4})\" HelpLink=\"([^\"]+)\"[^>]*?Text=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex TargetError();

    [GeneratedRegex(@"\\\$\\\([A-Za-z]+\\?\)")]
    private static partial Regex PropertyReference();

    [GeneratedRegex("\"(Lle[A-Z][A-Za-z]+)\"")]
    private static partial Regex PropertyLiteral();

    [GeneratedRegex("<_LleOption Include=\"([A-Za-z]+)\"")]
    private static partial Regex HandOver();

    [GeneratedRegex("<Target Name=\"(Lle[A-Za-z]+)\"")]
    private static partial Regex TargetName();

    [GeneratedRegex(@"\$\((Lle(?:Before|After)[A-Za-z]+Targets)\)")]
    private static partial Regex HookName();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex Link();
}
