using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>The 20-point readiness assessment of what is installed, held against <c>LleReadinessThreshold</c> (percent).</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckReadiness : ScoreTask
{
    private protected override ScoreResult Assess(Engine engine, CancellationToken cancellation) => engine.Readiness(cancellation);
}
