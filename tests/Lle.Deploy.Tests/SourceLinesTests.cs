using System.Globalization;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Tests;

/// <summary>What neither the compiler nor dotnet format holds: max_line_length of .editorconfig, and the names of test classes.</summary>
[TestClass]
public sealed partial class SourceLinesTests
{
    [TestMethod]
    public void No_line_is_longer_than_the_editorconfig_says()
    {
        var limit = int.Parse(File.ReadLines(Path.Combine(Repository.Root, ".editorconfig"))
            .First(line => line.StartsWith("max_line_length", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);

        var longer = new[] { "src", "tests", "samples" }.SelectMany(Sources)
            .SelectMany(file => File.ReadLines(file).Index().Where(line => line.Item.Length > limit)
                .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}"))
            .ToList();

        Assert.IsEmpty(longer, string.Join('\n', longer));
    }

    [TestMethod]
    public void Test_classes_are_named_one_way()
    {
        var named = Sources("tests").SelectMany(file => TestClass().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value).Except(OnceForAll).ToList();

        Assert.IsGreaterThan(150, named.Count);
        Assert.IsEmpty(named.Where(name => name.Contains('_') || !name.EndsWith("Tests", StringComparison.Ordinal)));
    }

    /// <summary>No tests: what an assembly prepares before its first one.</summary>
    private static readonly string[] OnceForAll = ["AssemblySetup", "ToolInstallation"];

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"\[TestClass\].*?\bclass (?<name>\w+)", RegexOptions.Singleline)]
    private static partial Regex TestClass();
}
