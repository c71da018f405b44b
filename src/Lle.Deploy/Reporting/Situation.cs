using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting;

/// <summary>What people ask first: which version is in use now, which was to be, which was taken back.</summary>
/// <param name="InUse">null: nothing is installed.</param>
/// <param name="Attempted">What a deployment was to install; null: the operation was none.</param>
/// <param name="TakenBack">What was in use for a while and no longer is; null: nothing.</param>
internal sealed record Situation(string? InUse, string? Attempted, string? TakenBack)
{
    public static Situation Of(DeploymentRecord record)
    {
        var before = Known(record.PreviousVersion);
        if (record.Operation is OperationKind.Deploy or OperationKind.Update)
        {
            var undone = record.Undo is not null && record.Status is not (
                DeploymentStatus.Success or DeploymentStatus.Degraded or DeploymentStatus.Unchanged);
            return undone ? new Situation(before, record.Version, record.Version)
                : record.Status == DeploymentStatus.Failed && record.Files.Count == 0 ? new Situation(before, record.Version, null)
                : new Situation(record.Version, record.Version, null);
        }

        return record switch
        {
            { Operation: OperationKind.Backup } => new Situation(before, null, null),
            { Status: DeploymentStatus.Failed or DeploymentStatus.RolledBack or DeploymentStatus.RolledBackUnverified } =>
                new Situation(before, null, null),
            _ => new Situation(Known(record.Version), null, before == record.Version ? null : before),
        };
    }

    private static string? Known(string? version) => string.IsNullOrEmpty(version) ? null : version;
}
