using System.Text.Json;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>A journal entry as JSON. The first kind goes without its name; so does whatever an entry does not have.</summary>
internal static class JournalEntryJson
{
    public static string Write(JournalEntry entry) => JsonLine.Write(writer =>
    {
        writer.WriteUnlessNull("kind", NameOf(entry.Kind));
        if (entry.IsUnchanged)
        {
            writer.WriteBoolean("unchanged", true);
        }

        writer.WriteUnlessNull("cause", entry.Cause);
        if (entry.Header is { } header)
        {
            WriteHeader(writer, header);
        }

        if (entry.Changes is { } changes)
        {
            writer.WriteStartArray("changes");
            foreach (var change in changes)
            {
                writer.WriteStartObject();
                writer.WriteName("path", change.Path);
                writer.WriteState("before", change.Before);
                writer.WriteState("after", change.After);
                writer.WriteUnlessNull("aside", change.Aside);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    });

    /// <exception cref="JsonException">It is none.</exception>
    public static JournalEntry Read(string json) => JsonLine.Read(json, entry => new JournalEntry(KindOf(entry.TextOrNull("kind")))
    {
        IsUnchanged = entry.TryGetProperty("unchanged", out var unchanged) && unchanged.GetBoolean(),
        Header = entry.TryGetProperty("header", out var header) ? HeaderOf(header) : null,
        Cause = entry.TextOrNull("cause"),
        Changes = entry.TryGetProperty("changes", out _) ? [.. entry.Elements("changes").Select(ChangeOf)] : null,
    });

    private static void WriteHeader(Utf8JsonWriter writer, TransactionHeader header)
    {
        writer.WriteStartObject("header");
        writer.WriteString("id", header.Id);
        writer.WriteUnlessZero("sequence", header.Sequence);
        writer.WriteString("operation", header.Operation);
        writer.WriteString("version", header.Version);
        writer.WriteString("binary", header.Binary);
        writer.WriteTexts("directories", header.Directories);
        writer.WriteUnlessNull("backup", header.Backup);
        writer.WriteTexts("discards", header.Discards);
        writer.WriteTexts("removeIfEmpty", header.RemoveIfEmpty);
        writer.WriteString("startedBy", header.StartedBy);
        writer.WriteString("started", header.Started);
        writer.WriteEndObject();
    }

    private static TransactionHeader HeaderOf(JsonElement header) => new()
    {
        Id = header.Text("id"),
        Sequence = header.LongOrZero("sequence"),
        Operation = header.Text("operation"),
        Version = header.Text("version"),
        Binary = header.Text("binary"),
        Directories = header.Texts("directories"),
        Backup = header.TextOrNull("backup"),
        Discards = header.Texts("discards"),
        RemoveIfEmpty = header.Texts("removeIfEmpty"),
        StartedBy = header.Text("startedBy"),
        Started = header.GetProperty("started").GetDateTimeOffset(),
    };

    private static Change ChangeOf(JsonElement change) =>
        new(change.Name("path"), change.State("before"), change.State("after"), change.TextOrNull("aside"));

    private static string? NameOf(JournalEntryKind kind) => kind switch
    {
        JournalEntryKind.Begin => null,
        JournalEntryKind.Intent => "Intent",
        JournalEntryKind.Attempt => "Attempt",
        JournalEntryKind.Commit => "Commit",
        _ => "Closed",
    };

    private static JournalEntryKind KindOf(string? name) => name switch
    {
        null => JournalEntryKind.Begin,
        "Intent" => JournalEntryKind.Intent,
        "Attempt" => JournalEntryKind.Attempt,
        "Commit" => JournalEntryKind.Commit,
        "Closed" => JournalEntryKind.Closed,
        _ => throw new FormatException(name),
    };
}
