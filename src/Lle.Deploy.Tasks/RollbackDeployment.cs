using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Takes back a committed deployment from its backup: the one <c>LleDeploymentId</c> names, else the last.</summary>
[MSBuildMultiThreadableTask]
public sealed class RollbackDeployment : RecordTask
{
    private protected override string Operation => "The rollback";

    private protected override EngineOperation? Kind => EngineOperation.Rollback;

    private protected override OperationResult Operate(Engine engine, CancellationToken cancellation) => engine.Rollback(cancellation);
}
