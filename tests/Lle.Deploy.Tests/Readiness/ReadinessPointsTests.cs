using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Probes;
using Lle.Deploy.Readiness;
using Lle.Deploy.Tests.Reporting;

namespace Lle.Deploy.Tests.Readiness;

[TestClass]
public sealed class ReadinessPointsTests
{
    private static readonly ReadinessThresholds Thresholds = new();

    [TestMethod]
    public void A_complete_deployment_earns_all_twenty()
    {
        var assessed = ReadinessAssessment.Assess(Records.Upgrade(), Thresholds);
        Assert.AreEqual((20, 20, 100), (assessed.Score.Awarded, assessed.Score.Maximum, assessed.Score.Percent));
        CollectionAssert.AreEqual(new[] { 4, 3, 4, 3, 3, 2, 1 }, assessed.Score.Lines.Select(line => line.Maximum).ToArray());
        Assert.AreEqual(ReadinessOutcome.Ready, assessed.Outcome);
        Assert.IsEmpty(assessed.Diagnostics);
        Assert.IsTrue(assessed.Score.Lines.TrueForAll(line => line.Evidence.Length > 20));
    }

    [TestMethod]
    public void Nothing_measured_is_nothing_earned()
    {
        var assessed = ReadinessAssessment.Assess(new DeploymentRecord(), Thresholds);
        Assert.AreEqual(0, assessed.Score.Awarded);
        Assert.IsTrue(assessed.Score.Lines.TrueForAll(line => line.Evidence.StartsWith("not measured: ", StringComparison.Ordinal)));
        Assert.AreEqual(ReadinessOutcome.Insufficient, assessed.Outcome);
    }

    public static IEnumerable<object[]> Losses =>
    [
        ["Binary functionality", (Action<DeploymentRecord>)(record => record.Sha256 = null)],
        ["Binary functionality", (Action<DeploymentRecord>)(record => record.Phases.RemoveAt(3))],
        ["Configuration", (Action<DeploymentRecord>)(record =>
            record.Files = [.. record.Files.Where(file => !file.Path.EndsWith("lle.conf"))])],
        ["Security framework", (Action<DeploymentRecord>)(record => record.Permissions.Clear())],
        ["Security framework", (Action<DeploymentRecord>)(record => record.Permissions[0].Passed = false)],
        ["Performance", (Action<DeploymentRecord>)(record => record.Startup = null)],
        ["Performance", (Action<DeploymentRecord>)(record => record.Startup!.Budget = BudgetOutcome.WithinTolerance)],
        ["Performance", (Action<DeploymentRecord>)(record => record.PipeResponse!.Gating = false)],
        ["Integration", (Action<DeploymentRecord>)(record => record.Probes.Clear())],
        ["Integration", (Action<DeploymentRecord>)(record => record.Probes[0].Outcome = ProbeOutcome.Failed)],
        ["Backup system", (Action<DeploymentRecord>)(record => record.Backup = null)],
        ["Backup system", (Action<DeploymentRecord>)(record => record.Backup!.Rehearsed = 0)],
        ["Logging system", (Action<DeploymentRecord>)(record => record.AuditHead = null)],
    ];

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void A_line_without_its_evidence_earns_nothing(string line, Delegate loss)
    {
        var record = Records.Upgrade();
        ((Action<DeploymentRecord>)loss)(record);
        var score = ReadinessAssessment.Assess(record, Thresholds).Score;
        CollectionAssert.AreEqual(new[] { line },
            score.Lines.Where(each => each.Awarded < each.Maximum).Select(each => each.Name).ToArray());
    }

    [TestMethod]
    public void Ninety_percent_without_a_backup_is_not_enough()
    {
        var record = Records.Upgrade();
        record.Backup = null;
        var assessed = ReadinessAssessment.Assess(record, Thresholds);
        Assert.AreEqual(90, assessed.Score.Percent);
        Assert.AreEqual(ReadinessOutcome.Insufficient, assessed.Outcome);
        Assert.AreEqual("LLE2002", assessed.Diagnostics.Single().Code);
    }

    [TestMethod]
    public void Ninety_five_percent_without_a_log_is_not_enough()
    {
        var record = Records.Upgrade();
        record.LogPath = null;
        Assert.AreEqual(ReadinessOutcome.Insufficient, ReadinessAssessment.Assess(record, Thresholds).Outcome);
    }

    [TestMethod]
    public void Eighty_five_percent_is_for_a_person_to_decide()
    {
        var record = Records.Upgrade();
        record.Startup!.Budget = BudgetOutcome.WithinTolerance;
        var assessed = ReadinessAssessment.Assess(record, Thresholds);
        Assert.AreEqual(85, assessed.Score.Percent);
        Assert.AreEqual(ReadinessOutcome.Degraded, assessed.Outcome);
        Assert.AreEqual("LLE2001", assessed.Diagnostics.Single().Code);
    }

    [TestMethod]
    public void Below_seventy_percent_is_always_undone()
    {
        var record = Records.Upgrade();
        record.Startup = null;
        record.Permissions.Clear();
        var assessed = ReadinessAssessment.Assess(record, Thresholds);
        Assert.AreEqual(65, assessed.Score.Percent);
        Assert.AreEqual(ReadinessOutcome.Insufficient, assessed.Outcome);
        Assert.AreEqual("LLE2003", assessed.Diagnostics.Single().Code);
    }

    [TestMethod]
    public void A_program_without_sessions_needs_no_response_time()
    {
        var record = Records.Upgrade();
        record.Budgets.MeasuresResponse = false;
        record.PipeResponse = record.TerminalResponse = null;
        Assert.AreEqual(20, ReadinessAssessment.Assess(record, Thresholds).Score.Awarded);
        Assert.IsTrue(PostDeploymentValidation.Validate(ValidationEvidence.From(record)).Passed);
        record.Probes.Clear();
        Assert.IsFalse(PostDeploymentValidation.Validate(ValidationEvidence.From(record)).Passed);
    }

    [TestMethod]
    public void Validation_passes_on_what_the_deployment_measured()
    {
        var validated = PostDeploymentValidation.Validate(ValidationEvidence.From(Records.Upgrade()));
        Assert.AreEqual((8, 8), (validated.Score.Awarded, validated.Score.Maximum));
        Assert.IsTrue(validated.Passed);
    }

    [TestMethod]
    public void Seven_of_eight_tests_fail_and_the_missing_one_is_named()
    {
        var record = Records.Upgrade();
        record.Phases.RemoveAt(10);
        var validated = PostDeploymentValidation.Validate(ValidationEvidence.From(record));
        Assert.IsFalse(validated.Passed);
        Assert.AreEqual(87, validated.Score.Percent);
        StringAssert.Contains(validated.Diagnostics.Single().Message,
            "Monitoring systems: not measured: phase MONITORING_ACTIVATION has not run");
    }

    [TestMethod]
    public void A_check_that_gives_up_has_failed_and_the_others_still_run()
    {
        static Finding Good() => Finding.Passed("seen");
        var checks = new ValidationChecks(
            Good, () => throw new Lle.Deploy.Diagnostics.DeploymentException(
                Lle.Deploy.Diagnostics.DiagnosticCatalog.ReportNotWritten("/x", "full")), Good, Good, Good, Good, Good, Good);
        var validated = PostDeploymentValidation.Validate(checks.Look());
        Assert.AreEqual(7, validated.Score.Awarded);
        StringAssert.Contains(validated.Score.Lines[1].Evidence, "LLE2220");
    }

    [TestMethod]
    public void The_validation_report_shows_evidence_and_stays_one_line_an_event()
    {
        var score = PostDeploymentValidation.Validate(ValidationEvidence.From(Records.Upgrade())).Score;
        score.Lines[0].Evidence = "a\nTotal Tests: 99";
        var text = ValidationReport.Render("20250314_092653", DateTimeOffset.UnixEpoch, score);
        StringAssert.Contains(text, "Validation Date: 1970-01-01 00:00:00 UTC\n");
        StringAssert.Contains(text, "Binary functionality: PASSED\n  a\\nTotal Tests: 99\n");
        StringAssert.Contains(text, "Success Rate: 100% (required: 95%)\n");
    }
}
