using Lle.Deploy.Deployments;
using Lle.Deploy.Reporting.Html;

namespace Lle.Deploy.Tests.Reporting;

[TestClass]
public sealed class ReportInABrowserTests
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
        Look(Record(name), $"{name}-{scheme}-{width}", scheme, width).IsClean();
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

    private static PageSeen Look(DeploymentRecord record, string name, string scheme, int width) =>
        PageSeen.In(HtmlReport.Render(record), name, scheme, width);
}
