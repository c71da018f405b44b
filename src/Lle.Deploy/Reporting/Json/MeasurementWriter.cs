using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;

namespace Lle.Deploy.Reporting.Json;

internal static class MeasurementWriter
{
    public static void Startup(Utf8JsonWriter writer, StartupRecord startup)
    {
        writer.Object(nameof(startup.Wall), startup.Wall, Statistics);
        writer.WriteNumber(nameof(startup.WarmUp), startup.WarmUp);
        writer.Number(nameof(startup.UserMicroseconds), startup.UserMicroseconds);
        writer.Number(nameof(startup.SystemMicroseconds), startup.SystemMicroseconds);
        writer.Number(nameof(startup.PeakMemoryKib), startup.PeakMemoryKib);
        writer.WriteString(nameof(startup.Budget), Words.Of(startup.Budget));
        writer.WriteBoolean(nameof(startup.IsDecided), startup.IsDecided);
        writer.Object(nameof(startup.Ratio), startup.Ratio, Ratio);
    }

    public static void Program(Utf8JsonWriter writer, ProgramRecord program)
    {
        writer.WriteString(nameof(program.Path), program.Path);
        writer.Number(nameof(program.MaxStartupMicroseconds), program.MaxStartupMicroseconds);
        writer.Object(nameof(program.Startup), program.Startup, Startup);
    }

    public static void Response(Utf8JsonWriter writer, ResponseRecord response)
    {
        writer.WriteString(nameof(response.Mode), Words.Of(response.Mode));
        writer.WriteBoolean(nameof(response.Gating), response.Gating);
        writer.Object(nameof(response.RoundTrip), response.RoundTrip, Statistics);
        writer.Number(nameof(response.FirstPromptMicroseconds), response.FirstPromptMicroseconds);
        writer.Object(nameof(response.KeyEcho), response.KeyEcho, Statistics);
        writer.WriteString(nameof(response.Budget), Words.Of(response.Budget));
        writer.WriteBoolean(nameof(response.IsDecided), response.IsDecided);
        writer.Object(nameof(response.Ratio), response.Ratio, Ratio);
    }

    private static void Ratio(Utf8JsonWriter writer, RatioRecord ratio)
    {
        writer.Number(nameof(ratio.ReferenceMicroseconds), ratio.ReferenceMicroseconds);
        writer.Number(nameof(ratio.Ratio), ratio.Ratio);
        writer.Number(nameof(ratio.Lower), ratio.Lower);
        writer.Number(nameof(ratio.Upper), ratio.Upper);
        writer.Number(nameof(ratio.Limit), ratio.Limit);
        writer.WriteString(nameof(ratio.Budget), Words.Of(ratio.Budget));
        writer.WriteBoolean(nameof(ratio.IsDecided), ratio.IsDecided);
    }

    public static void Comparison(Utf8JsonWriter writer, ComparisonRecord comparison)
    {
        writer.WriteString(nameof(comparison.OldVersion), comparison.OldVersion);
        writer.Number(nameof(comparison.OldMedianMicroseconds), comparison.OldMedianMicroseconds);
        writer.Number(nameof(comparison.NewMedianMicroseconds), comparison.NewMedianMicroseconds);
        writer.Number(nameof(comparison.DifferencePercent), comparison.DifferencePercent);
        writer.Number(nameof(comparison.DifferenceLowerPercent), comparison.DifferenceLowerPercent);
        writer.Number(nameof(comparison.DifferenceUpperPercent), comparison.DifferenceUpperPercent);
        writer.WriteString(nameof(comparison.Verdict), Words.Of(comparison.Verdict));
        writer.WriteBoolean(nameof(comparison.IsRegression), comparison.IsRegression);
    }

    public static void History(Utf8JsonWriter writer, HistoryRecord entry)
    {
        writer.WriteString(nameof(entry.DeploymentId), entry.DeploymentId);
        writer.WriteNumber(nameof(entry.Sequence), entry.Sequence);
        writer.WriteString(nameof(entry.Version), entry.Version);
        writer.WriteString(nameof(entry.Failure), entry.Failure is { } failure ? StatusNames.Name(failure) : null);
        writer.Number(nameof(entry.StartupMicroseconds), entry.StartupMicroseconds);
        writer.Number(nameof(entry.ResponseMicroseconds), entry.ResponseMicroseconds);
        writer.Number(nameof(entry.ReferenceMicroseconds), entry.ReferenceMicroseconds);
        writer.Number(nameof(entry.ReferenceResponseMicroseconds), entry.ReferenceResponseMicroseconds);
    }

    private static void Statistics(Utf8JsonWriter writer, StatisticsRecord statistics)
    {
        writer.WriteNumber(nameof(statistics.Count), statistics.Count);
        writer.Number(nameof(statistics.Minimum), statistics.Minimum);
        writer.Number(nameof(statistics.Median), statistics.Median);
        writer.Number(nameof(statistics.P95), statistics.P95);
        writer.Number(nameof(statistics.P99), statistics.P99);
        writer.Number(nameof(statistics.Maximum), statistics.Maximum);
        writer.Number(nameof(statistics.StandardDeviation), statistics.StandardDeviation);
        writer.Number(nameof(statistics.MedianLower), statistics.MedianLower);
        writer.Number(nameof(statistics.MedianUpper), statistics.MedianUpper);
        writer.WriteNumber(nameof(statistics.Outliers), statistics.Outliers);
        writer.WriteStartArray(nameof(statistics.Samples));
        statistics.Samples.ForEach(writer.WriteNumberValue);
        writer.WriteEndArray();
    }
}
