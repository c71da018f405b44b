using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Ends an open deployment, one way or the other, and hands over what is known of it.</summary>
public abstract class EndingTask : DeploymentTask
{
    private protected EndingTask()
    {
    }

    /// <summary>Which deployment of this build: the <c>RunId</c> that the opening task put out. What empty means, the concrete task
    /// says.</summary>
    public string RunId { get; set; } = "";

    /// <summary>One item, named after the deployment's ID, with the metadata listed in docs/targets.md. Empty where there is no such
    /// deployment.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    /// <summary>What hooks are told of the installation as it is now, as environment variables: an item <c>NAME=value</c> for each. Empty
    /// where there is no such deployment.</summary>
    [Output]
    public ITaskItem[] Facts { get; private set; } = [];

    private protected sealed override bool Work(DiagnosticLog log, CancellationToken cancellation)
    {
        if (FailIfNotIncremental && RunId.Length == 0)
        {
            return true;
        }

        if (DeploymentRun.Find(BuildEngine4, RunId) is not { } run)
        {
            return WithoutRun(log);
        }

        using (run.ListenWith(log))
        {
            var good = End(run, cancellation);
            Result = [ResultItems.Of(run.Deployment.Result)];
            Facts = ResultItems.Variables(run.Deployment.Facts);
            run.SayEnd(log);
            run.Close(BuildEngine4);
            return good;
        }
    }

    private protected abstract bool WithoutRun(DiagnosticLog log);

    private protected abstract bool End(DeploymentRun run, CancellationToken cancellation);
}
