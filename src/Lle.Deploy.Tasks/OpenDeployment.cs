using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Reads what is asked for, takes the target's lock, recovers what an earlier run left unfinished, and opens the logs.</summary>
[MSBuildMultiThreadableTask]
public sealed class OpenDeployment : OpeningTask
{
    private protected override string Operation => "The deployment";

    private protected override EngineOperation? Kind => EngineOperation.Deploy;

    private protected override RunningDeployment? Open(Engine engine, CancellationToken cancellation) => engine.OpenDeployment();
}
