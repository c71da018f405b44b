using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Host;
using Lle.Deploy.Phases;
using Lle.Deploy.Reporting;

// lle-host OPERATION [Property=Value ...]
// Exit status: 0 done, 1 not done (the diagnostics are on standard error), 2 wrong usage.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: lle-host deploy|update|rollback|restore|backup|recover [Property=Value ...]");
    return 2;
}

void Tell(Diagnostic diagnostic) =>
    Console.Error.WriteLine($"{diagnostic.Location.File ?? diagnostic.Location.Property}: {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic}");

try
{
    var options = HostOptions.Read(args.AsSpan(1));
    var record = args[0] switch
    {
        "deploy" => Deploy(Deployment.Open(options, Tell)),
        "update" => Deploy(Operations.OpenUpdate(options, Tell)),
        "rollback" => Operations.Rollback(options, Tell, CancellationToken.None),
        "restore" => Operations.Restore(options, Tell, CancellationToken.None),
        "backup" => Operations.Backup(options, Tell, CancellationToken.None),
        "recover" => Operations.Recover(options, Tell, CancellationToken.None),
        _ => throw new ArgumentException(args[0]),
    };
    Console.WriteLine($"{StatusText.Name(record.Status)} {record.DeploymentId} {record.Undo?.Outcome}");
    return StatusText.IsGood(record.Status) || record.Status == DeploymentStatus.Degraded ? 0 : 1;
}
catch (DeploymentException error)
{
    foreach (var diagnostic in error.Diagnostics)
    {
        Tell(diagnostic);
    }

    return 1;
}

static DeploymentRecord Deploy(Deployment opened)
{
    using var deployment = opened;
    PhaseStep[] steps =
    [
        new ValidatePrerequisites(), new VerifyChecksums(), new PrepareEnvironment(), new CreateBackup(), new InstallBinary(), new RenderConfig(),
        new ConfigureSecurity(), new RunProbes(), new MeasureStartup(), new MeasureResponse(), new ValidateSecurity(), new AssessReadiness(),
        new ActivateMonitoring(), new FinalizeDeployment(),
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
