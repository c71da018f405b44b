using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>What a deployment would change now, with a diff of the configuration. Changes nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanDeployment : RequestTask
{
    /// <summary>One item a path, with metadata <c>Action</c>: create, replace or keep.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        var plan = new Engine(Request.ForEngine, new TaskListener(log)).Plan(cancellation);
        if (plan.Succeeded)
        {
            Result = ResultItems.Of(plan);
            log.SayResult(plan.Summary);
        }

        return plan.Succeeded;
    }
}
