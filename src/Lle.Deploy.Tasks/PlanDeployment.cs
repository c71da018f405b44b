using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Lle.Deploy.Tasks.Runs;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>What a deployment, or the operation that <c>LlePlanOperation</c> names, would change now. Changes nothing on the
/// target.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanDeployment : RequestTask
{
    private const string PlanFile = "LlePlanFile";

    /// <summary>
    /// One item a path, with metadata <c>Action</c> (create, replace, keep or remove), <c>Reason</c> (of a replacement: content, mode,
    /// owner, attributes, type) and <c>PlanHash</c> (of the whole plan, for <c>LlePlanHash</c>).
    /// </summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    /// <summary>LleBeforeDeployTargets: what these targets make or set is in no plan, which runs none of them. Empty: there are
    /// none.</summary>
    public string[] TargetsBefore { get; set; } = [];

    private protected override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (HostPackage.Problem(Request) is { } problem)
        {
            log.Tell(problem);
            return false;
        }

        var plan = new Engine(WithPlanFile(Request.ForEngine), new TaskListener(log)).Plan(cancellation);
        if (plan.Succeeded)
        {
            Result = ResultItems.Of(plan);
            log.SayResult([.. plan.Summary, .. NotRun()]);
        }

        return plan.Succeeded;
    }

    private string[] NotRun() => TargetsBefore.Length == 0 ? [] :
        [$"  note    LleBeforeDeployTargets ({string.Join(", ", TargetsBefore)}) has not run: what it makes or sets is not in this plan"];

    /// <summary>obj/lle/plan.json of the project, unless another file is named; with -question none.</summary>
    private EngineRequest WithPlanFile(EngineRequest request)
    {
        var given = request.Options.GetValueOrDefault(PlanFile);
        var file = FailIfNotIncremental ? "" : string.IsNullOrEmpty(given) ? Path.Combine("obj", "lle", "plan.json") : given;
        return request with
        {
            Options = new Dictionary<string, string>(request.Options, StringComparer.OrdinalIgnoreCase) { [PlanFile] = file },
        };
    }
}
