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
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        json.Write("\n"u8);
        return json.WrittenSpan.ToArray();
    }
}
