using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lle.Deploy.Reporting;

internal static class TargetStatusText
{
    public static IReadOnlyList<string> Lines(TargetStatus status)
    {
        var lines = new List<string> { $"Target: {status.Prefix}" };
        lines.Add(status.DeploymentId is null
            ? "Deployed: nothing"
            : $"Deployed: {status.Version} ({status.State}), {status.DeploymentId}, since {status.Since} UTC, by {status.DeployedBy}");
        Add("Payload SHA-256", status.PayloadSha256);
        Add("Bundle SHA-256", status.BundleSha256);
        Add("Writing now", status.LockedBy);
        lines.AddRange(status.OpenTransactions.Select(
            t => status.LockedBy is null ? $"Cut off, run LleRecover: {t}" : $"Not finished yet: {t}"));
        lines.AddRange(status.Drift.Select(d => $"Drift: {d}"));
        if (status.DeploymentId is not null && status.Drift.Count == 0)
        {
            lines.Add("Drift: none");
        }

        lines.AddRange(status.Notes.Select(note => $"Note: {note}"));
        lines.AddRange(status.Services.Select(service => $"Service: {service.Line}"));
        Add("Last run", status.LastRun);
        Add("Last health check", status.LastHealth);
        Add("Can be rolled back", status.CanRollBack.Count == 0 ? null : string.Join(", ", status.CanRollBack));
        Add("Backups", status.Backups.Count == 0 ? null : string.Join(", ", status.Backups));
        return lines;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                lines.Add($"{name}: {value}");
            }
        }
    }

    public static string Json(TargetStatus status) => JsonSerializer.Serialize(status, TargetStatusJson.Default.TargetStatus);
}

[JsonSerializable(typeof(TargetStatus))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class TargetStatusJson : JsonSerializerContext;
