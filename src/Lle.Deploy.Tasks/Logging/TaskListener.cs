using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>What the engine says during one task goes to that task's log.</summary>
internal sealed class TaskListener(DiagnosticLog log) : EngineListener
{
    public override void Tell(Diagnostic diagnostic) => log.Tell(diagnostic);

    public override void PhaseStarted(PhaseProgress phase) => log.Say(ProgressLines.Of(phase));

    public override void Progressed(WorkProgress progress) => log.Say(ProgressLines.Of(progress));
}
