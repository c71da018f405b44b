using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Readiness;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>The 20 points, each looked at now.</summary>
internal static class CheckReadiness
{
    public static ScoreRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        WritingOperation.CheckInstalled(options);
        var checks = new InstalledChecks(options, listener, cancellation);
        var assessment = ReadinessAssessment.Assess(
            new ReadinessEvidence(
                Look(checks.Binary), Look(checks.Configuration), Look(checks.Security), Look(checks.Performance),
                Look(checks.Integration), Look(checks.Backup), Look(checks.Logging)),
            new ReadinessThresholds(options.ReadinessThreshold, options.ReadinessRollbackThreshold));
        foreach (var diagnostic in assessment.Diagnostics.Concat(checks.Warnings))
        {
            listener.Tell(diagnostic);
        }

        return assessment.Score;
    }

    private static Finding Look(Func<Finding> check)
    {
        try
        {
            return check();
        }
        catch (DeploymentException problem)
        {
            return Finding.Failed(problem.Diagnostics);
        }
    }
}
