using System.Text.Json;
using Lle.Deploy.Tests.Monitoring;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>A page as a browser shows it, and what axe-core says of it.</summary>
internal sealed record PageSeen(
    string[] Messages, string[] Requests, string[] Violations, string Title, string Text, int Scripts, string Planted, int Sideways,
    string Background)
{
    /// <param name="page">The HTML.</param>
    /// <param name="name">Of the files that are made: the page, a picture of it, and how it prints.</param>
    /// <param name="scheme">light or dark.</param>
    /// <param name="width">Of the window.</param>
    public static PageSeen In(string page, string name, string scheme, int width)
    {
        var node = Tools.Require("node");
        var chromium = Tools.Require("chromium");
        var artifacts = BrowserModules.Folder();
        var report = Path.Combine(artifacts, name + ".html");
        File.WriteAllText(report, page);
        var ran = InstalledShell.Start(
            node,
            [Path.Combine(Repository.Root, "tests/browser/report.mjs"), artifacts, chromium, report, Path.ChangeExtension(report, "png"),
            scheme, $"{width}"],
            new() { ["PATH"] = "/usr/bin:/bin", ["HOME"] = artifacts });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        return JsonSerializer.Deserialize<PageSeen>(ran.Output, JsonSerializerOptions.Web)!;
    }

    /// <summary>Nothing runs, nothing is loaded, everybody can read it.</summary>
    public void IsClean()
    {
        Assert.AreEqual("", string.Join('\n', Messages), "console");
        Assert.HasCount(1, Requests, string.Join('\n', Requests));
        Assert.AreEqual("", string.Join('\n', Violations), "axe-core");
        Assert.AreEqual(0, Scripts);
        Assert.AreEqual("undefined", Planted);
        Assert.IsLessThanOrEqualTo(0, Sideways, "the page scrolls sideways");
    }
}
