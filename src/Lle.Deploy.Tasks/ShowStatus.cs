using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>What is installed on the target. Reads only; takes no lock.</summary>
[MSBuildMultiThreadableTask]
public sealed class ShowStatus : RequestTask
{
    /// <summary>One item, named after the prefix, with the metadata listed in docs/targets.md; <c>Json</c> holds all of it.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        var status = new Engine(Request.ForEngine, new TaskListener(log)).Status();
        if (status.Succeeded)
        {
            Result = [ResultItems.Of(status)];
            log.SayResult(status.Summary);
        }

        return status.Succeeded;
    }
}
