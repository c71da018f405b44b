using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>What the engine says during one task goes to that task's log.</summary>
internal sealed class TaskListener(DiagnosticLog log) : EngineListener
{
    public override void Tell(Diagnostic diagnostic) => log.Tell(diagnostic);
}
