namespace Lle.Deploy.Deployments;

/// <summary>How an operation ended. The names are written in upper case with underscores in every output (for example
/// ROLLED_BACK).</summary>
internal enum DeploymentStatus
{
    /// <summary>Still running, or interrupted.</summary>
    InProgress,
    Success,

    /// <summary>Deployed, although a budget or the readiness score missed its target within tolerance (LleKeepDegraded=true).</summary>
    Degraded,

    /// <summary>What was to be deployed was there already.</summary>
    Unchanged,

    /// <summary>Failed, and nothing was undone (nothing had changed, or LleRollbackOnFailure=false).</summary>
    Failed,

    /// <summary>Failed and undone, and the undo is proved.</summary>
    RolledBack,

    /// <summary>Failed and undone, but a path is not what it was before.</summary>
    RolledBackUnverified,

    /// <summary>Manual action is required; the record says why.</summary>
    NeedsAttention,
}
