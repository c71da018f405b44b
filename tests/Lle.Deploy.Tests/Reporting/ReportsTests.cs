using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Fleets;
using Lle.Deploy.Operations;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;
using Lle.Deploy.Sessions;
using Lle.Deploy.Tests.Monitoring;

namespace Lle.Deploy.Tests.Reporting;

[TestClass]
public sealed partial class ReportsTests
{
    [TestMethod]
    public void Every_status_is_spelled_alike_everywhere()
    {
        foreach (var status in Enum.GetValues<DeploymentStatus>())
        {
            using var json = JsonDocument.Parse(ResultJson.Serialize(new DeploymentRecord { Status = status }));
            Assert.AreEqual(StatusNames.Name(status), json.RootElement.GetProperty("Status").GetString());
        }
    }

    [TestMethod]
    [DataRow(DeploymentStatus.Success, 0)]
    [DataRow(DeploymentStatus.Unchanged, 0)]
    [DataRow(DeploymentStatus.Degraded, 1)]
    [DataRow(DeploymentStatus.Failed, 2)]
    [DataRow(DeploymentStatus.RolledBackUnverified, 3)]
    [DataRow(DeploymentStatus.NeedsAttention, 3)]
    [DataRow(DeploymentStatus.RolledBack, 4)]
    public void A_status_has_the_document_s_code(object status, int code) =>
        Assert.AreEqual(code, StatusNames.Code((DeploymentStatus)status));

    [TestMethod]
    public void No_figure_is_separated_from_its_unit()
    {
        DeploymentRecord[] records =
            [Records.Upgrade(), Records.Slower(), Records.Complete(), Records.Undone(), Records.RolledBackByHand()];
        var whole = new StringBuilder();
        foreach (var html in records.Select(HtmlReport.Render).Append(FleetReport.Render(FleetRecords.Of(8))))
        {
            var text = Markup().Replace(Literal().Replace(html, ""), "");
            Assert.IsEmpty(Separated().Matches(text).Select(found => found.Value));
            whole.Append(text);
        }

        Assert.IsGreaterThan(20, Together().Count(whole.ToString()));
    }

    [TestMethod]
    public void A_command_or_a_log_line_is_copied_as_it_is()
    {
        var record = Records.Undone();
        record.RollbackCommand = "lle rollback --rollback-reason '20 % slower, 5 ms'";
        record.LogExcerpt.Add("took 5 ms, 20 % of all");
        var html = HtmlReport.Render(record);
        Assert.Contains("&#39;20 % slower, 5 ms&#39;", html);
        Assert.Contains("took 5 ms, 20 % of all", html);
    }

    [TestMethod]
    public void A_budget_is_never_shown_as_a_measurement()
    {
        var record = Records.Undone();
        record.Startup = null;
        record.History.Clear();
        StringAssert.Contains(TextSummary.Render(record), "- Start-up: not measured\n");
        StringAssert.Contains(MarkdownSummary.Render(record), "| Start-up | not measured |");
        StringAssert.Contains(HtmlReport.Render(record), "<dt>Start-up</dt>\n<dd class=\"figure\">not measured</dd>");
    }

    [TestMethod]
    public void A_failure_says_that_it_failed_and_why()
    {
        var record = Records.Undone();
        foreach (var text in new[] { TextSummary.Render(record), MarkdownSummary.Render(record), HtmlReport.Render(record) })
        {
            StringAssert.Contains(text, "PERFORMANCE");
            StringAssert.Contains(text, "LLE1815");
            StringAssert.Contains(text, "rolled back, verified");
            StringAssert.Contains(text, "Make the program start faster");
            Assert.DoesNotContain("SUCCESS", text);
        }
    }

    [TestMethod]
    public void The_summary_stays_one_line_an_event()
    {
        var record = Records.Hostile();
        record.Reason = "a\n\nStatus: SUCCESS (0)\n\nMeasured:";
        var text = TextSummary.Render(record);
        Assert.DoesNotContain("\nStatus: SUCCESS", text);
        Assert.IsFalse(text.Any(each => char.IsControl(each) && each != '\n'));
    }

    [TestMethod]
    public void On_GitHub_the_result_lands_in_the_summary_and_as_annotations()
    {
        var record = Records.Undone();
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1501",
            Severity = Severity.Warning,
            File = "a,b:c.conf",
            Line = 12,
            Column = 5,
            Message = "100%\n::error::planted",
            Remedy = "r"
        });
        var output = ContinuousIntegration.Render(
            new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = "/s" }, record);
        Assert.AreEqual(("/s", true), (output.Files.Single().Path, output.Files.Single().Append));
        Assert.AreEqual("::error title=LLE1815::Start-up takes 2,610 µs, the budget is 1,800 µs (45 %25 over it). Make the program " +
            "start faster, or raise LleMaxStartupTime", output.Lines[0]);
        Assert.AreEqual("::warning title=LLE1501,file=a%2Cb%3Ac.conf,line=12,col=5::100%25\\n::error::planted. r", output.Lines[1]);
    }

    [TestMethod]
    public void On_GitLab_the_result_lands_in_files_the_job_keeps()
    {
        var output = ContinuousIntegration.Render(
            new Dictionary<string, string> { ["GITLAB_CI"] = "true", ["CI_PROJECT_DIR"] = "/p" }, Records.Undone());
        CollectionAssert.AreEqual(new[] { "/p/lle-deployment.md", "/p/gl-code-quality-report.json" },
            output.Files.Select(file => file.Path).ToArray());
        using var issues = JsonDocument.Parse(output.Files[1].Content);
        Assert.AreEqual("LLE1815", issues.RootElement[0].GetProperty("check_name").GetString());
    }

    [TestMethod]
    public void Elsewhere_nothing_changes()
    {
        var output = ContinuousIntegration.Render(new Dictionary<string, string> { ["GITHUB_STEP_SUMMARY"] = "/s" }, Records.Undone());
        Assert.IsEmpty(output.Files);
        Assert.IsEmpty(output.Lines);
    }

    [TestMethod]
    public void Hostile_text_stays_text_in_Markdown()
    {
        var text = MarkdownSummary.Render(Records.Hostile());
        Assert.DoesNotContain("<", text);
        Assert.AreEqual("&#91;x&#93;&#40;http&#58;//y&#41;&#96;&#124;", MarkdownSummary.Escape("[x](http://y)`|"));
    }

    [GeneratedRegex("<(pre|code|style|title)[ >].*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Literal();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex("[0-9] (%|µs|ms|s|B|KiB|MiB)(?![A-Za-z])")]
    private static partial Regex Separated();

    [GeneratedRegex("[0-9]\u00a0(%|µs)")]
    private static partial Regex Together();
}
