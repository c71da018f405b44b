using Lle.Deploy.Fleets;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>One report over all hosts.</summary>
[TestClass]
public sealed class FleetReportsTests
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

        // In its start-up and its response, which took five times as long, and no other host.
        Assert.AreEqual("5,000\u00a0µs, slow|625\u00a0µs, slow", string.Join('|',
            page.Split("<td class=\"number\">").Select(cell => cell.Split('<')[0])
                .Where(cell => cell.EndsWith("slow", StringComparison.Ordinal))));
    }

    [TestMethod]
    public void One_host_is_compared_with_nobody()
    {
        Assert.DoesNotContain("beside the others", FleetReport.Render(Record(1)));
        Assert.Contains("beside the others", FleetReport.Render(Record(2)));
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

    [TestMethod]
    public void A_plan_says_for_each_host_how_much_would_change()
    {
        var plan = new PlanRecord { Files = { new("/p/bin/x", PlanAction.Replace, "content"), new("/p/etc", PlanAction.Keep, "") } };
        var record = FleetRecords.Of(2);
        record.Hosts = [record.Hosts[0] with { Record = PlanText.Json(plan) }, record.Hosts[1] with { Record = PlanText.Json(new()) }];

        var lines = string.Join('\n', FleetText.Lines(record));

        Assert.Contains("would replace 1 (", lines);
        Assert.Contains("nothing would change (", lines);
    }

    [TestMethod]
    public void Each_host_links_to_a_page_of_its_own()
    {
        using var scratch = new Support.Scratch();
        var record = FleetRecords.Of(2);
        record.Hosts = [record.Hosts[0] with { Environment = "staging" }, record.Hosts[1]];

        FleetFiles.Write(record, scratch.Folder);

        Assert.Contains("href=\"staging/hosts/h1.html\"", File.ReadAllText(scratch.At("deploy.html")));
        Assert.Contains("href=\"h1.json\"", File.ReadAllText(scratch.At("staging/hosts/h1.html")));
        Assert.Contains("h2: ROLLED_BACK", File.ReadAllText(scratch.At("hosts/h2.html")));
        Assert.IsTrue(File.Exists(scratch.At("staging/hosts/h1.json")));
    }

    [TestMethod]
    public void All_hosts_are_side_by_side_in_one_picture_a_figure()
    {
        var page = FleetReport.Render(FleetRecords.Of(8, slow: "h3"));

        Assert.AreEqual(2, page.Split("<svg viewBox=\"0 0 1000 100\"").Length - 1);
        Assert.Contains("Slow: h3 (5,000\u00a0µs)", page);
        Assert.DoesNotContain("side by side", FleetReport.Render(FleetRecords.Of(1)));
    }

    [TestMethod]
    public void A_host_that_was_rolled_back_with_the_run_is_shown_with_what_it_has_now()
    {
        var record = FleetRecords.Of(3);
        record.Hosts = [record.Hosts[0].TakenBack(new HostAnswer("h1", "1", "SUCCESS") { Version = "1.3.0" }), .. record.Hosts.Skip(1)];

        var page = FleetReport.Render(record);
        Assert.Contains("1 host is not well", page);
        Assert.Contains("Deploy of 3 hosts: 2 ROLLED_BACK, 1 SUCCESS", page);
        Assert.Contains("h1: ROLLED_BACK 1.4.0, rolled back with the run, version 1.3.0 is in use (2.5 s)", FleetText.Lines(record));
    }

    [TestMethod]
    public void CI_systems_show_the_table_of_hosts_and_GitLab_a_finding_a_host_that_is_not_well()
    {
        var record = FleetRecords.Of(3);
        var github = FleetSummary.Render(
            new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = "/s" }, record);
        var gitlab = FleetSummary.Render(new Dictionary<string, string> { ["GITLAB_CI"] = "true", ["CI_PROJECT_DIR"] = "/p" }, record);
        var azure = FleetSummary.Render(new Dictionary<string, string> { ["TF_BUILD"] = "True", ["AGENT_TEMPDIRECTORY"] = "/a" }, record);

        Assert.AreEqual("/s True", $"{github.Files[0].Path} {github.Files[0].Append}");
        Assert.AreEqual("/p/lle-roll-out.md /p/gl-code-quality-report.json", string.Join(' ', gitlab.Files.Select(file => file.Path)));
        Assert.AreEqual("##vso[task.uploadsummary]/a/lle-roll-out.md", azure.Lines[0]);
        foreach (var page in new[] { github, gitlab, azure }.Select(each => each.Files[0].Content))
        {
            Assert.Contains("| h3 | 2 | ROLLED&#95;BACK | 1.4.0 |", page);
        }

        using var findings = System.Text.Json.JsonDocument.Parse(gitlab.Files[1].Content);
        Assert.AreEqual(1, findings.RootElement.GetArrayLength());
        Assert.AreEqual("h3: ROLLED_BACK, LLE1815: too slow", findings.RootElement[0].GetProperty("description").GetString());
    }

    private static FleetRecord Record(int count, string slow = "") => FleetRecords.Of(count, slow);
}
