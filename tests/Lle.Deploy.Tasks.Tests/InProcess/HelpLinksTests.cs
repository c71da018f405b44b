using System.Text.RegularExpressions;

namespace Lle.Deploy.Tasks.Tests.InProcess;

[TestClass]
public sealed partial class HelpLinksTests
{
    [TestMethod]
    public void The_pages_that_links_point_to_are_in_the_package_with_every_section()
    {
        var catalog = string.Concat(Directory.GetFiles(Repository.Path("src", "Lle.Deploy", "Diagnostics"), "DiagnosticCatalog*.cs")
            .Select(File.ReadAllText));
        Assert.Contains("\"LLE1101\"", catalog);

        foreach (var code in CodeLiteral().Matches(catalog).Select(match => match.Groups[1].Value).Distinct())
        {
            var page = Path.Combine(PackedPackage.Folder, "docs", "diagnostics", $"{code[..5]}xx.md");
            Assert.IsTrue(File.Exists(page), page);
            Assert.Contains($"## {code}: ", File.ReadAllText(page));
        }
    }

    [GeneratedRegex("\"(LLE[0-9]{4})\"")]
    private static partial Regex CodeLiteral();
}
