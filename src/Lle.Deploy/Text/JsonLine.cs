using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lle.Deploy.Text;

/// <summary>
/// The engine's own records, one line of JSON each. Written and read field by field: a serializer that looks at types first costs a fresh
/// process 50 ms, and these lines are the first thing a deployment reads (docs/performance.md).
/// </summary>
internal static class JsonLine
{
    public static string Write(Action<Utf8JsonWriter> fields)
    {
        var json = new ArrayBufferWriter<byte>();
        Write(json, fields);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>In UTF-8.</summary>
    public static void Write(IBufferWriter<byte> output, Action<Utf8JsonWriter> fields)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">The text is no JSON, or not of the form that is read.</exception>
    public static T Read<T>(string json, Func<JsonElement, T> fields) => Read(() => JsonDocument.Parse(json), fields);

    /// <param name="json">UTF-8.</param>
    /// <exception cref="JsonException">The text is no JSON, or not of the form that is read.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> fields) => Read(() => JsonDocument.Parse(json), fields);

    private static T Read<T>(Func<JsonDocument> parse, Func<JsonElement, T> fields)
    {
        try
        {
            using var document = parse();
            return fields(document.RootElement);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // What the accessors throw where a field is missing, of another type, or out of range.
            throw new JsonException(error.Message, error);
        }
    }

    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException(name);

    public static string? TextOrNull(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static List<string> Texts(this JsonElement element, string name) =>
        [.. element.Elements(name).Select(each => each.GetString() ?? throw new FormatException(name))];

    public static uint UIntOrZero(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetUInt32() : 0;

    public static long LongOrZero(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    public static double? DoubleOrNull(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : null;

    /// <summary>None where there is no such field.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.EnumerateArray() : [];

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    public static void WriteUnlessNull(this Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    public static void WriteUnlessZero(this Utf8JsonWriter writer, string name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }
}
