using Lle.Deploy.Diagnostics;

namespace Lle.Deploy;

/// <summary>
/// Hears what happens while an operation runs. Called on the thread of the operation, or, when a signal ends it, on another; never on two
/// at once. A listener must not throw.
/// </summary>
public abstract class EngineListener
{
    /// <summary>An error or a warning, at the moment it is found. Every failure is told here before an operation returns.</summary>
    public abstract void Tell(Diagnostic diagnostic);

    /// <summary>A phase of a deployment begins.</summary>
    public virtual void PhaseStarted(PhaseProgress phase)
    {
    }

    /// <summary>A phase of a deployment has ended.</summary>
    public virtual void PhaseEnded(PhaseProgress phase)
    {
    }

    /// <summary>
    /// How people would start an operation with this front end: one line that can be pasted into a shell, whatever the working directory.
    /// Reports print it.
    /// </summary>
    /// <param name="operation">What it is to do.</param>
    /// <param name="options">By name, as in <see cref="EngineRequest.Options"/>.</param>
    /// <returns>null: this front end has no commands.</returns>
    public virtual string? Command(EngineOperation operation, IReadOnlyList<KeyValuePair<string, string>> options) => null;

    /// <summary>A host of a fleet begins.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="batch">From 1.</param>
    public virtual void HostStarted(string host, string batch)
    {
    }

    /// <summary>A host of a fleet has answered, or is known not to.</summary>
    public virtual void HostAnswered(FleetHostResult host)
    {
    }

    /// <summary>
    /// Work that takes longer than this is followed: <see cref="Progressed"/> is called after so much time, and then that often. Infinite:
    /// never.
    /// </summary>
    public virtual TimeSpan ProgressInterval => TimeSpan.FromSeconds(5);

    /// <summary>How far work within a phase or an operation has come that takes longer than <see cref="ProgressInterval"/>.</summary>
    public virtual void Progressed(WorkProgress progress)
    {
    }
}
