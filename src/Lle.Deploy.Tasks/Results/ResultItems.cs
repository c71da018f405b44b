using System.Globalization;
using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Readiness;
using Lle.Deploy.Reporting;
using Lle.Deploy.Transactions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Lle.Deploy.Tasks.Results;

/// <summary>What a build gets back: items whose metadata are the figures, literally.</summary>
internal static class ResultItems
{
    public static ITaskItem Of(DeploymentRecord record) => Item(record.DeploymentId, new()
    {
        ["DeploymentId"] = record.DeploymentId,
        ["Operation"] = record.Operation,
        ["Version"] = record.Version,
        ["Status"] = StatusNames.Name(record.Status),
        ["StatusCode"] = Number(record.StatusCode),
        ["Sha256"] = record.Sha256,
        ["StartupMicroseconds"] = Number(record.Startup?.Wall.Median),
        ["ResponseMicroseconds"] = Number(Gating(record)?.RoundTrip.Median),
        ["ReadinessPercent"] = Number(record.Readiness?.Percent),
        ["ValidationPercent"] = Number(record.Validation?.Percent),
        ["Undo"] = record.Undo?.Outcome,
        ["BackupPath"] = record.Backup?.Path,
        ["ReportPath"] = record.ReportPath,
        ["ResultPath"] = record.ResultPath,
        ["LogPath"] = record.LogPath,
        ["AuditHead"] = record.AuditHead,
    });

    public static ITaskItem[] Of(ScoreRecord score) =>
    [
        .. score.Lines.Select(line => Item(line.Name, new()
        {
            ["Awarded"] = Number(line.Awarded),
            ["Maximum"] = Number(line.Maximum),
            ["Evidence"] = line.Evidence,
            ["ScorePercent"] = Number(score.Percent),
            ["ThresholdPercent"] = Number(score.ThresholdPercent),
        })),
    ];

    public static ITaskItem Of(TargetStatus status) => Item(status.Prefix, new()
    {
        ["Installed"] = status.Installed ? "true" : "false",
        ["DeploymentId"] = status.DeploymentId,
        ["Version"] = status.Version,
        ["State"] = status.State,
        ["Since"] = status.Since,
        ["DeployedBy"] = status.DeployedBy,
        ["PayloadSha256"] = status.PayloadSha256,
        ["OpenTransactions"] = string.Join(';', status.OpenTransactions),
        ["LockedBy"] = status.LockedBy,
        ["Drift"] = string.Join(';', status.Drift),
        ["Backups"] = string.Join(';', status.Backups),
        ["CanRollBack"] = string.Join(';', status.CanRollBack),
        ["LastHealth"] = status.LastHealth,
        ["Json"] = TargetStatusText.Json(status),
    });

    public static ITaskItem[] Of(PlanRecord plan) =>
        [.. plan.Files.Select(file => Item(file.Path, new() { ["Action"] = file.Action }))];

    public static ResponseRecord? Gating(DeploymentRecord record) =>
        new[] { record.PipeResponse, record.TerminalResponse }.FirstOrDefault(response => response is { Gating: true });

    /// <summary>What was not measured or does not apply has empty metadata, never a made-up value.</summary>
    public static ITaskItem Item(string name, Dictionary<string, string?> values)
    {
        var item = new TaskItem(Escaping.Escape(name));
        foreach (var (key, value) in values)
        {
            item.SetMetadata(key, Escaping.Escape(value ?? ""));
        }

        return item;
    }

    public static string? Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture);
}
