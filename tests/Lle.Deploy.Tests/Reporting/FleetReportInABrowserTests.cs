using Lle.Deploy.Fleets;

namespace Lle.Deploy.Tests.Reporting;

[TestClass]
public sealed class FleetReportInABrowserTests
{
    private const string Hostile = "<script>window.planted=1</script>\"'><img src=x onerror=alert(1)>|`*_[a](b)";

    /// <summary>A few views; with LLE_FULL=1 all.</summary>
    public static IEnumerable<object[]> Views => Environment.GetEnvironmentVariable("LLE_FULL") == "1" ? AllViews
        : [[8, "dark", 375], [200, "light", 1280]];

    private static IEnumerable<object[]> AllViews =>
        from count in new[] { 1, 8, 200 }
        from scheme in new[] { "light", "dark" }
        from width in new[] { 1280, 375 }
        select new object[] { count, scheme, width };

    [TestMethod]
    [DynamicData(nameof(Views))]
    public void Nothing_runs_nothing_is_loaded_and_everybody_can_read_it(int hosts, string scheme, int width) =>
        PageSeen.In(FleetReport.Render(FleetRecords.Of(hosts, slow: "h3")), $"fleet-{hosts}-{scheme}-{width}", scheme, width).IsClean();

    [TestMethod]
    public void The_page_of_a_host_shows_hostile_answers_as_text()
    {
        var text = System.Text.Json.JsonSerializer.Serialize(Hostile);
        var host = FleetRecords.Of(1).Hosts[0] with
        {
            Message = Hostile,
            Version = Hostile,
            Record = $$"""
                {"Version": {{text}}, "Drift": [{{text}}],
                 "Diagnostics": [{"Code": "LLE1815", "Severity": "error", "Message": {{text}}}],
                 "Phases": [{"Number": 1, "Name": {{text}}}]}
                """,
        };

        var seen = PageSeen.In(HostReport.Render(host), "fleet-host", "light", 800);

        seen.IsClean();
        StringAssert.Contains(seen.Text, Hostile);
    }
}
