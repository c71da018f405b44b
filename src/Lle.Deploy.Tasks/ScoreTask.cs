using Lle.Deploy.Tasks.Logging;
using Lle.Deploy.Tasks.Results;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>An assessment of what is installed, line by line.</summary>
public abstract class ScoreTask : RequestTask
{
    private protected ScoreTask()
    {
    }

    /// <summary>One item a line, with metadata <c>Awarded</c>, <c>Maximum</c>, <c>Evidence</c>, and the whole score as <c>ScorePercent</c>
    /// and <c>ThresholdPercent</c>.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        if (FailIfNotIncremental && Kind is not null)
        {
            return IsUnchanged(log, cancellation);
        }

        var score = Assess(new Engine(Request.ForEngine, new TaskListener(log)), cancellation);
        Result = ResultItems.Of(score);
        if (score.Lines.Count > 0)
        {
            log.SayResult(score.Summary);
        }

        return score.Succeeded;
    }

    private protected abstract ScoreResult Assess(Engine engine, CancellationToken cancellation);
}
