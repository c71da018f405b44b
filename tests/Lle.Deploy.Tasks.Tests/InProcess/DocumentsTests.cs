using System.Net;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Tasks.Tests.InProcess;

/// <summary>The code, the targets and the documents say the same.</summary>
[TestClass]
public sealed partial class DocumentsTests
{
    [TestMethod]
    public void The_errors_in_the_targets_are_those_of_the_pages_and_link_to_them()
    {
        var errors = TargetError().Matches(string.Concat(
            Directory.GetFiles(Repository.Path("build"), "*.targets").Select(File.ReadAllText)));

        Assert.IsGreaterThan(3, errors.Count);
        foreach (Match error in errors)
        {
            var code = error.Groups[1].Value;
            var text = WebUtility.HtmlDecode(error.Groups[3].Value);
            Assert.AreEqual($"$(_LleDiagnosticPages){code[..5]}xx.md#{code.ToLowerInvariant()}", error.Groups[2].Value);
            var pattern = $"(error|warning) {code}: {PropertyReference().Replace(Regex.Escape(text), "[^ ]+")}";
            Assert.MatchesRegex(pattern, Repository.Read("docs", "diagnostics", $"{code[..5]}xx.md"));
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
        foreach (var document in Directory.GetFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)
            .Append(Repository.Path("README.md")))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                Assert.IsTrue(Path.Exists(target), $"{document}: {link.Groups[1].Value}");
            }
        }
    }

    [GeneratedRegex("<(?:Error|Warning) Code=\"(LLE[0-9]{4})\" HelpLink=\"([^\"]+)\"[^>]*?Text=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex TargetError();

    [GeneratedRegex(@"\\\$\\\([A-Za-z]+\\?\)")]
    private static partial Regex PropertyReference();

    [GeneratedRegex("<Target Name=\"(Lle[A-Za-z]+)\"")]
    private static partial Regex TargetName();

    [GeneratedRegex(@"\$\((Lle(?:Before|After)[A-Za-z]+Targets)\)")]
    private static partial Regex HookName();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex Link();
}
