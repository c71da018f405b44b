using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Takes a backup without deploying.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateManualBackup : RecordTask
{
    private protected override string Operation => "The backup";

    private protected override EngineOperation? Kind => EngineOperation.Backup;

    private protected override OperationResult Operate(Engine engine, CancellationToken cancellation) => engine.Backup(cancellation);
}
