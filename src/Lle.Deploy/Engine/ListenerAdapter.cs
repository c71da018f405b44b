using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Operations;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;

namespace Lle.Deploy;

/// <summary>Hands what the operations say to the listener of a front end.</summary>
internal sealed class ListenerAdapter(EngineListener listener) : OperationListener
{
    private readonly List<Diagnostic> told = [];

    public bool HasErrors { get; private set; }

    /// <summary>In the order they were told.</summary>
    public IReadOnlyList<Diagnostic> Told => told;

    public override void Tell(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        told.Add(diagnostic);
        listener.Tell(diagnostic);
    }

    public override string? Command(OperationKind operation, IReadOnlyList<KeyValuePair<string, string>> options) => operation switch
    {
        OperationKind.Rollback => listener.Command(EngineOperation.Rollback, options),
        OperationKind.Recover => listener.Command(EngineOperation.Recover, options),
        _ => null,
    };

    public override TimeSpan ProgressInterval => listener.ProgressInterval;

    public override void Progressed(WorkDone done) =>
        listener.Progressed(new WorkProgress(done.Activity, done.Files, done.AllFiles, done.Bytes, done.AllBytes));

    public override void PhaseStarted(Phase phase) =>
        listener.PhaseStarted(new PhaseProgress(phase.Number, Phase.All.Count, phase.Name, null, TimeSpan.Zero));

    public override void PhaseEnded(Phase phase, PhaseRecord record) => listener.PhaseEnded(
        new PhaseProgress(phase.Number, Phase.All.Count, phase.Name, Words.Of(record.Outcome),
            TimeSpan.FromMilliseconds(record.DurationMilliseconds)));
}
