using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>Finishes or undoes a transaction that was interrupted. Nothing to recover is a success.</summary>
[MSBuildMultiThreadableTask]
public sealed class Recover : RecordTask
{
    private protected override string Operation => "The recovery";

    private protected override EngineOperation? Kind => EngineOperation.Recover;

    private protected override OperationResult Operate(Engine engine, CancellationToken cancellation) => engine.Recover(cancellation);
}
