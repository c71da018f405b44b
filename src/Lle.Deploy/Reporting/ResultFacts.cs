using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting;

/// <summary>A result as named texts, for front ends that hand it on. What was not measured or does not apply is null, never a made-up
/// value.</summary>
internal static class ResultFacts
{
    public static IReadOnlyDictionary<string, string?> Of(DeploymentRecord record) => new Dictionary<string, string?>
    {
        ["DeploymentId"] = record.DeploymentId,
        ["Operation"] = OperationNames.Name(record.Operation),
        ["Version"] = record.Version,
        ["Status"] = StatusNames.Name(record.Status),
        ["StatusCode"] = Number(record.StatusCode),
        ["Sha256"] = record.Sha256,
        ["StartupMicroseconds"] = Number(record.Startup?.Wall.Median),
        ["ResponseMicroseconds"] = Number(Gating(record)?.RoundTrip.Median),
        ["ReadinessPercent"] = Number(record.Readiness?.Percent),
        ["ValidationPercent"] = Number(record.Validation?.Percent),
        ["Undo"] = record.Undo is { } undo ? Words.Of(undo) : null,
        ["BackupPath"] = record.Backup?.Path,
        ["ReportPath"] = record.ReportPath,
        ["ResultPath"] = record.ResultPath,
        ["LogPath"] = record.LogPath,
        ["AuditHead"] = record.AuditHead,
    };

    public static IReadOnlyDictionary<string, string?> Of(TargetStatus status) => new Dictionary<string, string?>
    {
        ["Installed"] = status.Installed ? "true" : "false",
        ["DeploymentId"] = status.DeploymentId,
        ["Version"] = status.Version,
        ["State"] = status.State,
        ["Since"] = status.Since,
        ["DeployedBy"] = status.DeployedBy,
        ["PayloadSha256"] = status.PayloadSha256,
        ["BundleSha256"] = status.BundleSha256,
        ["OpenTransactions"] = string.Join(';', status.OpenTransactions),
        ["LockedBy"] = status.LockedBy,
        ["Drift"] = string.Join(';', status.Drift),
        ["Notes"] = string.Join(';', status.Notes),
        ["Backups"] = string.Join(';', status.Backups),
        ["CanRollBack"] = string.Join(';', status.CanRollBack),
        ["Services"] = string.Join(';', status.Services.Select(service => service.Line)),
        ["LastRun"] = status.LastRun,
        ["LastHealth"] = status.LastHealth,
        ["Json"] = TargetStatusText.Json(status),
    };

    private static ResponseRecord? Gating(DeploymentRecord record) =>
        new[] { record.PipeResponse, record.TerminalResponse }.FirstOrDefault(response => response is { Gating: true });

    private static string? Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture);
}
