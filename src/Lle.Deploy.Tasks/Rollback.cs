using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>
/// Undoes what this build opened and did not commit, proves the undo, and writes the report of the failure. Made for <c>OnError</c>: where
/// this build opened nothing (an empty <c>RunId</c>), or it has ended already, there is nothing to do, and another run's deployment is
/// never touched.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class Rollback : EndingTask
{
    /// <summary>Why, for the log and the report. Empty: the last error of the deployment, or, where it has none, that a step of the build
    /// failed.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether something was rolled back.</summary>
    [Output]
    public bool Undone { get; private set; }

    private protected override bool WithoutRun(DiagnosticLog log) => true;

    private protected override bool End(DeploymentRun run, CancellationToken cancellation)
    {
        Undone = !run.Deployment.IsConcluded;
        run.Deployment.Abandon(Reason.Length > 0 ? Reason : null);
        return true;
    }
}
