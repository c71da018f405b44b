using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>The eight post-deployment validations of what is installed, held against <c>LleValidationThreshold</c> (percent).</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidateDeployment : ScoreTask
{
    private protected override string Operation => "The validation";

    /// <summary>It runs the installed monitor, which logs.</summary>
    private protected override EngineOperation? Kind => EngineOperation.Monitor;

    private protected override ScoreResult Assess(Engine engine, CancellationToken cancellation) => engine.Validate(cancellation);
}
