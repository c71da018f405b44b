using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <content>How it ends: completed, undone, left in place; once, whoever asks for it.</content>
internal sealed partial class Deployment
{
    /// <summary>
    /// Ends a deployment that may not stay: undoes it (unless told to leave it), proves the undo, reports. After the commit it completes
    /// it. Does nothing a second time.
    /// </summary>
    public void Abandon(string reason)
    {
        lock (gate)
        {
            if (!IsConcluded)
            {
                Record.Reason = reason;
                End();
            }
        }
    }

    private void End()
    {
        if (lifecycle.State is Changing interrupted)
        {
            Attempt(() => hooks.TakeUp(interrupted));
        }

        switch (lifecycle.State)
        {
            case Changing changing when Options.RollbackOnFailure || !Ending.HasInstalled(Session, changing):
                Conclude(Ending.Undo(Session, changing));
                break;
            case Changing changing:
                Attempt(() => Ending.LeaveInPlace(Session, changing));
                Conclude(DeploymentStatus.Failed);
                break;
            case Committed:
                // What failed came after the commit, in a target of somebody else: the deployment stands, and is brought to its end.
                Complete();
                break;
            default:
                Conclude(DeploymentStatus.Failed);
                break;
        }
    }

    /// <summary>Ends a deployment whose phases have passed and whose transaction is committed; nothing here can undo it.</summary>
    public void Complete()
    {
        lock (gate)
        {
            switch (lifecycle.State)
            {
                case Committed committed:
                    var status = DeploymentStatus.NeedsAttention;
                    Attempt(() => status = Aftermath.Run(this, committed));
                    if (status == DeploymentStatus.NeedsAttention && Record.Cause == AttentionCause.None)
                    {
                        Record.Cause = AttentionCause.AfterCommit;
                    }

                    Conclude(status);
                    break;
                case Unchanged:
                    Conclude(NothingToDo.Conclude(Session));
                    break;
                case Concluded:
                    break;
                default:
                    Tell(steps.Unfinished());
                    Abandon("not all phases have run");
                    break;
            }
        }
    }

    private void Conclude(DeploymentStatus status)
    {
        var transaction = lifecycle.State switch
        {
            Changing changing => changing.Transaction,
            Committed committed => committed.Transaction,
            _ => null,
        };
        lifecycle.Move(new Concluded());
        transaction?.Dispose();
        Package?.Dispose();
        Prepared?.Dispose();
        Session.Conclude(status);
        guard.Dispose();
    }

    /// <summary>The signal waits until the undo is done.</summary>
    private void EndBy(string signal)
    {
        lock (gate)
        {
            if (lifecycle.Stage is Stage.Open or Stage.Changing)
            {
                Stop(signal);
            }
        }
    }

    /// <param name="signal">null: the build was cancelled.</param>
    private void Stop(string? signal)
    {
        Session.Log.Tell(DiagnosticCatalog.Stopped($"Deployment {Session.Id}", signal));
        Abandon(signal is null ? "the run was cancelled" : $"{signal} was received");
    }

    public void Dispose()
    {
        Abandon("the run ended before the deployment did");
        Session.Dispose();
        guard.Dispose();
    }
}
