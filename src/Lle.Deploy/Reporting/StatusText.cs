using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting;

/// <summary>The first line of report, summary and console: what is in use now, and what was tried.</summary>
internal static class StatusText
{
    public static string Sentence(DeploymentRecord record)
    {
        var situation = Situation.Of(record);
        var use = InUse(situation);
        return record.Status switch
        {
            DeploymentStatus.Success when Regression(record) is { } change =>
                $"{use}, but it starts {Slower(change)} slower than version {change.OldVersion}",
            DeploymentStatus.Success => Done(record, situation, use),
            DeploymentStatus.Degraded => $"{use}, but below target: review it, then keep it or roll back",
            DeploymentStatus.Unchanged => record.Operation == OperationKind.Recover ? $"{use}: nothing had to be recovered"
            : $"{use} and was already up to date",
            DeploymentStatus.Failed when situation.Attempted is null => $"{use}: {Noun(record)} failed",
            DeploymentStatus.Failed => record.Files.Count == 0
                ? $"{Still(situation)}: {Noun(record)} failed before anything was changed"
                : $"{use}, although its deployment failed: it was not rolled back",
            DeploymentStatus.RolledBack => $"{use}: {Noun(record)} failed and was rolled back",
            DeploymentStatus.RolledBackUnverified =>
            $"Manual action required: {Noun(record)} failed, and its rollback could not be verified",
            DeploymentStatus.NeedsAttention => $"Manual action required: {Attention(record)}",
            _ => $"{Capital(Noun(record))} has not finished",
        };
    }

    /// <summary>The new program is clearly slower than the one it replaced.</summary>
    public static ComparisonRecord? Regression(DeploymentRecord record) =>
        record.Comparison is { IsRegression: true } change ? change : null;

    /// <summary>Nothing to think about: it succeeded, and is not clearly slower than before.</summary>
    public static bool IsGood(DeploymentRecord record) =>
        record.Status is DeploymentStatus.Success or DeploymentStatus.Unchanged && Regression(record) is null;

    /// <summary>For people; the status itself is for machines.</summary>
    public static string Badge(DeploymentRecord record) =>
        record.Status == DeploymentStatus.Success && Regression(record) is not null ? "SUCCESS, BUT SLOWER"
            : StatusNames.Name(record.Status);

    /// <summary>For example "the upgrade to 1.6.0".</summary>
    public static string Noun(DeploymentRecord record) => record.Operation switch
    {
        OperationKind.Rollback => "the rollback",
        OperationKind.Restore => "the restore",
        OperationKind.Recover => "the recovery",
        OperationKind.Backup => "the backup",
        OperationKind.Uninstall => "the uninstallation",
        _ => string.IsNullOrEmpty(record.PreviousVersion) ? $"the deployment of {record.Version}"
            : record.PreviousVersion == record.Version ? $"the redeployment of {record.Version}"
            : $"the deployment of {record.Version} over {record.PreviousVersion}",
    };

    private static string Done(DeploymentRecord record, Situation situation, string use) => record.Operation switch
    {
        OperationKind.Backup => situation.InUse is null ? "A backup was taken of what is there, which no deployment installed"
            : $"{use}: a backup was taken",
        OperationKind.Recover => $"{use}: an interrupted operation was recovered",
        OperationKind.Restore => $"{use}: restored from a backup",
        OperationKind.Uninstall => $"{Capital(situation.TakenBack is { } removed ? $"version {removed}" : "the program")} was uninstalled",
        OperationKind.Rollback => situation.TakenBack is { } back ? $"{use}: version {back} was rolled back"
        : $"{use}: the last deployment was rolled back",
        _ when !string.IsNullOrEmpty(record.PreviousVersion) && record.PreviousVersion != record.Version =>
        $"{use} and replaces version {record.PreviousVersion}",
        _ => use,
    };

    private static string Attention(DeploymentRecord record) => record.Cause switch
    {
        AttentionCause.ValidationFailed => $"version {record.Version} is in use, but the post-deployment validation failed",
        AttentionCause.AfterCommit => $"version {record.Version} is in use, but the deployment could not be completed",
        _ when record.Undo is { Kept: [var kept, ..] } => $"{kept} was changed outside of the deployment and was kept",
        _ => "a path was changed outside of the deployment and was kept",
    };

    private static string InUse(Situation situation) =>
        situation.InUse is { } version ? $"Version {version} is in use" : "Nothing is installed";

    private static string Still(Situation situation) =>
        situation.InUse is { } version ? $"Version {version} is still in use" : "Nothing is installed";

    private static string Slower(ComparisonRecord change) => string.Create(CultureInfo.InvariantCulture, $"{change.DifferencePercent:0} %");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
