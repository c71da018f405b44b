namespace Lle.Deploy.Reporting;

/// <summary>The spellings of a status: for machines, and for people.</summary>
internal static class StatusText
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

    public static DeploymentStatus Parse(string name)
    {
        foreach (var status in Enum.GetValues<DeploymentStatus>())
        {
            if (Name(status) == name)
            {
                return status;
            }
        }

        throw new FormatException($"'{name}' is no status");
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

    public static string Sentence(DeploymentRecord record) => record.Status switch
    {
        DeploymentStatus.Success => $"{Noun(record)} succeeded",
        DeploymentStatus.Degraded => $"{Noun(record)} is in place, below its mark: a person decides",
        DeploymentStatus.Unchanged => "What was to be deployed stood there already",
        DeploymentStatus.Failed when record.Undo is not null => $"{Noun(record)} failed",
        DeploymentStatus.Failed => record.Files.Count == 0 ? $"{Noun(record)} failed before anything of the installation was changed" : $"{Noun(record)} failed, and what it changed stays in place",
        DeploymentStatus.RolledBack => $"{Noun(record)} failed and was undone: what stood before stands again",
        DeploymentStatus.RolledBackUnverified => $"{Noun(record)} failed and was undone, but not everything is what it was before",
        DeploymentStatus.NeedsAttention => "A person must look: somebody else's change stands in the way",
        _ => $"{Noun(record)} is not finished",
    };

    public static string Noun(DeploymentRecord record) => record.Operation switch
    {
        "update" => "The update",
        "rollback" => "The rollback",
        "restore" => "The restore",
        "recover" => "The recovery",
        "backup" => "The backup",
        _ => "The deployment",
    };

    public static bool IsGood(DeploymentStatus status) => status is DeploymentStatus.Success or DeploymentStatus.Unchanged;
}
