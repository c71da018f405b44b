using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
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

    /// <summary>One item, named after the operation's ID, with the metadata listed in docs/targets.md. Empty where the operation could not begin.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        var request = Request;
        var options = request.Read();
        if (FailIfNotIncremental)
        {
            return Unchanged(WouldChange(options, log.Tell), log);
        }

        var record = Operate(options, log.Tell, cancellation);
        Result = record.DeploymentId.Length == 0 ? [] : [ResultItems.Of(record)];
        Outcome.Say(record, log, request.Properties);

        return true;
    }

    /// <summary>The paths that the operation would change.</summary>
    private protected virtual IReadOnlyList<string> WouldChange(DeploymentOptions options, Action<Diagnostic> tell) => [options.Layout.Prefix];

    private protected abstract DeploymentRecord Operate(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation);
}
