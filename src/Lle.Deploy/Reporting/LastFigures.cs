using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting;

/// <summary>What is up to date is not measured again: the figures in force are those of the last deployment that measured.</summary>
internal static class LastFigures
{
    /// <summary>Each with its name, its microseconds, and the deployment that measured it; its ID is its time.</summary>
    public static IEnumerable<(string Name, double Microseconds, string Deployment)> Of(DeploymentRecord record) =>
    [
        .. Last(record, "Start-up", entry => entry.StartupMicroseconds),
        .. Last(record, "Response", entry => entry.ResponseMicroseconds),
    ];

    private static IEnumerable<(string, double, string)> Last(
        DeploymentRecord record, string name, Func<HistoryRecord, double?> figure) =>
        record.History.FindLast(entry => entry.Failure is null && figure(entry) is not null) is { } entry && figure(entry) is { } known
            ? [(name, known, entry.DeploymentId)]
            : [];
}
