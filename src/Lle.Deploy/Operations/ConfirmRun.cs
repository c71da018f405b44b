using System.Diagnostics;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>Confirms a deployment that another connection has started: waits until it waits, confirms it, and gives its answer.</summary>
internal static class ConfirmRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a deployment that has just been started may take to be there.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <exception cref="DeploymentException">LLE2303: no deployment of the run is at work, and none has answered.</exception>
    public static RunOutcome Run(DeploymentOptions options, CancellationToken cancellation)
    {
        var run = options.Run ?? throw new DeploymentException(DiagnosticCatalog.OptionMissing(
            FleetOptions.Run.Name, "lle confirm", "the name of the run to confirm"));
        var seen = Stopwatch.GetTimestamp();
        while (true)
        {
            var isAtWork = DeploymentLock.Holder(options.Layout.Lock) is not null;
            if (RunAnswers.Find(options.Layout, $"{run.Id}.{OperationNames.Name(OperationKind.Deploy)}") is { } answer
                && answer.Rollout == run.Rollout)
            {
                return new RunOutcome(RunOnce.Told(answer, options), answer.Result);
            }

            if (isAtWork)
            {
                seen = Stopwatch.GetTimestamp();
                _ = Confirmation.Give(options.Layout, run.Id);
            }
            else if (Stopwatch.GetElapsedTime(seen) > Grace)
            {
                throw new DeploymentException(DiagnosticCatalog.NothingToConfirm(run.Id, options.Layout.Runs));
            }

            cancellation.WaitHandle.WaitOne(Interval);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
