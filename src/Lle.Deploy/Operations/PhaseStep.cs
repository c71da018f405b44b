using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Operations;

/// <summary>
/// What one task does: a phase, or one of the two halves of a phase. A step says what is wrong by throwing a DeploymentException or by reporting an error to the
/// deployment; either fails the phase.
/// </summary>
internal abstract class PhaseStep
{
    public string Name => GetType().Name;

    public abstract Phase Phase { get; }

    /// <summary>The first step of its phase.</summary>
    public virtual bool Begins => true;

    /// <summary>The last step of its phase.</summary>
    public virtual bool Ends => true;

    public abstract void Execute(Deployment deployment, CancellationToken cancellation);
}
