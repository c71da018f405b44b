using Lle.Deploy.Fleets;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>One report over all hosts.</summary>
[TestClass]
public sealed class Fleet_reports
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(200)]
    public void Shows_every_host_failed_ones_first_with_their_own_error(int count)
    {
        var page = FleetReport.Render(Record(count));

        Assert.Contains("LLE1815: too slow", page);
        Assert.IsLessThan(page.IndexOf("Hosts by batch", StringComparison.Ordinal), page.IndexOf("LLE1815", StringComparison.Ordinal));
        Assert.AreEqual(count, page.Split("scope=\"row\"").Length - 1);
        Assert.DoesNotContain("<script", page);
    }

    [TestMethod]
    public void A_host_that_is_slower_than_its_fleet_stands_out()
    {
        var page = FleetReport.Render(Record(8, slow: "h3"));

        Assert.AreEqual(1, page.Split(", slow").Length - 1);
    }

    [TestMethod]
    public void What_a_host_says_is_text_and_no_markup()
    {
        var record = Record(1);
        record.Hosts = [record.Hosts[0] with { Message = "<b>|x", Version = "1.0|<i>" }];

        Assert.DoesNotContain("<b>", FleetReport.Render(record));
        Assert.DoesNotContain("<b>", FleetSummary.Markdown(record));
        Assert.DoesNotContain("1.0|", FleetSummary.Markdown(record));
    }

    [TestMethod]
    public void More_than_one_version_is_said()
    {
        var record = Record(2);
        record.Hosts = [record.Hosts[0], record.Hosts[1] with { Version = "1.3.0" }];

        Assert.Contains("More than one version: 1.3.0, 1.4.0", string.Join('\n', FleetText.Lines(record)));
    }

    private static FleetRecord Record(int count, string slow = "") => new()
    {
        Run = "lusush-1.4.0-0123456789ab",
        Operation = FleetOperation.Deploy,
        Hosts =
        [
            .. Enumerable.Range(1, count).Select(number => new HostAnswer($"h{number}", number == 1 ? "1" : "2",
                number == count ? "ROLLED_BACK" : "SUCCESS")
            {
                Version = "1.4.0",
                Message = number == count ? "LLE1815: too slow" : "",
                Record = $"{{\"Startup\":{{\"Wall\":{{\"Median\":{(slow == $"h{number}" ? 5000 : 1000)}}}}}}}",
            }),
        ],
    };
}
