using Lle.Deploy.Tasks.Logging;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>One run of the installed monitor: health and performance, logged. A program that does not answer is an error, a figure over its
/// threshold a warning.</summary>
[MSBuildMultiThreadableTask]
public sealed class Monitor : RequestTask
{
    private protected override string Operation => "The measurement";

    private protected override EngineOperation? Kind => EngineOperation.Monitor;

    private protected override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (FailIfNotIncremental)
        {
            return IsUnchanged(log, cancellation);
        }

        var result = new Engine(Request.ForEngine, new TaskListener(log)).Monitor(cancellation);
        if (result.Figures.Count > 0)
        {
            log.SayResult(result.Summary);
        }

        return true;
    }
}
