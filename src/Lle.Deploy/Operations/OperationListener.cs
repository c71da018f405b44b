using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Operations;

/// <summary>Hears what an operation finds and how far it is.</summary>
internal abstract class OperationListener
{
    public abstract void Tell(Diagnostic diagnostic);

    public virtual void PhaseStarted(Phase phase)
    {
    }

    public virtual void PhaseEnded(Phase phase, PhaseRecord record)
    {
    }

    /// <summary>The front end's command for an operation; null: it has none.</summary>
    public virtual string? Command(OperationKind operation, IReadOnlyList<KeyValuePair<string, string>> options) => null;

    /// <summary>For callers that want diagnostics and nothing else.</summary>
    public static OperationListener Of(Action<Diagnostic> tell) => new Telling(tell);

    private sealed class Telling(Action<Diagnostic> tell) : OperationListener
    {
        public override void Tell(Diagnostic diagnostic) => tell(diagnostic);
    }
}
