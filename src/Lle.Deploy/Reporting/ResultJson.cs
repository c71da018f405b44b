using System.Buffers;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting.Json;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>What a later operation reads of an earlier result.</summary>
/// <param name="AuditHead">Hash of the audit log's last line at its end; null: none was noted.</param>
internal sealed record PastResult(string DeploymentId, long Sequence, DeploymentStatus Status, string? AuditHead)
{
    /// <summary>As the result spells it.</summary>
    public string Operation { get; init; } = "";

    /// <summary>Empty: none is known.</summary>
    public string Version { get; init; } = "";

    public DateTimeOffset Started { get; init; }

    /// <summary>Code and message of the first error; null: there was none.</summary>
    public string? FirstError { get; init; }
}

/// <summary>
/// The record as JSON, for machines: deployment_result_ID.json. The shape is published in docs/deployment-result.schema.json, and a test
/// holds the two together.
/// </summary>
internal static class ResultJson
{
    public static string Serialize(DeploymentRecord record)
    {
        var json = new ArrayBufferWriter<byte>();
        Write(json, record);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>UTF-8: the result of a hundred thousand files need not be in memory.</summary>
    public static void Write(IBufferWriter<byte> output, DeploymentRecord record) => ResultWriter.Write(output, record);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, string)"/>
    public static PastResult Read(string json, string path) => Read(Encoding.UTF8.GetBytes(json), path);

    /// <summary>In one pass, and without a copy of it: what a restore changed may be a hundred thousand lines of it.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="path">The file's name, for the message.</param>
    /// <exception cref="DeploymentException">It is no result, or a damaged one.</exception>
    public static PastResult Read(ReadOnlySpan<byte> json, string path)
    {
        var past = new PastResult("", 0, default, null);
        var name = "";
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Unreadable(path, 1, "it is no object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                reader.Read();
                past = With(past, name, ref reader);
                reader.Skip();
            }

            // Nothing may follow: the reader finds it.
            reader.Read();
            return past;
        }
        catch (JsonException problem)
        {
            throw Unreadable(path, (int)Math.Min(problem.LineNumber ?? 0, int.MaxValue - 1) + 1, "it is not JSON");
        }
        catch (FormatException problem)
        {
            throw Unreadable(path, LineAt(json, reader), problem.Message);
        }
        catch (Exception problem) when (problem is InvalidOperationException or KeyNotFoundException)
        {
            throw Unreadable(path, LineAt(json, reader), $"{name} is not as expected");
        }
    }

    private static PastResult With(PastResult past, string name, ref Utf8JsonReader value) => value.TokenType == JsonTokenType.Null ? past
        : name switch
        {
            nameof(PastResult.DeploymentId) => past with { DeploymentId = value.GetString()! },
            nameof(PastResult.Sequence) => past with { Sequence = value.GetInt64() },
            nameof(PastResult.Status) => past with { Status = StatusNames.Parse(value.GetString()!) },
            nameof(PastResult.AuditHead) => past with { AuditHead = value.GetString() },
            nameof(PastResult.Operation) => past with { Operation = value.GetString()! },
            nameof(PastResult.Version) => past with { Version = value.GetString()! },
            nameof(PastResult.Started) => past with { Started = value.GetDateTimeOffset() },
            nameof(DeploymentRecord.Diagnostics) => past with { FirstError = FirstError(ref value) },
            _ => past,
        };

    private static string? FirstError(ref Utf8JsonReader diagnostics)
    {
        using var list = JsonDocument.ParseValue(ref diagnostics);
        return list.RootElement.EnumerateArray()
            .Where(each => each.Text(nameof(DiagnosticRecord.Severity)) == Words.Of(Severity.Error))
            .Select(each => $"{each.Text(nameof(DiagnosticRecord.Code))} {each.Text(nameof(DiagnosticRecord.Message))}")
            .FirstOrDefault();
    }

    private static int LineAt(ReadOnlySpan<byte> json, Utf8JsonReader reader) => json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;

    private static DeploymentException Unreadable(string path, int line, string why) =>
        new(DiagnosticCatalog.ResultUnreadable(path, line, why));
}
