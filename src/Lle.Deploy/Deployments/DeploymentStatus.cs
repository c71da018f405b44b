namespace Lle.Deploy.Deployments;

/// <summary>How an operation ended. The names are written in upper case with underscores in every output (for example ROLLED_BACK).</summary>
internal enum DeploymentStatus
{
    /// <summary>Still running, or cut off.</summary>
    InProgress,
    Success,

    /// <summary>In place although a budget or the readiness score missed its mark within tolerance (LleKeepDegraded=true).</summary>
    Degraded,

    /// <summary>What was to be deployed stood there already.</summary>
    Unchanged,

    /// <summary>Failed, and nothing was undone (nothing had changed, or LleRollbackOnFailure=false).</summary>
    Failed,

    /// <summary>Failed and undone, and the undo is proved.</summary>
    RolledBack,

    /// <summary>Failed and undone, but a path is not what it was before.</summary>
    RolledBackUnverified,

    /// <summary>A person must look: somebody else's change stands in the way.</summary>
    NeedsAttention,
}
