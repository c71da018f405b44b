using Lle.Deploy.Deployments;
using Lle.Deploy.Operations;
using Lle.Deploy.Readiness;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Phases;

/// <summary>Twenty points, each from what this deployment has measured.</summary>
internal sealed class AssessReadiness : ChangingStep
{
    public override Phase Phase => Phase.ProductionReadiness;

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var options = deployment.Options;
        deployment.Session.Log.NoteAuditHead();
        var assessment = ReadinessAssessment.Assess(
            deployment.Record, new ReadinessThresholds(
                options.ReadinessThreshold, options.ReadinessRollbackThreshold, options.KeepDegraded));
        deployment.Record.Readiness = assessment.Score;
        foreach (var line in assessment.Score.Lines)
        {
            deployment.Session.Log.Info($"{line.Name}: {line.Awarded}/{line.Maximum} points ({line.Evidence})");
        }

        deployment.Session.Log.Info(
            $"Readiness Score: {assessment.Score.Awarded}/{assessment.Score.Maximum} ({assessment.Score.Percent}%)");
        foreach (var diagnostic in assessment.Diagnostics)
        {
            if (assessment.Outcome == ReadinessOutcome.Degraded)
            {
                deployment.TellMissed(diagnostic);
            }
            else
            {
                deployment.Tell(diagnostic);
            }
        }
    }
}
