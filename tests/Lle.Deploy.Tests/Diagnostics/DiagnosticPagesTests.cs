using System.Text.RegularExpressions;

namespace Lle.Deploy.Tests.Diagnostics;

/// <summary>docs/diagnostics has one section a code, all in one layout: cause, remedy, an example as it is printed.</summary>
[TestClass]
public sealed partial class DiagnosticPagesTests
{
    private static readonly (string Page, string Text)[] Sections =
        [.. DiagnosticSources.Pages.SelectMany(page => Start().Split(File.ReadAllText(page)).Skip(1).Select(text => (page, text)))];

    [TestMethod]
    public void Every_code_has_one_section_and_every_section_its_code()
    {
        var sections = Sections.Select(section => section.Text[3..10]).Order().ToArray();

        Assert.AreEqual("", string.Join(' ', DiagnosticSources.Codes.Except(sections)), "codes without a section");
        Assert.AreEqual("", string.Join(' ', sections.Except(DiagnosticSources.Codes)), "sections without a code");
        Assert.HasCount(sections.Distinct().Count(), sections, "a code has two sections");
    }

    [TestMethod]
    public void A_section_is_on_the_page_of_its_range_in_the_order_of_the_numbers()
    {
        foreach (var page in Sections.GroupBy(section => section.Page))
        {
            var codes = page.Select(section => section.Text[3..10]).ToArray();
            Assert.AreEqual(string.Join(' ', codes.Order()), string.Join(' ', codes), page.Key);
            Assert.IsTrue(codes.All(code => $"{code[..5]}xx.md" == Path.GetFileName(page.Key)), page.Key);
        }
    }

    [TestMethod]
    public void Every_section_has_cause_remedy_and_example()
    {
        foreach (var (page, text) in Sections)
        {
            Assert.MatchesRegex(Layout(), text.TrimEnd('\n') + "\n", page);
        }
    }

    [TestMethod]
    public void The_index_links_every_page()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));

        foreach (var page in DiagnosticSources.Pages)
        {
            Assert.Contains($"(diagnostics/{Path.GetFileName(page)})", index);
        }
    }

    [GeneratedRegex("^(?=## LLE)", RegexOptions.Multiline)]
    private static partial Regex Start();

    [GeneratedRegex(@"^## (LLE\d{4}): \p{Lu}.*\n\n\*\*Cause\.\*\* (?:.|\n)+?\n\n" +
        @"\*\*Remedy\.\*\* (?:.|\n)+?\n\n```text\n(?:.*\n)*?.*\1: .*\n```\n$")]
    private static partial Regex Layout();
}
