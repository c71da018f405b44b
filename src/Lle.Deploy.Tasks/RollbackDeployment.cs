using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Takes back a committed deployment from its backup: the one <c>LleDeploymentId</c> names, else the last.</summary>
[MSBuildMultiThreadableTask]
public sealed class RollbackDeployment : RecordTask
{
    private protected override string Operation => "The rollback";

    private protected override DeploymentRecord Operate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.Rollback(options, tell, cancellation);
}
