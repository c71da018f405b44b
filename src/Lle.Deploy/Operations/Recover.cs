using Lle.Deploy.Deployments;
using Lle.Deploy.Options;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Finishes or undoes what was cut off; opening the session does it. Where nothing was, nothing is touched, and no report is made.</summary>
internal static class Recover
{
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation) =>
        StandingTransaction.Read(options.Layout).Any(t => t.IsOpen)
            ? WritingOperation.Run(options, OperationKind.Recover, listener, static (session, _) => session.Log.Info("Recovery completed"), cancellation)
            : new DeploymentRecord { Operation = OperationKind.Recover, Status = DeploymentStatus.Unchanged, Started = DateTimeOffset.UtcNow, Version = options.Version };
}
