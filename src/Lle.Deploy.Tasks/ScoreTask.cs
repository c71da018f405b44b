using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
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

    /// <summary>One item a line, with metadata <c>Awarded</c>, <c>Maximum</c>, <c>Evidence</c>, and the whole score as <c>ScorePercent</c> and <c>ThresholdPercent</c>.</summary>
    [Output]
    public ITaskItem[] Result { get; private set; } = [];

    private protected sealed override bool Serve(DiagnosticLog log, CancellationToken cancellation)
    {
        var score = Assess(Request.Read(), log.Tell, cancellation);
        Result = ResultItems.Of(score);
        log.Say($"{score.Awarded} of {score.Maximum} ({score.Percent} %, required {score.ThresholdPercent} %)");
        foreach (var line in score.Lines)
        {
            log.Say($"  {line.Awarded}/{line.Maximum} {line.Name}: {line.Evidence}");
        }

        return true;
    }

    private protected abstract ScoreRecord Assess(DeploymentOptions options, Action<Diagnostic> tell, CancellationToken cancellation);
}
