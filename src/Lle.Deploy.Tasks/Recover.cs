using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Finishes or undoes a transaction that was cut off. Nothing to recover is a success.</summary>
[MSBuildMultiThreadableTask]
public sealed class Recover : RecordTask
{
    private protected override string Operation => "The recovery";

    private protected override DeploymentRecord Operate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        TargetOperations.Recover(options, tell, cancellation);

    private protected override IReadOnlyList<string> WouldChange(DeploymentOptions options, Action<Diagnostic> tell) =>
        TargetOperations.Status(options, tell).OpenTransactions;
}
