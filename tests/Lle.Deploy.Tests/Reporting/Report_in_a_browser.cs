using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Reporting.Html;
using Lle.Deploy.Tests.Monitoring;

namespace Lle.Deploy.Tests.Reporting;

[TestClass]
public sealed class Report_in_a_browser
{
    /// <summary>Every report in one scheme and width; with LLE_FULL=1 in all.</summary>
    public static IEnumerable<object[]> Views => AllViews.Where((_, i) => IsFull || i % 7 == 0);

    private static bool IsFull { get; } = Environment.GetEnvironmentVariable("LLE_FULL") == "1";

    // Seven is no divisor of six: what is taken moves on through schemes and widths from report to report.
    private static IEnumerable<object[]> AllViews =>
        from name in new[] { "upgrade", "slower", "undone", "rollback", "hostile" }
        from scheme in new[] { "light", "dark" }
        from width in new[] { 1280, 800, 375 }
        select new object[] { name, scheme, width };

    [TestMethod]
    [DynamicData(nameof(Views))]
    public void Nothing_runs_nothing_is_loaded_and_everybody_can_read_it(string name, string scheme, int width)
    {
        var seen = Look(Record(name), $"{name}-{scheme}-{width}", scheme, width);
        Assert.AreEqual("", string.Join('\n', seen.Messages), "console");
        Assert.HasCount(1, seen.Requests, string.Join('\n', seen.Requests));
        Assert.AreEqual("", string.Join('\n', seen.Violations), "axe-core");
        Assert.AreEqual(0, seen.Scripts);
        Assert.AreEqual("undefined", seen.Planted);
        Assert.IsLessThanOrEqualTo(0, seen.Sideways, "the page scrolls sideways");
    }

    [TestMethod]
    public void Hostile_text_is_shown_as_text()
    {
        var seen = Look(Records.Hostile(), "hostile", "light", 1200);
        StringAssert.Contains(
            seen.Text, "<script>window.planted=1</script>\"'><img src=x onerror=alert(1)>&lt;{{7*7}}@BODY@␀␛[31m⟨U+202E⟩abc\ufffd <!--");
        StringAssert.Contains(seen.Text, "more characters)");
    }

    [TestMethod]
    public void Dark_mode_is_dark() => Assert.AreNotEqual(
        Look(Records.Upgrade(), "upgrade-l", "light", 1200).Background, Look(Records.Upgrade(), "upgrade-d", "dark", 1200).Background);

    private static DeploymentRecord Record(string name) => name switch
    {
        "upgrade" => Records.Upgrade(),
        "slower" => Records.Slower(),
        "undone" => Records.Undone(),
        "rollback" => Records.RolledBackByHand(),
        _ => Records.Hostile(),
    };

    private static Seen Look(DeploymentRecord record, string name, string scheme, int width)
    {
        var node = Tools.Require("node");
        var chromium = Tools.Require("chromium");
        var artifacts = BrowserModules.Folder();
        var report = Path.Combine(artifacts, name + ".html");
        File.WriteAllText(report, HtmlReport.Render(record));
        var ran = InstalledShell.Start(
            node,
            [Path.Combine(Repository.Root, "tests/browser/report.mjs"), artifacts, chromium, report, Path.ChangeExtension(report, "png"),
            scheme, $"{width}"],
            new() { ["PATH"] = "/usr/bin:/bin", ["HOME"] = artifacts });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        return JsonSerializer.Deserialize<Seen>(ran.Output, JsonSerializerOptions.Web)!;
    }

    private sealed record Seen(
        string[] Messages, string[] Requests, string[] Violations, string Title, string Text, int Scripts, string Planted, int Sideways,
        string Background);
}
