using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Runs;

namespace Lle.Deploy.Tasks;

/// <summary>One step of an open deployment: the one that the task is named after. Out of its order it fails the deployment
/// (LLE3070).</summary>
public abstract class PhaseTask : DeploymentTask
{
    private protected PhaseTask()
    {
    }

    /// <summary>
    /// Which deployment of this build: the <c>RunId</c> that <see cref="OpenDeployment"/> or <see cref="OpenUpdate"/> put out. Empty or
    /// unknown: error LLE3015, because a step means nothing by itself.
    /// </summary>
    public string RunId { get; set; } = "";

    private protected override bool Work(DiagnosticLog log, CancellationToken cancellation)
    {
        // With -question the opening task has given the answer, and opened nothing.
        if (FailIfNotIncremental && RunId.Length == 0)
        {
            return true;
        }

        if (DeploymentRun.Find(BuildEngine4, RunId) is not { } run)
        {
            log.Tell(BuildDiagnostics.NoDeploymentOpen());
            return false;
        }

        using (run.ListenWith(log))
        {
            var passed = run.Deployment.Run(GetType().Name, cancellation);
            if (passed)
            {
                Passed(run.Deployment);
            }

            // A cancelled build runs no OnError target that would say it.
            run.SayEnd(log);
            return passed;
        }
    }

    /// <summary>For a step that puts something out.</summary>
    private protected virtual void Passed(RunningDeployment deployment)
    {
    }
}
