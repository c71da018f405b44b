using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Sessions;

/// <summary>
/// DATA/history: one small file a deployment with what it measured, so that the next report can show the way here. A deployment that failed
/// is undone with all its files, so what is known of it is read from its result.
/// </summary>
internal static class MeasurementHistory
{
    private const string Suffix = ".json";

    /// <summary>Version 1.0.0 wrote no number.</summary>
    private const int Format = 2;

    public static string PathOf(TargetLayout layout, string deploymentId) => Path.Combine(layout.History, deploymentId + Suffix);

    public static string Entry(DeploymentRecord record) => JsonLine.Write(writer =>
    {
        writer.WriteNumber(nameof(Format), Format);
        writer.WriteString(nameof(HistoryRecord.DeploymentId), record.DeploymentId);
        writer.WriteNumber(nameof(HistoryRecord.Sequence), record.Sequence);
        writer.WriteString(nameof(HistoryRecord.Version), record.Version);
        Measured(writer, nameof(HistoryRecord.StartupMicroseconds), record.Startup?.Wall);
        Measured(writer, nameof(HistoryRecord.ResponseMicroseconds),
            (record.Budgets.ResponseMode == ResponseMode.Terminal ? record.TerminalResponse : record.PipeResponse)?.RoundTrip);
    }) + "\n";

    private static void Measured(Utf8JsonWriter writer, string name, StatisticsRecord? figures)
    {
        if (figures is not null)
        {
            writer.WriteNumber(name, figures.Median);
        }
    }

    private static HistoryRecord EntryOf(JsonElement entry) => new()
    {
        DeploymentId = entry.LongOrZero(nameof(Format)) <= Format ? entry.Text(nameof(HistoryRecord.DeploymentId))
            : throw new FormatException(nameof(Format)),
        Sequence = entry.LongOrZero(nameof(HistoryRecord.Sequence)),
        Version = entry.Text(nameof(HistoryRecord.Version)),
        StartupMicroseconds = entry.DoubleOrNull(nameof(HistoryRecord.StartupMicroseconds)),
        ResponseMicroseconds = entry.DoubleOrNull(nameof(HistoryRecord.ResponseMicroseconds)),
    };

    /// <summary>Oldest first; an entry that cannot be read is left out: it is an illustration, nothing depends on it.</summary>
    public static List<HistoryRecord> Read(TargetLayout layout, int most)
    {
        using var directory = PosixDirectory.TryOpen(layout.History);
        var entries = new List<HistoryRecord>();
        foreach (var name in (directory?.Names() ?? []).Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            try
            {
                if (InstalledState.TryReadText(Path.Combine(layout.History, name)) is { } json)
                {
                    entries.Add(JsonLine.Read(json, EntryOf));
                }
            }
            catch (JsonException)
            {
                // See above.
            }
        }

        entries.AddRange(FailedDeployments.Read(layout, entries.Select(entry => entry.DeploymentId).ToHashSet(), most));
        return [.. entries.OrderBy(entry => DeploymentIds.Stamp(entry.DeploymentId), StringComparer.Ordinal).TakeLast(most)];
    }
}
