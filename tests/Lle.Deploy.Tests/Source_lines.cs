using System.Globalization;

namespace Lle.Deploy.Tests;

/// <summary>dotnet format does not hold max_line_length of .editorconfig; this does.</summary>
[TestClass]
public sealed class Source_lines
{
    [TestMethod]
    public void No_line_is_longer_than_the_editorconfig_says()
    {
        var limit = int.Parse(File.ReadLines(Path.Combine(Repository.Root, ".editorconfig"))
            .First(line => line.StartsWith("max_line_length", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);

        var longer = new[] { "src", "tests", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Index().Where(line => line.Item.Length > limit)
                .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}"))
            .ToList();

        Assert.IsEmpty(longer, string.Join('\n', longer));
    }
}
