using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Rolls back what one run of a roll-out has deployed here, and nothing that others have: the last deployment may be somebody
/// else's.</summary>
internal static class RunRollback
{
    /// <exception cref="DeploymentException">LLE2304: something else was deployed since.</exception>
    public static DeploymentRecord Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        if (options.Run is not { } run || options.DeploymentId is not null)
        {
            return Rollback.Run(options, listener, cancellation);
        }

        var layout = options.Layout;
        if (RunAnswers.Find(layout, $"{run.Id}.{OperationNames.Name(OperationKind.Deploy)}")
            is not { Status: DeploymentStatus.Success or DeploymentStatus.Degraded } answer)
        {
            return Nothing(options);
        }

        var deployed = Reporting.ResultJson.Read(answer.Result, layout.Runs).DeploymentId;
        if (!CommittedTransaction.Read(layout).Any(committed => committed.Header.Id == deployed))
        {
            return Nothing(options);
        }

        return InstalledState.Read(layout, listener.Tell)?.DeploymentId is { } standing && standing != deployed
            ? throw new DeploymentException(DiagnosticCatalog.NotInForce(run.Id, deployed, standing))
            : Rollback.Run(options with { DeploymentId = deployed }, listener, cancellation);
    }

    /// <summary>The run changed nothing here, or it was rolled back.</summary>
    private static DeploymentRecord Nothing(DeploymentOptions options) => new()
    {
        Operation = OperationKind.Rollback,
        Status = DeploymentStatus.Unchanged,
        Started = DateTimeOffset.UtcNow,
        Version = options.Version,
    };
}
