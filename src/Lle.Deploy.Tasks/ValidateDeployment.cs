using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>The eight post-deployment validations of what is installed, held against <c>LleValidationThreshold</c> (percent).</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidateDeployment : ScoreTask
{
    private protected override ScoreRecord Assess(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.Validate(options, tell, cancellation);
}
