using System.Buffers;
using System.Text.Json;

namespace Lle.Deploy.Text;

/// <summary>JSON that people read too: indented, the same bytes on every machine.</summary>
internal static class JsonPage
{
    /// <returns>UTF-8, ending in a line feed.</returns>
    public static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var json = new ArrayBufferWriter<byte>();
        Write(json, fields);
        return json.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(Action{Utf8JsonWriter})"/>
    public static void Write(IBufferWriter<byte> output, Action<Utf8JsonWriter> fields)
    {
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
