using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Begins a deployment that the phases of the same build then work on.</summary>
public abstract class OpeningTask : RequestTask
{
    private protected OpeningTask()
    {
    }

    /// <summary>The run this build of the project opened before, if any. Not empty: error LLE1021, because its phases would not run a second time.</summary>
    public string OpenedBefore { get; set; } = "";

    /// <summary>Names the open deployment to the tasks of this build; it means nothing to another build. Empty where opening failed.</summary>
    [Output]
    public string RunId { get; private set; } = "";

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (OpenedBefore.Length > 0)
        {
            log.Tell(DiagnosticCatalog.DeploymentOpenedBefore());
            return false;
        }

        var request = Request;
        var options = request.Read();
        if (FailIfNotIncremental)
        {
            return Unchanged(WouldChange(options, log.Tell, cancellation), log);
        }

        RunId = DeploymentRun.Open(BuildEngine4, request, log, tell => Open(options, tell, cancellation)).Id;
        return true;
    }

    /// <summary>The paths that the deployment would change.</summary>
    private protected abstract IReadOnlyList<string> WouldChange(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation);

    private protected abstract Deployment Open(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation);
}
