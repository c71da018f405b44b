using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>What a document shows can be pasted: MSBuild reads it, and every item and its metadata is one that there is.</summary>
[TestClass]
public sealed partial class ExamplesInDocumentsTests
{
    private static readonly string[] parts = ["PropertyGroup", "ItemGroup", "Target", "Project"];

    [TestMethod]
    public void MSBuild_reads_every_example()
    {
        using var sandbox = new Sandbox();
        var examples = Examples().ToList();
        Assert.IsGreaterThan(15, examples.Count);
        var all = new StringBuilder("<Project>");
        for (var number = 0; number < examples.Count; number++)
        {
            File.WriteAllText(sandbox.Path($"example{number}.proj"), $"{examples[number].Project}");
            all.Append(null, $"<ItemGroup><Example Include=\"example{number}.proj\" /></ItemGroup>");
        }

        File.WriteAllText(sandbox.Path("all.proj"),
            $"{all}<Target Name=\"All\"><MSBuild Projects=\"@(Example)\" Targets=\"Read\" /></Target></Project>");

        sandbox.MSBuild("all.proj", "-t:All").Succeeded();
    }

    [TestMethod]
    public void Every_item_and_its_metadata_is_known()
    {
        var kinds = ItemTable.All.Concat(ItemTable.OfFleets).ToDictionary(kind => kind.Name, StringComparer.Ordinal);
        foreach (var (document, project) in Examples())
        {
            foreach (var item in project.Descendants().Where(each => each.Attribute("Include") is not null
                && each.Name.LocalName.StartsWith("Lle", StringComparison.Ordinal)))
            {
                Assert.IsTrue(kinds.TryGetValue(item.Name.LocalName, out var kind), $"{document}: {item}");
                Assert.IsEmpty(item.Attributes().Select(each => each.Name.LocalName).Except([.. kind!.Metadata, "Include", "Condition"])
                    .Where(name => OptionTable.Find(name) is null), $"{document}: {item}");
            }
        }
    }

    private static IEnumerable<(string Document, XElement Project)> Examples() =>
        from path in Directory.GetFiles(Repository.Path("docs"), "*.md").Append(Repository.Path("README.md"))
        from Match block in XmlBlock().Matches(File.ReadAllText(path))
        select (Path.GetFileName(path), ProjectOf(block.Groups["xml"].Value));

    /// <summary>The example as a project that reads itself and nothing else.</summary>
    private static XElement ProjectOf(string example)
    {
        var read = XElement.Parse($"<Project>{example}</Project>");
        var project = read.Element("Project") ?? read;
        project.Attribute("Sdk")?.Remove();
        project.Elements().Where(each => each.Name.LocalName is "Sdk" or "Import").ToList().ForEach(each => each.Remove());
        foreach (var loose in project.Elements().Where(each => !parts.Contains(each.Name.LocalName)).ToList())
        {
            loose.ReplaceWith(new XElement(loose.Attribute("Include") is null ? "PropertyGroup" : "ItemGroup", loose));
        }

        project.Add(new XElement("Target", new XAttribute("Name", "Read")));
        return project;
    }

    [GeneratedRegex("```xml\n(?<xml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex XmlBlock();
}
