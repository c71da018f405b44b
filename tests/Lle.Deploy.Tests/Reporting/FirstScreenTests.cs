using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Reporting;
using Lle.Deploy.Reporting.Html;

namespace Lle.Deploy.Tests.Reporting;

/// <summary>What people read first, in every form: what is in use now, and what was tried.</summary>
[TestClass]
public sealed class FirstScreenTests
{
    [TestMethod]
    public void A_success_names_what_is_in_use_and_what_it_replaces() =>
        Says(Records.Upgrade(), "Version 1.3.0 is in use and replaces version 1.2.1");

    [TestMethod]
    public void A_failed_upgrade_names_the_version_that_is_in_use_and_the_one_that_was_tried()
    {
        var record = Records.Undone();
        Says(record, "Version 1.2.1 is in use: the deployment of 1.3.0 over 1.2.1 failed and was rolled back");
        Assert.AreEqual(new Situation("1.2.1", "1.3.0", "1.3.0"), Situation.Of(record));
    }

    [TestMethod]
    public void A_deployment_that_was_kept_below_target_says_which_mark_it_missed()
    {
        var record = Records.Slower();
        record.Status = DeploymentStatus.Degraded;

        Assert.Contains(">LLE1840</a>", HtmlReport.Render(record).Split("<dl", 2)[0]);
        Assert.Contains("**Why:** LLE1840", MarkdownSummary.Render(record));
    }

    [TestMethod]
    public void An_uninstall_has_removed_a_version_and_not_rolled_it_back()
    {
        var record = Records.RolledBackByHand();
        record.Operation = OperationKind.Uninstall;
        (record.PreviousVersion, record.Version) = ("1.2.1", "");
        var page = HtmlReport.Render(record);
        Assert.Contains("<dt>Removed</dt>", page);
        Assert.DoesNotContain("<dt>Rolled back</dt>", page);

        record.Status = DeploymentStatus.RolledBack;
        Assert.AreEqual(new Situation("1.2.1", null, null), Situation.Of(record), "one that failed has removed nothing");
    }

    [TestMethod]
    public void A_failed_first_deployment_says_that_nothing_is_installed()
    {
        var record = Records.Undone();
        record.PreviousVersion = null;
        record.Undo = new UndoRecord { Outcome = UndoOutcome.NothingBefore };
        Says(record, "Nothing is installed: the deployment of 1.3.0 failed and was rolled back");
    }

    [TestMethod]
    public void A_failure_before_the_first_change_says_so()
    {
        var record = new DeploymentRecord { Version = "1.3.0", PreviousVersion = "1.2.1", Status = DeploymentStatus.Failed };
        Says(record, "Version 1.2.1 is still in use: the deployment of 1.3.0 over 1.2.1 failed before anything was changed");
    }

    [TestMethod]
    public void A_failed_redeployment_of_the_same_version_has_replaced_nothing()
    {
        var record = new DeploymentRecord { Version = "1.2.1", PreviousVersion = "1.2.1", Status = DeploymentStatus.Failed };
        Assert.DoesNotContain("Replaced", HtmlReport.Render(record));
    }

    [TestMethod]
    public void A_rollback_names_what_it_took_back()
    {
        var record = Records.RolledBackByHand();
        record.PreviousVersion = "1.3.0";
        Says(record, "Version 1.2.1 is in use: version 1.3.0 was rolled back");
    }

    [TestMethod]
    public void A_rollback_to_nothing_says_that_nothing_is_installed()
    {
        var record = Records.RolledBackByHand();
        (record.PreviousVersion, record.Version) = ("1.3.0", "");
        Says(record, "Nothing is installed: version 1.3.0 was rolled back");
    }

    [TestMethod]
    [DataRow(AttentionCause.ValidationFailed, "Manual action required: version 1.3.0 is in use, but the post-deployment validation failed")]
    [DataRow(AttentionCause.AfterCommit, "Manual action required: version 1.3.0 is in use, but the deployment could not be completed")]
    public void Attention_says_what_it_is_needed_for(object cause, string sentence)
    {
        var record = Records.Upgrade();
        (record.Status, record.Cause) = (DeploymentStatus.NeedsAttention, (AttentionCause)cause);
        Says(record, sentence);
    }

    [TestMethod]
    public void Somebody_else_s_change_is_named()
    {
        var record = Records.Undone();
        (record.Status, record.Cause) = (DeploymentStatus.NeedsAttention, AttentionCause.ForeignChange);
        record.Undo = new UndoRecord { Kept = ["/opt/lle/etc/lusush/lle.conf"] };
        Says(record, "Manual action required: /opt/lle/etc/lusush/lle.conf was changed outside of the deployment and was kept");
    }

    [TestMethod]
    public void A_clear_regression_is_never_a_clean_success()
    {
        var record = Records.Slower();
        Says(record, "Version 1.3.0 is in use, but it starts 157 % slower than version 1.2.1");
        Assert.StartsWith("## ⚠️ ", MarkdownSummary.Render(record));
        var html = HtmlReport.Render(record);
        Assert.Contains("<span class=\"badge warn\">SUCCESS, BUT SLOWER</span>", html);
        Assert.Contains("<span class=\"badge bad\">+157.2\u00a0%, slower than 1.2.1</span>", html);
        Assert.DoesNotContain("<span class=\"badge good\">SUCCESS", html);
    }

    [TestMethod]
    public void Warnings_come_by_weight_and_errors_first()
    {
        var record = Records.Slower();
        record.Diagnostics.Add(new DiagnosticRecord { Code = "LLE1713", Severity = Severity.Error, Message = "m" });
        CollectionAssert.AreEqual(new[] { "LLE1713", "LLE1840", "LLE1121" }, Problems.InOrder(record).Select(each => each.Code).ToArray());
    }

    [TestMethod]
    public void The_reason_and_the_next_step_come_before_anything_else()
    {
        var html = HtmlReport.Render(Records.Undone());
        var header = html[..html.IndexOf("</header>", StringComparison.Ordinal)];
        Assert.Contains("Why: <a href=\"#LLE1815\">LLE1815</a>", header.ReplaceLineEndings(""));
        Assert.Contains("Next: Make the program start faster", header);
        Assert.Contains("rolled back, verified", header);
    }

    [TestMethod]
    public void A_command_that_rolls_back_is_printed_everywhere()
    {
        var record = Records.Slower();
        const string Command = "-t:LleRollback -p:LleDeploymentId=20250314_092653 -p:LleInstallPrefix=/opt/lle";
        Assert.Contains(Command, TextSummary.Render(record));
        Assert.Contains(Command, string.Join('\n', SummaryLines.Of(record)));
        Assert.Contains(Command, Plain(HtmlReport.Render(record)));
        Assert.Contains("To roll back:", MarkdownSummary.Render(record));
    }

    [TestMethod]
    public void An_option_of_that_command_is_not_broken_at_its_hyphen_on_a_narrow_screen()
    {
        var html = HtmlReport.Render(Records.Slower());

        Assert.Contains("<span class=\"kept\">-t:LleRollback</span> <span class=\"kept\">-p:LleDeploymentId=</span>20250314_092653", html);
    }

    /// <summary>A page's text, as it is copied.</summary>
    private static string Plain(string html) => System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", "");

    [TestMethod]
    public void What_did_not_run_is_one_line()
    {
        var html = HtmlReport.Render(Records.RolledBackByHand());
        Assert.Contains("Nothing to show for: Phases, Measurements, History, ", html);
        Assert.DoesNotContain("Not measured.", html);
        Assert.DoesNotContain("id=\"probes\"", html);
    }

    [TestMethod]
    public void A_rollback_shows_no_tile_of_what_it_does_not_measure()
    {
        var html = HtmlReport.Render(Records.RolledBackByHand());
        var header = html[..html.IndexOf("</header>", StringComparison.Ordinal)];
        Assert.DoesNotContain("not measured", header);
        Assert.DoesNotContain("not checked", header);
    }

    [TestMethod]
    public void What_was_up_to_date_shows_the_last_figures_and_who_measured_them()
    {
        var record = new DeploymentRecord { Version = "1.3.0", PreviousVersion = "1.3.0", Status = DeploymentStatus.Unchanged };
        record.History.Add(new HistoryRecord { DeploymentId = "20250301_090000", StartupMicroseconds = 900, ResponseMicroseconds = 20 });
        record.History.Add(
            new HistoryRecord { DeploymentId = "20250302_090000", StartupMicroseconds = 700, Failure = DeploymentStatus.RolledBack });
        var html = HtmlReport.Render(record);
        var header = html[..html.IndexOf("</header>", StringComparison.Ordinal)];
        Assert.Contains("900\u00a0µs", header);
        Assert.Contains("measured by 20250301_090000", header);
        Assert.DoesNotContain("not measured", header);
        Assert.Contains("  start-up   900 µs, measured by 20250301_090000", SummaryLines.Of(record).ToArray());
    }

    [TestMethod]
    public void A_regression_says_what_to_do_next()
    {
        var html = HtmlReport.Render(Records.Slower());
        Assert.Contains("Next: ", html[..html.IndexOf("</header>", StringComparison.Ordinal)]);
    }

    [TestMethod]
    public void Every_figure_of_a_line_is_in_one_unit()
    {
        var record = Records.Upgrade();
        record.Startup!.Wall = new StatisticsRecord { Count = 100, Median = 786, P95 = 13_000 };
        record.Budgets.MaxStartupMicroseconds = 50_000;
        Assert.Contains("start-up   median 786 µs, p95 13,000 µs, n=100, budget 50,000 µs", string.Join('\n', SummaryLines.Of(record)));
    }

    [TestMethod]
    public void Every_link_leads_somewhere()
    {
        foreach (var record in new[] { Records.Upgrade(), Records.Slower(), Records.Undone(), Records.RolledBackByHand() })
        {
            var html = HtmlReport.Render(record);
            foreach (var target in html.Split("href=\"#").Skip(1).Select(each => each[..each.IndexOf('"', StringComparison.Ordinal)]))
            {
                Assert.Contains($"id=\"{target}\"", html);
            }
        }
    }

    [TestMethod]
    public void A_code_is_explained_in_the_report_itself()
    {
        var html = HtmlReport.Render(Records.Slower());
        Assert.Contains("<h3 id=\"LLE1840\">LLE1840: ", html);
        Assert.Contains("Cause. ", html);
    }

    [TestMethod]
    public void A_budget_is_in_the_unit_of_the_figure_beside_it() =>
        Assert.AreEqual("786 µs, budget 100,000 µs: met", Wording.Against(786, 100_000, Lle.Deploy.Measurements.BudgetOutcome.Met));

    private static void Says(DeploymentRecord record, string sentence)
    {
        Assert.AreEqual(sentence, StatusText.Sentence(record));
        Assert.StartsWith(sentence + "\n", TextSummary.Render(record));
        Assert.StartsWith(sentence, SummaryLines.Of(record).First());
        Assert.Contains($"<h1>{HtmlText.Encode(Figures.WithUnits(sentence))}</h1>", HtmlReport.Render(record));
        Assert.Contains(MarkdownSummary.Escape(sentence), MarkdownSummary.Render(record).Split('\n')[0]);
    }
}
