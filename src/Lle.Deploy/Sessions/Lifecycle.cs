namespace Lle.Deploy.Sessions;

/// <summary>How far a deployment is; what a failure means depends on nothing else.</summary>
internal enum Stage
{
    /// <summary>The lock is held; nothing of the installation has been touched. A failure ends it.</summary>
    Open,

    /// <summary>A transaction is open. A failure undoes it.</summary>
    Changing,

    /// <summary>The decision is on disk. A failure is a warning.</summary>
    Committed,

    /// <summary>The reports are written. Nothing moves any more.</summary>
    Concluded,
}

/// <summary>The states of one deployment, and the only moves between them; docs/architecture.md draws them.</summary>
internal sealed class Lifecycle
{
    public RunState State { get; private set; } = new Opened();

    public Stage Stage => State.Stage;

    public static bool IsLegal(Stage from, Stage to) => (from, to) switch
    {
        (Stage.Open, Stage.Open) => true, // Phase 1 reads the payload, then verifies it.
        (Stage.Open, Stage.Changing) => true, // Phase 2 opens the transaction.
        (Stage.Open, Stage.Concluded) => true, // Refused, cancelled, failed, or unchanged.
        (Stage.Changing, Stage.Committed) => true, // Phase 12 commits.
        (Stage.Changing, Stage.Concluded) => true, // Undone, or left in place.
        (Stage.Committed, Stage.Concluded) => true, // Completed.
        _ => false,
    };

    /// <exception cref="InvalidOperationException">There is no such move: a fault of the engine.</exception>
    public void Move(RunState next)
    {
        if (ReferenceEquals(next, State))
        {
            return;
        }

        if (!IsLegal(Stage, next.Stage))
        {
            throw new InvalidOperationException($"A deployment that is {Stage} cannot become {next.Stage}");
        }

        State = next;
    }
}
