using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Processes;
using Lle.Deploy.Readiness;
using Lle.Deploy.Reporting;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>What can be asked of a target besides a deployment. Those that write hold the lock, recover first, and leave a report.</summary>
internal static class TargetOperations
{
    /// <summary>Undoes the named deployment or restore (default: the last one), and what came after it.</summary>
    public static DeploymentRecord Rollback(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "rollback", tell, Rollbacks.Run, cancellation);

    /// <summary>Brings back what a named backup holds.</summary>
    public static DeploymentRecord Restore(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "restore", tell, Restores.Run, cancellation);

    /// <summary>Takes a backup of what stands.</summary>
    public static DeploymentRecord Backup(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Write(options, "backup", tell, BackupTaking.Run, cancellation);

    /// <summary>Finishes or undoes what was cut off; opening the session does it. Where nothing was, nothing is touched, and no report is made.</summary>
    public static DeploymentRecord Recover(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        !StandingTransaction.Read(options.Layout.Transactions).Any(t => t.IsOpen)
            ? new DeploymentRecord { Operation = "recover", Status = DeploymentStatus.Unchanged, Started = DateTimeOffset.UtcNow, Version = options.Version }
            : Write(options, "recover", tell, static (session, _) => session.Info("Recovery completed"), cancellation);

    /// <summary>A deployment whose payload is an update package and whose ID names its version.</summary>
    public static Deployment OpenUpdate(DeploymentOptions options, Action<Diagnostic> tell)
    {
        if (options.UpdateVersion is null)
        {
            throw new DeploymentException(DiagnosticCatalog.PropertyOutOfRange("LleUpdateVersion", "", "a version like 1.1.0"));
        }

        var version = SemanticVersion.Parse(options.UpdateVersion, "LleUpdateVersion");
        if (options.UpdatePackage is null)
        {
            throw new DeploymentException(DiagnosticCatalog.PropertyOutOfRange("LleUpdatePackage", "", "the path of a .tar.gz or .tar file"));
        }

        return Deployment.Open(options with { Version = version.Text }, tell, "update", $"UPDATE_{version.Text}_");
    }

    /// <summary>The eight validations against what is installed.</summary>
    public static ScoreRecord Validate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation)
    {
        var checks = new InstalledChecks(options, cancellation);
        var evidence = new ValidationChecks(
            checks.Binary, checks.Configuration, checks.Security, checks.Performance,
            checks.Integration, checks.Monitoring, checks.Backup, checks.UserExperience).Look();
        var validation = PostDeploymentValidation.Validate(evidence, options.ValidationThreshold);
        TellAll(validation.Diagnostics, tell);
        return validation.Score;
    }

    /// <summary>The 20 points, each looked at now.</summary>
    public static ScoreRecord Readiness(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation)
    {
        var checks = new InstalledChecks(options, cancellation);
        var assessment = ReadinessAssessment.Assess(
            new ReadinessEvidence(
                Look(checks.Binary), Look(checks.Configuration), Look(checks.Security), Look(checks.Performance),
                Look(checks.Integration), Look(checks.Backup), Look(checks.Logging)),
            new ReadinessThresholds(options.ReadinessThreshold, options.ReadinessRollbackThreshold));
        TellAll(assessment.Diagnostics, tell);
        return assessment.Score;
    }

    public static TargetStatus Status(DeploymentOptions options, Action<Diagnostic> tell) => StatusReader.Read(options.Layout, tell);

    /// <summary>One run of the installed monitor.</summary>
    /// <returns>Whether the program is healthy and within its thresholds.</returns>
    public static bool Monitor(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation)
    {
        var monitor = options.Layout.Monitor;
        var problems = MonitoringRun.Judge(monitor, Launcher.Run(MonitoringRun.Request(monitor, "all"), cancellation));
        TellAll(problems, tell);
        return problems.Count == 0;
    }

    public static PlanRecord Plan(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation) =>
        Planner.Plan(options, tell, cancellation);

    private static Finding Look(Func<Finding> check)
    {
        try
        {
            return check();
        }
        catch (DeploymentException problem)
        {
            return Finding.Failed(problem.Diagnostics);
        }
    }

    private static void TellAll(IEnumerable<Diagnostic> diagnostics, Action<Diagnostic> tell)
    {
        foreach (var diagnostic in diagnostics)
        {
            tell(diagnostic);
        }
    }

    private static DeploymentRecord Write(
        DeploymentOptions options, string operation, Action<Diagnostic> tell, Action<TargetSession, CancellationToken> body, CancellationToken cancellation)
    {
        if (operation != "recover" && !PathState.Capture(options.Layout.DataDir).Exists && !PathState.Capture(options.Layout.Binary).Exists)
        {
            throw new DeploymentException(DiagnosticCatalog.NothingDeployed(options.Layout.Prefix));
        }

        using var guard = new SignalGuard(cancellation);
        using var session = TargetSession.Open(options, operation, "", tell);
        session.ReadPrevious();
        session.Record.Version = session.Record.PreviousVersion ?? options.Version;
        session.Record.Reason = options.RollbackReason.Length == 0 ? null : options.RollbackReason;
        var status = DeploymentStatus.Success;
        try
        {
            body(session, guard.Token);
            status = session.HasForeignChanges ? DeploymentStatus.NeedsAttention : DeploymentStatus.Success;
            // What stands now, and not what the project would deploy.
            session.Record.Version = InstalledState.Read(options.Layout, tell)?.Version ?? session.Record.Version;
        }
        catch (DeploymentException error)
        {
            session.Tell(error);
            status = DeploymentStatus.Failed;
        }
        catch (OperationCanceledException)
        {
            session.Tell(DiagnosticCatalog.Cancelled(session.Id));
            status = DeploymentStatus.Failed;
        }
        catch (Exception error)
        {
            session.Tell(DiagnosticCatalog.Unexpected($"{operation} {session.Id}", error));
            status = DeploymentStatus.Failed;
        }

        session.Conclude(status);
        return session.Record;
    }
}
