using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Restores the backup <c>LleBackupTimestamp</c> names, after its hashes are verified.</summary>
[MSBuildMultiThreadableTask]
public sealed class RestoreBackup : RecordTask
{
    private protected override string Operation => "The restore";

    private protected override EngineOperation? Kind => EngineOperation.Restore;

    private protected override OperationResult Operate(Engine engine, CancellationToken cancellation) => engine.Restore(cancellation);
}
