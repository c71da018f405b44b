using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Restores the backup <c>LleBackupTimestamp</c> names, after its hashes are verified.</summary>
[MSBuildMultiThreadableTask]
public sealed class RestoreBackup : RecordTask
{
    private protected override string Operation => "The restore";

    private protected override DeploymentRecord Operate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.Restore(options, tell, cancellation);
}
