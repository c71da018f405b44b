using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Readiness;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>What a deployment has at a moment: a step says by these types what it needs and what it gives.</summary>
internal abstract record RunState(Stage Stage);

/// <summary>The lock, and nothing else.</summary>
internal sealed record Opened() : RunState(Stage.Open);

/// <summary>The payload's bytes are held; nobody knows yet whether they are what they should be.</summary>
internal sealed record PayloadRead(PayloadFolder Payload) : RunState(Stage.Open);

/// <summary>The payload is what its list and its signature say, and its program answers.</summary>
internal sealed record PayloadVerified(PayloadFolder Payload) : RunState(Stage.Open);

/// <summary>What was to be deployed is there already: the remaining steps have nothing to do.</summary>
internal sealed record Unchanged() : RunState(Stage.Open);

/// <summary>The changes of a deployment are being made, or worked out.</summary>
internal abstract record Installing(Stage Stage, PayloadFolder Payload, ChangeSet Changes, Action<Diagnostic> Tell) : RunState(Stage)
{
    /// <summary>The update package that the payload came from: messages name it instead of the folder it was unpacked into.</summary>
    public UpdatePackage? Package { get; init; }

    /// <summary>The payload as it was tried; null: it is copied when it is installed.</summary>
    public PreparedTree? Prepared { get; init; }

    /// <summary>Makes changes; what a new file does not keep of the old one is told.</summary>
    public virtual void Apply(params IReadOnlyList<Change> changes)
    {
        Changes.Apply(changes);
        foreach (var (path, what) in Changes.TakeNotKept())
        {
            Tell(DiagnosticCatalog.TraitNotKept(path, what));
        }
    }
}

/// <summary>A transaction is open.</summary>
internal sealed record Changing(PayloadFolder Payload, Transaction Transaction, DeploymentRecord Record, Action<Diagnostic> Tell)
    : Installing(Stage.Changing, Payload, Transaction, Tell)
{
    /// <summary>Announces and makes changes, and enters the files among them in the record.</summary>
    public override void Apply(params IReadOnlyList<Change> changes)
    {
        base.Apply(changes);
        FileRecords.Enter(Record, changes.Where(c => c.After.Kind != FileKind.Directory));
    }
}

/// <summary>Nothing is open and nothing is made: what a deployment would change is worked out by the code that would change it.</summary>
internal sealed record Planning(PayloadFolder Payload, PlannedChanges Planned, Action<Diagnostic> Tell) : Installing(
    Stage.Open, Payload, Planned, Tell);

/// <summary>The decision is on disk.</summary>
/// <param name="Validation">The post-deployment tests; what they say is in the state that was committed.</param>
internal sealed record Committed(Transaction Transaction, Validation Validation) : RunState(Stage.Committed);

/// <summary>The end.</summary>
internal sealed record Concluded() : RunState(Stage.Concluded);
