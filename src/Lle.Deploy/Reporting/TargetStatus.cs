namespace Lle.Deploy.Reporting;

/// <summary>What is installed on a target, read without changing anything: what LleStatus shows as text, items and JSON.</summary>
internal sealed class TargetStatus
{
    public string Prefix { get; set; } = "";

    public bool Installed { get; set; }

    public string? DeploymentId { get; set; }

    public string? Version { get; set; }

    /// <summary>ACTIVE, DEGRADED, NEEDS_ATTENTION (validation failed) or FAILED (LleRollbackOnFailure=false), as the deployment
    /// left it.</summary>
    public string? State { get; set; }

    /// <summary>YYYY-MM-DD HH:MM:SS, UTC.</summary>
    public string? Since { get; set; }

    /// <summary>user:group that deployed.</summary>
    public string? DeployedBy { get; set; }

    /// <summary>SHA-256 of the program in the payload.</summary>
    public string? PayloadSha256 { get; set; }

    /// <summary>SHA-256 of the checksum list of the bundle that was deployed; null: it was no bundle, or something has been deployed by
    /// hand since.</summary>
    public string? BundleSha256 { get; set; }

    /// <summary>Transactions that were interrupted; the next writing target or LleRecover takes them up.</summary>
    public List<string> OpenTransactions { get; set; } = [];

    /// <summary>Who writes just now; null: no run.</summary>
    public string? LockedBy { get; set; }

    /// <summary>Deployed paths that are no longer what was deployed.</summary>
    public List<string> Drift { get; set; } = [];

    /// <summary>What is as it should be and still worth knowing: files that name the place that a copy was made from.</summary>
    public List<string> Notes { get; set; } = [];

    /// <summary>Complete backups, newest first.</summary>
    public List<string> Backups { get; set; } = [];

    /// <summary>Deployments that LleRollback can undo, newest first.</summary>
    public List<string> CanRollBack { get; set; } = [];

    /// <summary>What runs what is deployed.</summary>
    public List<ServiceStatus> Services { get; set; } = [];

    /// <summary>The last operation, where it is not the deployment that is installed: one that failed and was undone, for
    /// instance.</summary>
    public string? LastRun { get; set; }

    /// <summary>The last line of health.log that says whether the shell answered.</summary>
    public string? LastHealth { get; set; }
}
