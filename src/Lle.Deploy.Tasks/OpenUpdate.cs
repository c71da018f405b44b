using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Like <see cref="OpenDeployment"/>, with the payload unpacked from <c>LleUpdatePackage</c> into a private folder that goes when
/// the run ends.</summary>
[MSBuildMultiThreadableTask]
public sealed class OpenUpdate : OpeningTask
{
    private protected override string Operation => "The update";

    private protected override EngineOperation? Kind => EngineOperation.Update;

    private protected override RunningDeployment? Open(Engine engine, CancellationToken cancellation) => engine.OpenUpdate();
}
