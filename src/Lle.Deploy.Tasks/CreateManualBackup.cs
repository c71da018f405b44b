using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Takes a backup without deploying.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateManualBackup : RecordTask
{
    private protected override DeploymentRecord Operate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Operations.Backup(options, tell, cancellation);
}
