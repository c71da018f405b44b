namespace Lle.Deploy.Deployments;

/// <summary>What is known after an undo.</summary>
internal enum UndoOutcome
{
    /// <summary>Something is not what it was before.</summary>
    NotVerified,

    /// <summary>Every path is what it was before, and the program answers.</summary>
    Verified,

    /// <summary>Nothing was installed before, and nothing is now.</summary>
    NothingBefore,

    /// <summary>A rollback or restore failed, and what it had changed was undone.</summary>
    OperationUndone,
}
