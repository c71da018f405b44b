namespace Lle.Deploy.Deployments;

/// <summary>How files, results and scripts spell a status.</summary>
internal static class StatusNames
{
    public static string Name(DeploymentStatus status) => status switch
    {
        DeploymentStatus.Success => "SUCCESS",
        DeploymentStatus.Degraded => "DEGRADED",
        DeploymentStatus.Unchanged => "UNCHANGED",
        DeploymentStatus.Failed => "FAILED",
        DeploymentStatus.RolledBack => "ROLLED_BACK",
        DeploymentStatus.RolledBackUnverified => "ROLLED_BACK_UNVERIFIED",
        DeploymentStatus.NeedsAttention => "NEEDS_ATTENTION",
        _ => "IN_PROGRESS",
    };

    /// <exception cref="FormatException">It is no status.</exception>
    public static DeploymentStatus Parse(string name) => Find(name) ?? throw new FormatException($"'{name}' is no status");

    /// <returns>null: it is no status.</returns>
    public static DeploymentStatus? Find(string name)
    {
        foreach (var status in Enum.GetValues<DeploymentStatus>())
        {
            if (Name(status) == name)
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>The document's codes: 0 success, 1 warning, 2 error, 3 critical, 4 rollback.</summary>
    public static int Code(DeploymentStatus status) => status switch
    {
        DeploymentStatus.Success or DeploymentStatus.Unchanged => 0,
        DeploymentStatus.Degraded => 1,
        DeploymentStatus.Failed => 2,
        DeploymentStatus.RolledBack => 4,
        _ => 3,
    };
}
