using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Results;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>What the engine says during one task goes to that task's log.</summary>
internal sealed class TaskListener(DiagnosticLog log) : EngineListener
{
    public override void Tell(Diagnostic diagnostic) => log.Tell(diagnostic);

    public override void PhaseStarted(PhaseProgress phase) => log.Say(ProgressLines.Of(phase));

    public override void Progressed(WorkProgress progress) => log.Say(ProgressLines.Of(progress));

    public override void HostStarted(string host, string batch) => log.Say(ProgressLines.OfStart(host, batch));

    public override void HostAnswered(FleetHostResult host) => log.Say(ProgressLines.Of(host));

    public override string? Command(EngineOperation operation, IReadOnlyList<KeyValuePair<string, string>> options) =>
        BuildCommand.Of(log.ProjectFile, operation, options);
}
