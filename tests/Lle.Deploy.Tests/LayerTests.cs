using System.Text.RegularExpressions;

namespace Lle.Deploy.Tests;

/// <summary>The folders of the engine are layers: each knows those before it in this list, and none after it.</summary>
[TestClass]
public sealed partial class LayerTests
{
    private static readonly string[] Layers =
    [
        "Text", "Diagnostics", "Posix", "Processes", "Layout", "Logging", "Transactions", "Payload", "Probes", "Measurements",
        "Configuration",
        "Deployments", "Installed", "Backups", "Monitoring", "Services", "Options", "Bundles", "Readiness", "Reporting", "Operations",
        "Phases", "Fleets", "Engine",
    ];

    private static readonly string Engine = Path.Combine(Repository.Root, "src", "Lle.Deploy");

    [TestMethod]
    public void Every_folder_of_the_engine_is_a_layer() =>
        Assert.IsEmpty(Directory.GetDirectories(Engine).Select(d => Path.GetFileName(d)).Except([.. Layers, "bin", "obj"]).ToList());

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
