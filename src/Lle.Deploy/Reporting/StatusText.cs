using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting;

/// <summary>A status in words for people.</summary>
internal static class StatusText
{
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
        OperationKind.Update => "The update",
        OperationKind.Rollback => "The rollback",
        OperationKind.Restore => "The restore",
        OperationKind.Recover => "The recovery",
        OperationKind.Backup => "The backup",
        _ => "The deployment",
    };

    public static bool IsGood(DeploymentStatus status) => status is DeploymentStatus.Success or DeploymentStatus.Unchanged;
}
