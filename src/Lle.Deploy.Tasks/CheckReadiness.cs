using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>The 20-point readiness assessment of what is installed, held against <c>LleReadinessThreshold</c> (percent).</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckReadiness : ScoreTask
{
    private protected override ScoreRecord Assess(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.Readiness(options, tell, cancellation);
}
