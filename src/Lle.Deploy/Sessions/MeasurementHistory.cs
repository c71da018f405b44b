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
        Measured(writer, nameof(HistoryRecord.ResponseMicroseconds), GatingResponse(record)?.RoundTrip);
        writer.WriteUnlessNull(nameof(HistoryRecord.ReferenceMicroseconds), record.Startup?.Ratio?.ReferenceMicroseconds);
        writer.WriteUnlessNull(nameof(HistoryRecord.ReferenceResponseMicroseconds), GatingResponse(record)?.Ratio?.ReferenceMicroseconds);
    }) + "\n";

    private static ResponseRecord? GatingResponse(DeploymentRecord record) =>
        record.Budgets.ResponseMode == ResponseMode.Terminal ? record.TerminalResponse : record.PipeResponse;

    private static void WriteUnlessNull(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }

    /// <summary>What earlier deployments measured of the reference program, the newest ones; how far they lie apart is how much the machine
    /// wanders.</summary>
    public static IReadOnlyList<double> References(TargetLayout layout, Func<HistoryRecord, double?> figure)
    {
        const int Most = 20;
        return [.. Entries(layout, Most).Select(figure).OfType<double>().Where(value => value > 0)];
    }

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
        ReferenceMicroseconds = entry.DoubleOrNull(nameof(HistoryRecord.ReferenceMicroseconds)),
        ReferenceResponseMicroseconds = entry.DoubleOrNull(nameof(HistoryRecord.ReferenceResponseMicroseconds)),
    };

    /// <summary>Oldest first; an entry that cannot be read is left out: it is an illustration, nothing depends on it.</summary>
    public static List<HistoryRecord> Read(TargetLayout layout, int most)
    {
        var entries = Entries(layout, int.MaxValue);
        entries.AddRange(FailedDeployments.Read(layout, entries.Select(entry => entry.DeploymentId).ToHashSet(), most));
        return [.. entries.OrderBy(entry => DeploymentIds.Stamp(entry.DeploymentId), StringComparer.Ordinal).TakeLast(most)];
    }

    private static List<HistoryRecord> Entries(TargetLayout layout, int most)
    {
        using var directory = PosixDirectory.TryOpen(layout.History);
        var entries = new List<HistoryRecord>();
        foreach (var name in (directory?.Names() ?? []).Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)).TakeLast(most))
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

        return entries;
    }
}
