using System.Text.Json;

namespace Lle.Deploy.Text;

/// <summary>
/// Reads a line of JSON once, from its first field to its last, without a document: for records of which there are a hundred thousand. See
/// <see cref="JsonLine"/> for all others.
/// </summary>
internal static class ForwardJson
{
    /// <summary>Goes to the next field of the object that was begun, to be read or passed over.</summary>
    /// <returns>false at the end of the object.</returns>
    public static bool NextField(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <exception cref="FormatException">Something else than an object comes.</exception>
    public static void BeginObject(this ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException(reader.TokenType.ToString());
        }
    }

    public static string? NextText(this ref Utf8JsonReader reader) => reader.Read() ? reader.GetString() : null;

    public static uint NextUInt(this ref Utf8JsonReader reader) => reader.Read() ? reader.GetUInt32() : 0;

    public static long NextLong(this ref Utf8JsonReader reader) => reader.Read() ? reader.GetInt64() : 0;

    /// <summary>A field that this version does not know.</summary>
    public static void Pass(this ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
