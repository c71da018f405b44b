using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Removes what the installation owns; with <c>LlePurge</c> also changed configuration, data, logs and backups.</summary>
[MSBuildMultiThreadableTask]
public sealed class Uninstall : RecordTask
{
    private protected override string Operation => "The uninstall";

    private protected override EngineOperation? Kind => EngineOperation.Uninstall;

    private protected override OperationResult Operate(Engine engine, CancellationToken cancellation) => engine.Uninstall(cancellation);
}
