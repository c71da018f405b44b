using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.InProcess;

/// <summary>The code, the targets and the documents say the same.</summary>
[TestClass]
public sealed partial class Documents
{
    private static readonly string Catalog = string.Concat(Directory
        .GetFiles(Repository.Path("src", "Lle.Deploy", "Diagnostics"), "DiagnosticCatalog*.cs")
        .Append(Repository.Path("src", "Lle.Deploy.Tasks", "Logging", "BuildDiagnostics.cs"))
        .Concat(Directory.GetFiles(Repository.Path("build"), "*.targets"))
        .Select(File.ReadAllText));

    [TestMethod]
    public void Every_diagnostic_has_one_section_and_every_section_its_diagnostic()
    {
        var codes = CodeLiteral().Matches(Catalog).Select(match => match.Groups[1].Value).Distinct().Order().ToArray();
        var sections = Pages().SelectMany(page => Heading().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value)).Order().ToArray();

        Assert.AreEqual("", string.Join(' ', codes.Except(sections)), "codes without a section");
        Assert.AreEqual("", string.Join(' ', sections.Except(codes)), "sections without a code");
        Assert.HasCount(sections.Distinct().Count(), sections, "a code has two sections");
    }

    [TestMethod]
    public void A_section_is_on_the_page_of_its_range_where_the_links_point()
    {
        foreach (var page in Pages())
        {
            foreach (Match heading in Heading().Matches(File.ReadAllText(page)))
            {
                Assert.AreEqual($"{heading.Groups[1].Value[..5]}xx.md", Path.GetFileName(page));
            }
        }
    }

    [TestMethod]
    public void The_index_links_every_page()
    {
        var index = Repository.Read("docs", "diagnostics.md");

        foreach (var page in Pages())
        {
            Assert.Contains($"(diagnostics/{Path.GetFileName(page)})", index);
        }
    }

    [TestMethod]
    public void The_errors_in_the_targets_are_those_of_the_catalog()
    {
        var targets = Repository.Read("build", "Lle.Deploy.Tasks.Checks.targets");

        foreach (var diagnostic in new[] { DiagnosticCatalog.WindowsNotSupported(), DiagnosticCatalog.NotOnDotNet("$(MSBuildRuntimeType)"), DiagnosticCatalog.MSBuildTooOld("$(MSBuildVersion)") })
        {
            Assert.Contains($"Text=\"{diagnostic.Text}.\"", targets);
            Assert.Contains($"Code=\"{diagnostic.Code}\" HelpLink=\"$(_LleDiagnosticPages){diagnostic.Code[..5]}xx.md#{diagnostic.Code.ToLowerInvariant()}\"", targets);
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

    private static string[] Pages() => Directory.GetFiles(Repository.Path("docs", "diagnostics"), "LLE*.md");

    [GeneratedRegex("\"(LLE[0-9]{4})\"")]
    private static partial Regex CodeLiteral();

    [GeneratedRegex("^## (LLE[0-9]{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<Target Name=\"(Lle[A-Za-z]+)\"")]
    private static partial Regex TargetName();

    [GeneratedRegex(@"\$\((Lle(?:Before|After)[A-Za-z]+Targets)\)")]
    private static partial Regex HookName();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex Link();
}
