using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>A whole operation on the target that ends with a record.</summary>
public abstract class RecordTask : RequestTask
{
    private protected RecordTask()
    {
    }

    /// <summary>One item, named after the operation's ID, with the metadata listed in docs/targets.md. Empty where the operation could not
    /// begin.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    /// <summary>What hooks are told of the installation as it is now, as environment variables: an item <c>NAME=value</c> for each. Empty
    /// where the operation could not begin.</summary>
    [Output]
    public ITaskItem[] Facts { get; private set; } = [];

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (FailIfNotIncremental)
        {
            return IsUnchanged(log, cancellation);
        }

        var request = Request;
        var result = Operate(new Engine(request.ForEngine, new TaskListener(log)), cancellation);
        Result = result.DeploymentId.Length == 0 ? [] : [ResultItems.Of(result)];
        Facts = ResultItems.Variables(result.InstallationFacts);
        Outcome.Say(result, log, request.Properties);
        return true;
    }

    private protected abstract OperationResult Operate(Engine engine, CancellationToken cancellation);
}
