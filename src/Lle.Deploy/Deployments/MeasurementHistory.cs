using System.Text.Json;
using System.Text.Json.Serialization;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Deployments;

/// <summary>DATA/history: one small file a deployment with what it measured, so that the next report can show the way here.</summary>
internal static class MeasurementHistory
{
    private const string Suffix = ".json";

    public static string PathOf(TargetLayout layout, string deploymentId) => Path.Combine(layout.History, deploymentId + Suffix);

    public static string Entry(DeploymentRecord record) => JsonSerializer.Serialize(
        new HistoryRecord
        {
            DeploymentId = record.DeploymentId,
            Sequence = record.Sequence,
            Version = record.Version,
            StartupMicroseconds = record.Startup?.Wall.Median,
            ResponseMicroseconds = (record.Budgets.ResponseMode == "terminal" ? record.TerminalResponse : record.PipeResponse)?.RoundTrip.Median,
        },
        HistoryJson.Default.HistoryRecord) + "\n";

    /// <summary>Oldest first; an entry that cannot be read is left out: it is an illustration, nothing depends on it.</summary>
    public static List<HistoryRecord> Read(TargetLayout layout, int most)
    {
        using var directory = PosixDirectory.TryOpen(layout.History);
        var entries = new List<HistoryRecord>();
        foreach (var name in (directory?.Names() ?? []).Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            try
            {
                if (InstalledState.TryReadText(Path.Combine(layout.History, name)) is { } json
                    && JsonSerializer.Deserialize(json, HistoryJson.Default.HistoryRecord) is { } entry)
                {
                    entries.Add(entry);
                }
            }
            catch (JsonException)
            {
                // See above.
            }
        }

        return [.. entries.OrderBy(e => e.Sequence).TakeLast(most)];
    }
}

[JsonSerializable(typeof(HistoryRecord))]
internal sealed partial class HistoryJson : JsonSerializerContext;
