using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Reporting;

namespace Lle.Deploy;

/// <summary>
/// The door to the deployment engine, for every front end. An operation reads the request, does its work and says how it ended; what is wrong is told to the
/// listener as numbered diagnostics and never thrown. One engine may be asked for one operation at a time.
/// </summary>
/// <param name="request">What was asked for.</param>
/// <param name="listener">Hears diagnostics and progress.</param>
public sealed class Engine(EngineRequest request, EngineListener listener)
{
    /// <summary>The steps of a deployment, in the one order they run in; a front end that runs them one by one names them by these.</summary>
    public static IReadOnlyList<string> Steps { get; } = [.. Phases.Steps.All.Select(step => step.Name)];

    /// <summary>Runs all phases of a deployment; one that fails is undone.</summary>
    public OperationResult Deploy(CancellationToken cancellation) => RunAll(OpenDeployment(), cancellation);

    /// <summary>Deploys the package that <c>LleUpdatePackage</c> names as <c>LleUpdateVersion</c>.</summary>
    public OperationResult Update(CancellationToken cancellation) => RunAll(OpenUpdate(), cancellation);

    /// <summary>Takes the target's lock, recovers what was cut off, and leaves the steps to the caller, who disposes what is returned.</summary>
    /// <returns>null: it could not be opened, and why has been told.</returns>
    public RunningDeployment? OpenDeployment() => Open((options, tell) => Deployment.Open(options, tell));

    /// <summary>As <see cref="OpenDeployment"/>, for an update package.</summary>
    /// <returns>null: it could not be opened, and why has been told.</returns>
    public RunningDeployment? OpenUpdate() => Open(Operations.Operations.OpenUpdate);

    /// <summary>Undoes a committed deployment, and what came after it: the one that <c>LleDeploymentId</c> names, or the last.</summary>
    public OperationResult Rollback(CancellationToken cancellation) => Operate((options, tell) => Operations.Operations.Rollback(options, tell, cancellation));

    /// <summary>Restores the backup that <c>LleBackupTimestamp</c> names.</summary>
    public OperationResult Restore(CancellationToken cancellation) => Operate((options, tell) => Operations.Operations.Restore(options, tell, cancellation));

    /// <summary>Takes a backup of what stands.</summary>
    public OperationResult Backup(CancellationToken cancellation) => Operate((options, tell) => Operations.Operations.Backup(options, tell, cancellation));

    /// <summary>Finishes or undoes what was cut off. Where nothing was, the result is UNCHANGED and has no ID.</summary>
    public OperationResult Recover(CancellationToken cancellation) => Operate((options, tell) => Operations.Operations.Recover(options, tell, cancellation));

    /// <summary>What a deployment would change now. Changes nothing.</summary>
    public PlanResult Plan(CancellationToken cancellation)
    {
        PlanRecord? plan = null;
        var succeeded = Guarded("plan", options => plan = Operations.Operations.Plan(options, listener.Tell, cancellation));
        return new PlanResult(plan ?? new PlanRecord(), succeeded);
    }

    /// <summary>What stands on the target. Reads only, and takes no lock.</summary>
    public StatusResult Status()
    {
        TargetStatus? status = null;
        var succeeded = Guarded("status", options => status = Operations.Operations.Status(options, listener.Tell));
        return new StatusResult(status ?? new TargetStatus(), succeeded);
    }

    /// <summary>The eight post-deployment validations against what is installed.</summary>
    public ScoreResult Validate(CancellationToken cancellation) => Score("validate", Operations.Operations.Validate, cancellation);

    /// <summary>The 20-point readiness assessment of what is installed.</summary>
    public ScoreResult Readiness(CancellationToken cancellation) => Score("readiness", Operations.Operations.Readiness, cancellation);

    /// <summary>One run of the installed monitor.</summary>
    /// <returns>Whether the program is healthy and within its thresholds; where it is not, that has been told.</returns>
    public bool Monitor(CancellationToken cancellation)
    {
        var healthy = false;
        return Guarded("monitor", options => healthy = Operations.Operations.Monitor(options, listener.Tell, cancellation)) && healthy;
    }

    private static OperationResult RunAll(RunningDeployment? opened, CancellationToken cancellation)
    {
        if (opened is null)
        {
            return Failed();
        }

        using var deployment = opened;
        if (Steps.All(step => deployment.Run(step, cancellation)))
        {
            deployment.Complete();
        }
        else
        {
            deployment.Abandon();
        }

        return deployment.Result;
    }

    private RunningDeployment? Open(Func<DeploymentOptions, EngineListener, Deployment> open)
    {
        RunningDeployment? deployment = null;
        _ = Guarded("deploy", options => deployment = new RunningDeployment(open(options, listener)));
        return deployment;
    }

    private OperationResult Operate(Func<DeploymentOptions, Action<Diagnostic>, DeploymentRecord> operate)
    {
        DeploymentRecord? record = null;
        return Guarded("operation", options => record = operate(options, listener.Tell)) ? new OperationResult(record!) : Failed();
    }

    private ScoreResult Score(
        string operation, Func<DeploymentOptions, Action<Diagnostic>, CancellationToken, ScoreRecord> assess, CancellationToken cancellation)
    {
        ScoreRecord? score = null;
        var succeeded = Guarded(operation, options => score = assess(options, listener.Tell, cancellation));
        return new ScoreResult(score, succeeded && score!.Percent >= score.ThresholdPercent);
    }

    private static OperationResult Failed() => new(new DeploymentRecord { Status = DeploymentStatus.Failed });

    /// <returns>Whether it came to its end; where it did not, the listener knows why.</returns>
    private bool Guarded(string operation, Action<DeploymentOptions> work)
    {
        try
        {
            work(EngineOptions.Read(request));
            return true;
        }
        catch (DeploymentException error)
        {
            foreach (var diagnostic in error.Diagnostics)
            {
                listener.Tell(diagnostic);
            }
        }
        catch (OperationCanceledException)
        {
            listener.Tell(DiagnosticCatalog.OperationCancelled(operation));
        }
#pragma warning disable CA1031 // A front end is told of everything in one way; what nobody foresaw is a diagnostic too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            listener.Tell(DiagnosticCatalog.InternalError(operation, $"{error.GetType().Name}: {error.Message}"));
        }

        return false;
    }
}
