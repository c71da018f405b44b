using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Sessions;

/// <summary>Deployments that were tried and not kept, from the results in the log directory.</summary>
internal static class FailedDeployments
{
    /// <param name="deployed">IDs of those that were kept: their results are not read.</param>
    /// <param name="most">So many results are looked at, the newest first.</param>
    public static IEnumerable<HistoryRecord> Read(TargetLayout layout, IReadOnlySet<string> deployed, int most)
    {
        using var directory = PosixDirectory.TryOpen(layout.LogDir);
        return [.. TargetLayout.IdsOfResults(directory?.Names() ?? [])
            .OrderByDescending(DeploymentIds.Stamp, StringComparer.Ordinal)
            .Take(most)
            .Where(id => !deployed.Contains(id))
            .Select(id => Entry(layout.Result(id)))
            .OfType<HistoryRecord>()];
    }

    /// <returns>null: of another operation, of a deployment that was kept, or not readable; the history is an illustration.</returns>
    private static HistoryRecord? Entry(string path)
    {
        try
        {
            return InstalledState.TryReadText(path) is { } json ? JsonLine.Read(json, Entry) : null;
        }
        catch (Exception error) when (error is JsonException or DeploymentException)
        {
            return null;
        }
    }

    private static HistoryRecord? Entry(JsonElement result)
    {
        var operation = result.Text(nameof(DeploymentRecord.Operation));
        var status = StatusNames.Parse(result.Text(nameof(DeploymentRecord.Status)));
        return operation != OperationNames.Name(OperationKind.Deploy) && operation != OperationNames.Name(OperationKind.Update)
            || status is not (DeploymentStatus.Failed or DeploymentStatus.RolledBack or DeploymentStatus.RolledBackUnverified)
            ? null
            : new HistoryRecord
            {
                DeploymentId = result.Text(nameof(DeploymentRecord.DeploymentId)),
                Sequence = result.LongOrZero(nameof(DeploymentRecord.Sequence)),
                Version = result.Text(nameof(DeploymentRecord.Version)),
                Failure = status,
                StartupMicroseconds = Part(result, nameof(DeploymentRecord.Startup)) is { } startup
                    ? Median(startup, nameof(StartupRecord.Wall)) : null,
                ResponseMicroseconds = new[] { nameof(DeploymentRecord.PipeResponse), nameof(DeploymentRecord.TerminalResponse) }
                    .Select(name => Part(result, name)).OfType<JsonElement>()
                    .Where(response => response.GetProperty(nameof(ResponseRecord.Gating)).GetBoolean())
                    .Select(response => Median(response, nameof(ResponseRecord.RoundTrip))).FirstOrDefault(),
            };
    }

    private static JsonElement? Part(JsonElement result, string name) =>
        result.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static double? Median(JsonElement measured, string name) =>
        Part(measured, name) is { } figures ? figures.DoubleOrNull(nameof(StatisticsRecord.Median)) : null;
}
