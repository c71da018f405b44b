using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Readiness;

internal sealed record Validation(ScoreRecord Score, bool Passed, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>The eight tests after the commit. With eight tests a threshold of 95 % means all of them; the messages say which are
/// missing.</summary>
internal static class PostDeploymentValidation
{
    public static Validation Validate(ValidationEvidence evidence, int thresholdPercent = 95)
    {
        var score = ScoreCard.Of(thresholdPercent,
        [
            ("Binary functionality", 1, evidence.BinaryFunctionality),
            ("Configuration integrity", 1, evidence.ConfigurationIntegrity),
            ("Security framework", 1, evidence.SecurityFramework),
            ("Performance targets", 1, evidence.PerformanceTargets),
            ("Integration points", 1, evidence.IntegrationPoints),
            ("Monitoring systems", 1, evidence.MonitoringSystems),
            ("Backup integrity", 1, evidence.BackupIntegrity),
            ("User experience", 1, evidence.UserExperience),
        ]);
        var passed = score.Percent >= thresholdPercent;
        return new Validation(score, passed, passed ? [] : [DiagnosticCatalog.ValidationBelowThreshold(
            score.Awarded, score.Maximum, score.Percent, score.ThresholdPercent, ScoreCard.Missing(score))]);
    }
}
