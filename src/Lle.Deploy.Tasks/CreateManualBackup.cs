using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Takes a backup without deploying.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateManualBackup : RecordTask
{
    private protected override string Operation => "The backup";

    private protected override DeploymentRecord Operate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.Backup(options, tell, cancellation);

    private protected override IReadOnlyList<string> WouldChange(DeploymentOptions options, Action<Diagnostic> tell) => [options.Layout.BackupDir];
}
