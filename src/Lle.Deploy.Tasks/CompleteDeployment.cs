using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>After the commit: the post-deployment validation, the reports, and the result. Without an open deployment: error
/// LLE3015.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompleteDeployment : EndingTask
{
    private protected override bool WithoutRun(DiagnosticLog log)
    {
        log.Tell(BuildDiagnostics.NoDeploymentOpen());
        return false;
    }

    private protected override bool End(DeploymentRun run, CancellationToken cancellation)
    {
        run.Deployment.Complete();
        return true;
    }
}
