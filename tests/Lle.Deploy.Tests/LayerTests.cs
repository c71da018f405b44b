using System.Text.RegularExpressions;

namespace Lle.Deploy.Tests;

/// <summary>The folders of the engine are layers: each knows those before it in the table, and none after it.</summary>
[TestClass]
public sealed partial class LayerTests
{
    /// <summary>The table in docs/architecture.md, so that what a newcomer reads there is what holds.</summary>
    private static readonly string[] Layers =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
            .SkipWhile(line => !line.StartsWith("| folder of the engine", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(row => row.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)),
    ];

    private static readonly string Engine = Path.Combine(Repository.Root, "src", "Lle.Deploy");

    [TestMethod]
    public void Every_folder_of_the_engine_is_a_layer_in_the_table_of_the_architecture() =>
        CollectionAssert.AreEquivalent(
            Directory.GetDirectories(Engine).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj"]).ToArray(), Layers);

    [TestMethod]
    public void No_layer_names_one_above_it()
    {
        var upward = Directory.GetFiles(Engine, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(Engine, file), Text: Comments().Replace(File.ReadAllText(file), "")))
            .SelectMany(file => Names().Matches(file.Text).Select(name => (file.File, Name: name.Groups[1].Value)))
            .Where(use => Rank(use.Name) > Rank(use.File.Split('/')[0]))
            .Select(use => $"{use.File} names {use.Name}")
            .Distinct()
            .ToList();

        Assert.IsEmpty(upward, string.Join('\n', upward));
    }

    private static int Rank(string layer) => Array.IndexOf(Layers, layer);

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bLle\.Deploy\.([A-Z]\w+)")]
    private static partial Regex Names();
}
