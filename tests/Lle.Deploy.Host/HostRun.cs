using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Phases;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Host;

/// <summary>One operation from its name, as the targets would run it.</summary>
internal static class HostRun
{
    public static DeploymentRecord Run(string operation, DeploymentOptions options, Action<Diagnostic> tell, bool measures = true) => operation switch
    {
        "deploy" => Deploy(Deployment.Open(options, tell), measures),
        "update" => Deploy(TargetOperations.OpenUpdate(options, tell), measures),
        "rollback" => TargetOperations.Rollback(options, tell, CancellationToken.None),
        "restore" => TargetOperations.Restore(options, tell, CancellationToken.None),
        "backup" => TargetOperations.Backup(options, tell, CancellationToken.None),
        "recover" => TargetOperations.Recover(options, tell, CancellationToken.None),
        _ => throw new ArgumentException(operation),
    };

    public static bool IsGood(DeploymentRecord record) => StatusText.IsGood(record.Status) || record.Status == DeploymentStatus.Degraded;

    /// <param name="measures">false leaves out probes and measurements, which change nothing: a fault sweep has thousands of runs to make.</param>
    private static DeploymentRecord Deploy(Deployment opened, bool measures)
    {
        using var deployment = opened;
        PhaseStep[] measurements = measures ? [new RunProbes(), new MeasureStartup(), new MeasureResponse()] : [];
        PhaseStep[] steps =
        [
            new ValidatePrerequisites(), new VerifyChecksums(), new PrepareEnvironment(), new CreateBackup(), new InstallBinary(), new RenderConfig(),
            new ConfigureSecurity(), .. measurements, new ValidateSecurity(), new AssessReadiness(), new ActivateMonitoring(), new FinalizeDeployment(),
        ];
        if (Array.TrueForAll(steps, step => deployment.Run(step, CancellationToken.None)))
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
