using Lle.Deploy.Deployments;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>
/// What one task does: a phase, or one of the two halves of a phase. A step says what is wrong by throwing a DeploymentException or by
/// reporting an error to the deployment; either fails the phase.
/// </summary>
internal abstract class PhaseStep
{
    /// <summary>What front ends call it.</summary>
    public string Name => GetType().Name;

    public abstract Phase Phase { get; }

    /// <summary>The first step of its phase.</summary>
    public virtual bool Begins => true;

    /// <summary>The last step of its phase.</summary>
    public virtual bool Ends => true;

    public abstract Type Needs { get; }

    public abstract Type Gives { get; }

    /// <returns>What the deployment has now.</returns>
    public abstract RunState Advance(Deployment deployment, RunState state, CancellationToken cancellation);

    /// <summary>Works out what the step would change; looks at nothing that is not there yet, and starts no program.</summary>
    public virtual void Plan(TargetSession session, Planning state, CancellationToken cancellation)
    {
    }
}

/// <summary>A step that needs <typeparamref name="TNeeds"/> and gives <typeparamref name="TGives"/>.</summary>
internal abstract class PhaseStep<TNeeds, TGives> : PhaseStep
    where TNeeds : RunState
    where TGives : RunState
{
    public override Type Needs => typeof(TNeeds);

    public override Type Gives => typeof(TGives);

    public override RunState Advance(Deployment deployment, RunState state, CancellationToken cancellation) =>
        state is TNeeds needed
            ? Execute(deployment, needed, cancellation)
            : throw new InvalidOperationException($"{Name} needs {typeof(TNeeds).Name}, and there is {state.GetType().Name}");

    protected abstract TGives Execute(Deployment deployment, TNeeds state, CancellationToken cancellation);
}

/// <summary>A step that changes something, or looks at what was changed, within the open transaction. A plan runs the first half and not
/// the second.</summary>
internal abstract class ChangingStep : PhaseStep<Changing, Changing>
{
    public sealed override void Plan(TargetSession session, Planning state, CancellationToken cancellation) =>
        Change(session, state, cancellation);

    protected sealed override Changing Execute(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        Change(deployment.Session, state, cancellation);
        Work(deployment, state, cancellation);
        return state;
    }

    /// <summary>What the step changes.</summary>
    protected virtual void Change(TargetSession session, Installing state, CancellationToken cancellation)
    {
    }

    /// <summary>What it does with that: looks, runs, measures.</summary>
    protected virtual void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
    }
}
