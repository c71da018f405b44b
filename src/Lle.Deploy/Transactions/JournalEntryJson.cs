using System.Text.Json;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Transactions;

/// <summary>A journal entry as JSON. The first kind goes without its name; so does whatever an entry does not have.</summary>
internal static class JournalEntryJson
{
    public static void Write(Utf8JsonWriter writer, JournalEntry entry, RecordPaths paths)
    {
        writer.WriteUnlessNull("kind", NameOf(entry.Kind));
        if (entry.IsUnchanged)
        {
            writer.WriteBoolean("unchanged", true);
        }

        writer.WriteUnlessNull("cause", entry.Cause);
        writer.WriteUnlessNull("text", entry.Text);
        writer.WriteUnlessNull("place", entry.Place is { } place ? FileName.ToRecord(place) : null);
        if (entry.Header is { } header)
        {
            WriteHeader(writer, header, paths);
        }

        if (entry.Changes is { } changes)
        {
            writer.WriteStartArray("changes");
            foreach (var change in changes)
            {
                writer.WriteStartObject();
                writer.WriteString("path", paths.Write(change.Path));
                writer.WriteState("before", change.Before);
                writer.WriteState("after", change.After);
                writer.WriteUnlessNull("aside", change.Aside);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    /// <param name="paths">Turns what is written into paths of the target, or refuses it.</param>
    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public static JournalEntry Read(ReadOnlyMemory<byte> json, JournalPaths paths) =>
        JsonLine.Read(json, entry => new JournalEntry(KindOf(entry.TextOrNull("kind")))
        {
            IsUnchanged = entry.TryGetProperty("unchanged", out var unchanged) && unchanged.GetBoolean(),
            Header = entry.TryGetProperty("header", out var header) ? HeaderOf(header, paths) : null,
            Cause = entry.TextOrNull("cause"),
            Text = entry.TextOrNull("text"),
            Place = entry.TextOrNull("place") is { } place ? FileName.FromRecord(place) : null,
            Changes = entry.TryGetProperty("changes", out _)
                ? ChangeList.Of(entry.Elements("changes").Select(change => ChangeOf(change, paths)).OfType<Change>()) : null,
        });

    private static void WriteHeader(Utf8JsonWriter writer, TransactionHeader header, RecordPaths paths)
    {
        writer.WriteStartObject("header");
        writer.WriteNumber("format", TransactionHeader.CurrentFormat);
        writer.WriteString("identity", header.Identity);
        writer.WriteString("id", header.Id);
        writer.WriteUnlessZero("sequence", header.Sequence);
        writer.WriteString("operation", header.Operation);
        writer.WriteString("version", header.Version);
        writer.WriteString("binary", paths.Write(header.Binary));
        writer.WriteTexts("directories", header.Directories.Select(paths.Write));
        writer.WriteUnlessNull("backup", header.Backup is { } backup ? paths.Write(backup) : null);
        writer.WriteTexts("discards", header.Discards.Select(paths.Write));
        writer.WriteTexts("purges", header.Purges.Select(paths.Write));
        writer.WriteTexts("removeIfEmpty", header.RemoveIfEmpty.Select(paths.Write));
        writer.WriteString("startedBy", header.StartedBy);
        writer.WriteString("started", header.Started);
        writer.WriteEndObject();
    }

    private static TransactionHeader HeaderOf(JsonElement header, JournalPaths paths)
    {
        paths.Format = header.TryGetProperty("format", out var format) ? format.GetInt32() : JournalPaths.FormatOf100;
        return new TransactionHeader
        {
            Format = paths.Format,
            Identity = paths.Identity(header.TextOrNull("identity") ?? ""),
            Id = paths.Name(header.Text("id")),
            Sequence = header.LongOrZero("sequence") is var sequence and >= 0 ? sequence : throw new FormatException("sequence"),
            Operation = header.Text("operation"),
            Version = header.Text("version"),
            Binary = paths.Binary(header.Text("binary")),
            Directories = [.. header.Texts("directories").Select(paths.Read).OfType<string>()],
            Backup = header.TextOrNull("backup") is { } backup ? paths.Backup(backup) : null,
            Discards = [.. header.Texts("discards").Select(paths.Discarded)],
            Purges = [.. header.Texts("purges").Select(paths.Purged)],
            RemoveIfEmpty = [.. header.Texts("removeIfEmpty").Select(paths.Read).OfType<string>()],
            StartedBy = header.Text("startedBy"),
            Started = header.GetProperty("started").GetDateTimeOffset(),
        };
    }

    /// <returns>null: about a directory above another place, from where this installation was copied.</returns>
    private static Change? ChangeOf(JsonElement change, JournalPaths paths)
    {
        var (before, after) = (change.State("before"), change.State("after"));
        var isDirectory = after.Kind == FileKind.Directory && before.Kind is (null or FileKind.Directory);
        return paths.Changed(change.Text("path"), isDirectory) is { } path
            ? paths.Whole(new Change(path, before, after,
                change.TextOrNull("aside") is { } aside ? paths.Aside(aside) : null), change.Text("path"))
            : null;
    }

    private static string? NameOf(JournalEntryKind kind) => kind switch
    {
        JournalEntryKind.Begin => null,
        JournalEntryKind.Intent => "Intent",
        JournalEntryKind.Services => "Services",
        JournalEntryKind.ServiceAction => "ServiceAction",
        JournalEntryKind.Attempt => "Attempt",
        JournalEntryKind.Commit => "Commit",
        _ => "Closed",
    };

    private static JournalEntryKind KindOf(string? name) => name switch
    {
        null => JournalEntryKind.Begin,
        "Intent" => JournalEntryKind.Intent,
        "Services" => JournalEntryKind.Services,
        "ServiceAction" => JournalEntryKind.ServiceAction,
        "Attempt" => JournalEntryKind.Attempt,
        "Commit" => JournalEntryKind.Commit,
        "Closed" => JournalEntryKind.Closed,
        _ => throw new FormatException(name),
    };
}
