using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Begins a deployment that the phases of the same build then work on.</summary>
public abstract class OpeningTask : RequestTask
{
    private protected OpeningTask()
    {
    }

    /// <summary>The run this build of the project opened before, if any. Not empty: error LLE1021, because its phases would not run a
    /// second time.</summary>
    public string OpenedBefore { get; set; } = "";

    /// <summary>Names the open deployment to the tasks of this build; it means nothing to another build. Empty where opening
    /// failed.</summary>
    [Output]
    public string RunId { get; private set; } = "";

    /// <summary>What hooks are told of the installation, as environment variables: an item <c>NAME=value</c> for each. Empty where opening
    /// failed.</summary>
    [Output]
    public ITaskItem[] Facts { get; private set; } = [];

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (OpenedBefore.Length > 0)
        {
            log.Tell(BuildDiagnostics.DeploymentOpenedBefore());
            return false;
        }

        if (HostPackage.Problem(Request) is { } problem)
        {
            log.Tell(problem);
            return false;
        }

        if (FailIfNotIncremental)
        {
            return IsUnchanged(log, cancellation);
        }

        var run = DeploymentRun.Open(BuildEngine4, Request, log, engine => Open(engine, cancellation));
        RunId = run?.Id ?? "";
        Facts = ResultItems.Variables(run?.Deployment.Facts ?? new Dictionary<string, string>());
        return RunId.Length > 0;
    }

    private protected abstract RunningDeployment? Open(Engine engine, CancellationToken cancellation);
}
