using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting;

/// <param name="Name">What was measured.</param>
/// <param name="Deployment">That measured it; its ID is its time.</param>
internal sealed record LastFigure(string Name, double Microseconds, string Deployment);

/// <summary>What is up to date is not measured again: the figures in force are those of the last deployment that measured.</summary>
internal static class LastFigures
{
    public static IEnumerable<LastFigure> Of(DeploymentRecord record) =>
    [
        .. Last(record, "Start-up", entry => entry.StartupMicroseconds),
        .. Last(record, "Response", entry => entry.ResponseMicroseconds),
    ];

    private static IEnumerable<LastFigure> Last(DeploymentRecord record, string name, Func<HistoryRecord, double?> figure) =>
        record.History.FindLast(entry => entry.Failure is null && figure(entry) is not null) is { } entry && figure(entry) is { } known
            ? [new LastFigure(name, known, entry.DeploymentId)]
            : [];
}
