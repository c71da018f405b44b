using System.Text.Json;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>Reads one entry of a manifest: <see cref="Manifest.WriteEntry"/> the other way round.</summary>
internal static class ManifestLine
{
    /// <param name="line">UTF-8.</param>
    /// <exception cref="JsonException">The text is no JSON, or not of the form that is read.</exception>
    public static ManifestEntry Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var entry = Read(ref reader);
            // Throws where anything follows.
            reader.Read();
            return entry;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    private static ManifestEntry Read(ref Utf8JsonReader reader)
    {
        var (path, escaped, state) = ((string?)null, (string?)null, (PathState?)null);
        var (size, modified) = (0L, 0L);
        reader.BeginObject();
        while (reader.NextField())
        {
            if (reader.ValueTextEquals("path"u8))
            {
                path = reader.NextText();
            }
            else if (reader.ValueTextEquals("pathEscaped"u8))
            {
                escaped = reader.NextText();
            }
            else if (reader.ValueTextEquals("state"u8))
            {
                state = ReadState(ref reader);
            }
            else if (reader.ValueTextEquals("size"u8))
            {
                size = reader.NextLong();
            }
            else if (reader.ValueTextEquals("modified"u8))
            {
                modified = reader.NextLong();
            }
            else
            {
                reader.Pass();
            }
        }

        return new ManifestEntry(
            NameOf(path, escaped) ?? throw new FormatException("path"), state ?? throw new FormatException("state"), size, modified);
    }

    private static PathState ReadState(ref Utf8JsonReader reader)
    {
        var (sha256, target, escaped) = ((string?)null, (string?)null, (string?)null);
        var (mode, user, group) = (0u, 0u, 0u);
        FileKind? kind = null;
        SortedDictionary<string, string>? attributes = null;
        reader.BeginObject();
        while (reader.NextField())
        {
            if (reader.ValueTextEquals("kind"u8))
            {
                kind = ReadKind(ref reader);
            }
            else if (reader.ValueTextEquals("mode"u8))
            {
                mode = reader.NextUInt();
            }
            else if (reader.ValueTextEquals("user"u8))
            {
                user = reader.NextUInt();
            }
            else if (reader.ValueTextEquals("group"u8))
            {
                group = reader.NextUInt();
            }
            else if (reader.ValueTextEquals("sha256"u8))
            {
                sha256 = reader.NextText();
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                target = reader.NextText();
            }
            else if (reader.ValueTextEquals("targetEscaped"u8))
            {
                escaped = reader.NextText();
            }
            else if (reader.ValueTextEquals("attributes"u8))
            {
                attributes = ReadAttributes(ref reader);
            }
            else
            {
                reader.Pass();
            }
        }

        return new PathState
        {
            Kind = kind,
            Mode = mode,
            User = user,
            Group = group,
            Sha256 = sha256,
            Target = NameOf(target, escaped),
            Attributes = attributes,
        };
    }

    private static FileKind? ReadKind(ref Utf8JsonReader reader) =>
        !reader.Read() || reader.TokenType == JsonTokenType.Null ? null
            : reader.ValueTextEquals("File"u8) ? FileKind.File
            : PathStateJson.KindOf(reader.GetString() ?? "");

    private static SortedDictionary<string, string> ReadAttributes(ref Utf8JsonReader reader)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        reader.BeginObject();
        while (reader.NextField())
        {
            var name = reader.GetString() ?? "";
            attributes[name] = reader.NextText() ?? throw new FormatException(name);
        }

        return attributes;
    }

    /// <summary>See <see cref="FileNameJson"/>.</summary>
    private static string? NameOf(string? plain, string? escaped) => escaped is null ? plain : FileName.FromRecord(escaped);
}
