using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;

namespace Lle.Deploy.Sessions;

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

    /// <summary>After so much time the listener is told how far work is, and then that often; infinite: never.</summary>
    public virtual TimeSpan ProgressInterval => Timeout.InfiniteTimeSpan;

    public virtual void Progressed(WorkDone done)
    {
    }

    /// <param name="activity">What is done, for instance "Backing up".</param>
    /// <param name="all">Files and bytes there are to do; only asked when the work takes long.</param>
    public WorkMeter Meter(string activity, Func<(long Files, long Bytes)> all) => new(activity, ProgressInterval, all, Progressed);

    /// <summary>For callers that want diagnostics and nothing else.</summary>
    public static OperationListener Of(Action<Diagnostic> tell) => new Telling(tell);

    private sealed class Telling(Action<Diagnostic> tell) : OperationListener
    {
        public override void Tell(Diagnostic diagnostic) => tell(diagnostic);
    }
}
