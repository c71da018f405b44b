using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Readiness;

/// <summary>What the score means for the deployment.</summary>
internal enum ReadinessOutcome
{
    Ready,

    /// <summary>Fails the deployment, but LleKeepDegraded=true may keep it in place.</summary>
    Degraded,

    /// <summary>Always undone.</summary>
    Insufficient,
}

/// <param name="ThresholdPercent">LleReadinessThreshold; below it the deployment fails.</param>
/// <param name="RollbackThresholdPercent">LleReadinessRollbackThreshold; below it the deployment is always undone.</param>
internal sealed record ReadinessThresholds(int ThresholdPercent = 90, int RollbackThresholdPercent = 70, bool KeepDegraded = false);

internal sealed record Assessment(ScoreRecord Score, ReadinessOutcome Outcome, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Twenty points in seven lines, each all or nothing. The possibility to roll back (backup) and the record of what was done (logging) are
/// worth three points together, so 90 % could be reached without either; both are mandatory, so a miss there is insufficient whatever the
/// score says.
/// </summary>
internal static class ReadinessAssessment
{
    public static Assessment Assess(DeploymentRecord record, ReadinessThresholds thresholds) =>
        Assess(ReadinessEvidence.From(record), thresholds);

    public static Assessment Assess(ReadinessEvidence evidence, ReadinessThresholds thresholds)
    {
        var score = ScoreCard.Of(thresholds.ThresholdPercent,
        [
            ("Binary functionality", 4, evidence.Binary),
            ("Configuration", 3, evidence.Configuration),
            ("Security framework", 4, evidence.Security),
            ("Performance", 3, evidence.Performance),
            ("Integration", 3, evidence.Integration),
            ("Backup system", 2, evidence.Backup),
            ("Logging system", 1, evidence.Logging),
        ]);
        var diagnostics = new List<Diagnostic>();
        var missing = new[] { ("Backup system", evidence.Backup), ("Logging system", evidence.Logging) }.Where(each => !each.Item2.Holds)
            .ToList();
        foreach (var (name, finding) in missing)
        {
            diagnostics.Add(DiagnosticCatalog.ReadinessMandatoryMissing(name, finding.Evidence));
        }

        if (score.Percent < thresholds.RollbackThresholdPercent)
        {
            diagnostics.Add(DiagnosticCatalog.ReadinessInsufficient(
                score.Awarded, score.Maximum, score.Percent, thresholds.RollbackThresholdPercent, ScoreCard.Missing(score)));
        }
        else if (score.Percent < thresholds.ThresholdPercent)
        {
            diagnostics.Add(DiagnosticCatalog.ReadinessBelowThreshold(
                score.Awarded, score.Maximum, score.Percent, score.ThresholdPercent, ScoreCard.Missing(score), thresholds.KeepDegraded));
        }

        var outcome = diagnostics.Count == 0 ? ReadinessOutcome.Ready
            : missing.Count == 0 && score.Percent >= thresholds.RollbackThresholdPercent ? ReadinessOutcome.Degraded
            : ReadinessOutcome.Insufficient;
        return new Assessment(score, outcome, diagnostics);
    }
}
