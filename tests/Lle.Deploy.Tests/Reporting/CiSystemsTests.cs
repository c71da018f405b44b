using System.Text.Json;
using Json.Schema;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Tests.Reporting;

[TestClass]
public sealed class CiSystemsTests
{
    private static readonly Dictionary<string, string> OnGitLab = new() { ["GITLAB_CI"] = "true", ["CI_PROJECT_DIR"] = "/builds/shell" };

    [TestMethod]
    public void GitLab_sees_the_same_finding_in_two_runs_of_the_same_failure()
    {
        var first = Failing("Start-up time 980 µs (median of 100, 95 % interval 970 µs to 990 µs) exceeds the budget of 800 µs by 22.5 %",
            "/tmp/lle-a1B2/x");
        var second = Failing("Start-up time 11.2 ms (median of 98, 95 % interval 9.9 ms to 12.7 ms) exceeds the budget of 0.8 ms by 1300 %",
            "/tmp/lle-Zz9y/x");
        CollectionAssert.AreEqual(Issues(first).Select(Fingerprint).ToArray(), Issues(second).Select(Fingerprint).ToArray());
    }

    [TestMethod]
    public void GitLab_tells_two_findings_of_one_code_apart()
    {
        var record = Records.Undone();
        record.Diagnostics.Clear();
        foreach (var message in new[] { "Probe 'a' failed", "Probe 'b' failed", "Took 1 ms", "Took 2 ms" })
        {
            record.Diagnostics.Add(new DiagnosticRecord { Code = "LLE1713", Severity = Severity.Error, Message = message });
        }

        Assert.AreEqual(4, Issues(record).Select(Fingerprint).Distinct().Count());
    }

    [TestMethod]
    public void GitLab_gets_paths_in_the_repository()
    {
        var record = Records.Undone();
        record.Diagnostics.Clear();
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1501",
            File = "/builds/shell/payload/lle.conf.template",
            Line = 12,
            Message = "m"
        });
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1610",
            File = "/opt/lle/etc/lusush/security.conf",
            Line = 3,
            Message = "m"
        });
        var locations = Issues(record).Select(each => each.GetProperty("location")).ToList();
        Assert.AreEqual("payload/lle.conf.template:12", Place(locations[0]));
        Assert.AreEqual(".gitlab-ci.yml:1", Place(locations[1]));

        static string Place(JsonElement location) =>
            $"{location.GetProperty("path").GetString()}:{location.GetProperty("lines").GetProperty("begin").GetInt32()}";
    }

    /// <summary>What GitLab's own validator of code quality reports asks of each finding.</summary>
    [TestMethod]
    public void GitLab_accepts_every_finding()
    {
        var schema = JsonSchema.FromText("""
            {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["description", "fingerprint", "severity", "location"],
                "properties": {
                  "description": { "type": "string", "minLength": 1 },
                  "check_name": { "type": "string" },
                  "fingerprint": { "type": "string", "minLength": 1 },
                  "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                  "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                      "path": { "type": "string", "pattern": "^[^/]" },
                      "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 } } }
                    }
                  }
                }
              }
            }
            """);
        foreach (var record in new[] { Records.Upgrade(), Records.Undone(), Records.Slower(), Records.RolledBackByHand(),
            Records.Complete() })
        {
            var report = ContinuousIntegration.Render(OnGitLab, record).Files.Single(
                file => file.Path.EndsWith(".json", StringComparison.Ordinal)).Content;
            Assert.IsTrue(schema.Evaluate(JsonDocument.Parse(report).RootElement).IsValid, report);
        }
    }

    [TestMethod]
    public void GitHub_gets_errors_first_paths_in_the_repository_and_nothing_twice()
    {
        var record = Records.Undone();
        record.Diagnostics.Insert(0, new DiagnosticRecord
        {
            Code = "LLE1501",
            File = "/w/shell/lle.conf.template",
            Line = 2,
            Message = "m",
            Remedy = "r"
        });
        record.Diagnostics.Add(record.Diagnostics[0]);
        var lines = ContinuousIntegration.Render(
            new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_WORKSPACE"] = "/w/shell" }, record).Lines;
        Assert.HasCount(2, lines);
        Assert.StartsWith("::error title=LLE1815::", lines[0]);
        Assert.AreEqual("::warning title=LLE1501,file=lle.conf.template,line=2::m. r", lines[1]);
    }

    [TestMethod]
    public void Azure_Pipelines_gets_issues_and_a_summary()
    {
        var record = Records.Undone();
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1501",
            File = "/s/a;b]c.conf",
            Line = 12,
            Column = 5,
            Message = "100%\n##vso[planted]",
            Remedy = "r"
        });
        var output = ContinuousIntegration.Render(
            new Dictionary<string, string> { ["TF_BUILD"] = "True", ["BUILD_SOURCESDIRECTORY"] = "/s", ["AGENT_TEMPDIRECTORY"] = "/t" },
            record);
        Assert.AreEqual("/t/lle-deployment.md", output.Files.Single().Path);
        Assert.AreEqual("##vso[task.logissue type=error;code=LLE1815;]Start-up takes 2,610 µs, the budget is 1,800 µs (45 %AZP25 over " +
            "it). Make the program start faster, or raise LleMaxStartupTime", output.Lines[0]);
        Assert.AreEqual("##vso[task.logissue " +
            "type=warning;code=LLE1501;sourcepath=a%3Bb%5Dc.conf;linenumber=12;columnnumber=5;]100%AZP25\\n##vso[planted]. r",
            output.Lines[1]);
        Assert.AreEqual("##vso[task.uploadsummary]/t/lle-deployment.md", output.Lines[2]);
    }

    [TestMethod]
    public void Azure_Pipelines_shows_a_regression_as_issues_and_no_failure_as_such()
    {
        var azure = new Dictionary<string, string> { ["TF_BUILD"] = "True" };
        Assert.StartsWith("##vso[task.complete result=SucceededWithIssues;]",
            ContinuousIntegration.Render(azure, Records.Slower()).Lines[^1]);
        Assert.IsEmpty(ContinuousIntegration.Render(azure, Records.Upgrade()).Lines);
        Assert.IsFalse(ContinuousIntegration.Render(azure, Records.Undone()).Lines.Any(
            line => line.Contains("task.complete", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void The_summary_says_why_whether_it_is_slower_and_how_to_roll_back()
    {
        var summary = MarkdownSummary.Render(Records.Slower());
        Assert.Contains("| Against the version before | +157.2 % against 1.2.1 &#40;95 % interval +151.1 % to +163.4 %&#41;&#58; " +
            "clearly slower |", summary);
        Assert.Contains("\nTo roll back:\n\n<pre>", summary);
        Assert.Contains("**Why:** LLE1815", MarkdownSummary.Render(Records.Undone()));
    }

    private static DeploymentRecord Failing(string message, string file)
    {
        var record = Records.Undone();
        record.Diagnostics.Clear();
        record.Diagnostics.Add(new DiagnosticRecord
        {
            Code = "LLE1815",
            Severity = Severity.Error,
            Property = "LleMaxStartupTime",
            Message = message
        });
        record.Diagnostics.Add(new DiagnosticRecord { Code = "LLE1101", File = file, Message = $"No file '{file}' in 20261125_221306" });
        return record;
    }

    private static List<JsonElement> Issues(DeploymentRecord record) =>
        [.. JsonDocument.Parse(ContinuousIntegration.Render(OnGitLab, record).Files[1].Content).RootElement.EnumerateArray()];

    private static string Fingerprint(JsonElement issue) => issue.GetProperty("fingerprint").GetString()!;
}
