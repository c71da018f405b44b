using System.Text.Json;
using Lle.Deploy.Text;

namespace Lle.Deploy.Posix;

/// <summary>
/// File names in the engine's records. A plain name stands as it is in its field; one that needs escapes (<see cref="FileName.ToRecord"/>)
/// stands in a field of its own, so that a backslash in records of 1.0.0 is still a backslash.
/// </summary>
internal static class FileNameJson
{
    private const string Escaped = "Escaped";

    /// <summary>"path": "config/a", or "pathEscaped": "config/caf\xe9". null writes nothing.</summary>
    public static void WriteName(this Utf8JsonWriter writer, string field, string? name)
    {
        if (name is not null)
        {
            var record = FileName.ToRecord(name);
            writer.WriteString(record == name ? field : field + Escaped, record);
        }
    }

    public static string Name(this JsonElement element, string field) => element.NameOrNull(field) ?? throw new FormatException(field);

    /// <exception cref="FormatException">An escape that is none.</exception>
    public static string? NameOrNull(this JsonElement element, string field) =>
        element.TextOrNull(field + Escaped) is { } record ? FileName.FromRecord(record) : element.TextOrNull(field);
}
