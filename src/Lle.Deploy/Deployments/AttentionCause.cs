namespace Lle.Deploy.Deployments;

/// <summary>Why a person has to look (NEEDS_ATTENTION).</summary>
internal enum AttentionCause
{
    /// <summary>Nobody has to.</summary>
    None,

    /// <summary>A path was changed outside of the deployment; it was kept.</summary>
    ForeignChange,

    /// <summary>The deployment is committed, and the post-deployment validation failed.</summary>
    ValidationFailed,

    /// <summary>The deployment is committed, and what follows the commit failed.</summary>
    AfterCommit,
}
