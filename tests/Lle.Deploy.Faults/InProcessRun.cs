using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Phases;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Faults;

/// <summary>One operation from its name, as the targets would run it.</summary>
internal static class InProcessRun
{
    /// <param name="measures">false leaves out probes and measurements, which change nothing: a fault sweep has thousands of runs to
    /// make.</param>
    public static DeploymentRecord Run(string operation, DeploymentOptions options, Action<Diagnostic> tell, bool measures = true)
    {
        var listener = OperationListener.Of(tell);
        var steps = Steps.All.Where(step => measures || !IsMeasurement(step.Phase)).ToList();
        return operation switch
        {
            "deploy" => Deploy(Deployment.Open(options, steps, listener), steps),
            "update" => Deploy(UpdateDeployment.Open(options, steps, listener), steps),
            "rollback" => Rollback.Run(options, listener, CancellationToken.None),
            "restore" => Restore.Run(options, listener, CancellationToken.None),
            "backup" => ManualBackup.Run(options, listener, CancellationToken.None),
            "uninstall" => Uninstall.Run(options, listener, CancellationToken.None),
            "recover" => Recover.Run(options, listener, CancellationToken.None),
            _ => throw new ArgumentException(operation),
        };
    }

    public static bool IsGood(DeploymentRecord record) => StatusText.IsGood(record) || record.Status == DeploymentStatus.Degraded;

    private static bool IsMeasurement(Phase phase) => phase == Phase.IntegrationValidation || phase == Phase.PerformanceValidation;

    private static DeploymentRecord Deploy(Deployment opened, List<PhaseStep> steps)
    {
        using var deployment = opened;
        if (steps.TrueForAll(step => deployment.Run(step, CancellationToken.None)))
        {
            deployment.Complete();
        }
        else
        {
            deployment.Abandon("a phase failed");
        }

        return deployment.Record;
    }
}
