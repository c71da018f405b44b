using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Lle.Deploy.Faults;

/// <summary>One forged record: every hash in it fits, and one field says what an attacker wants.</summary>
/// <param name="Field">For messages: "line 2 changes[0].path".</param>
/// <param name="IsPath">The field names a path, a folder or an installation: nothing but a refusal is right.</param>
internal sealed record Forgery(string File, string Field, string Value, bool IsPath, byte[] Content);

/// <summary>R11: every field of every record in turn, with every value that leads elsewhere.</summary>
internal static class ForgedRecords
{
    private static readonly string[] PathFields =
        ["path", "aside", "binary", "backup", "directories", "discards", "purges", "removeIfEmpty", "id", "identity"];

    /// <param name="file">A journal.</param>
    public static IEnumerable<Forgery> Journal(string file, IReadOnlyList<string> values)
    {
        var lines = File.ReadAllLines(file).Select(l => l.Split(' ', 3)[2]).ToList();
        for (var line = 0; line < lines.Count; line++)
        {
            foreach (var (field, json, value) in Mutations(lines[line], values))
            {
                var forged = lines.ToList();
                forged[line] = json;
                yield return new Forgery(file, $"line {line + 1} {field}", value, PathFields.Contains(NameOf(field)), WithHashes(forged));
            }
        }
    }

    /// <summary>A journal whose lines are right and whose hashes are not.</summary>
    public static byte[] Rehashed(string file) => WithHashes(File.ReadAllLines(file).Select(l => l.Split(' ', 3)[2]));

    /// <param name="file">A manifest.</param>
    public static IEnumerable<Forgery> Manifest(string file, IReadOnlyList<string> values)
    {
        var text = File.ReadAllText(file);
        var lines = text[..text.LastIndexOf("Manifest SHA-256: ", StringComparison.Ordinal)].TrimEnd('\n').Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            foreach (var (field, changed, value) in lines[line].StartsWith('{') ? Mutations(lines[line], values)
                : Fields(lines[line], values))
            {
                var forged = lines.ToArray();
                forged[line] = changed;
                var body = string.Join('\n', forged) + "\n";
                yield return new Forgery(
                    file, $"line {line + 1} {field}", value, NameOf(field) == "path"
                        || field == "Identity", Encoding.UTF8.GetBytes($"{body}Manifest SHA-256: {Hash(body)}\n"));
            }
        }
    }

    /// <summary>A record without a hash: JSON, or fields and values.</summary>
    public static IEnumerable<Forgery> Any(string file, IReadOnlyList<string> values) => !file.EndsWith(".json", StringComparison.Ordinal)
        ? Plain(file, values)
        : Mutations(File.ReadAllText(file), values).Select(forged => new Forgery(
            file, forged.Field, forged.Value, IsPath: false, Encoding.UTF8.GetBytes(forged.Json + "\n")));

    /// <summary>A record of fields and values without a hash.</summary>
    public static IEnumerable<Forgery> Plain(string file, IReadOnlyList<string> values)
    {
        var lines = File.ReadAllLines(file);
        for (var line = 0; line < lines.Length; line++)
        {
            foreach (var (field, changed, value) in Fields(lines[line], values))
            {
                var forged = lines.ToArray();
                forged[line] = changed;
                yield return new Forgery(file, field, value, IsPath: false, Encoding.UTF8.GetBytes(string.Join('\n', forged) + "\n"));
            }
        }
    }

    private static IEnumerable<(string Field, string Changed, string Value)> Fields(string line, IReadOnlyList<string> values)
    {
        var end = line.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0 ? colon + 2
            : line.IndexOf('=', StringComparison.Ordinal) + 1;
        return end <= 1 ? [] : values.Where(v => !v.Contains('\n', StringComparison.Ordinal))
            .Select(v => (line[..end].TrimEnd(' ', ':', '='), line[..end] + (line[end - 1] == '=' ? $"\"{v}\"" : v), v));
    }

    private static IEnumerable<(string Field, string Json, string Value)> Mutations(string json, IReadOnlyList<string> values)
    {
        foreach (var path in Leaves(JsonNode.Parse(json)!, ""))
        {
            foreach (var value in values)
            {
                var root = JsonNode.Parse(json)!;
                Set(root, path, value);
                yield return (path, root.ToJsonString(), value);
            }
        }
    }

    /// <summary>Where texts are: "/changes/0/path".</summary>
    private static IEnumerable<string> Leaves(JsonNode node, string at) => node switch
    {
        JsonObject map => map.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!, $"{at}/{p.Key}")),
        JsonArray list => list.Select((n, i) => (n, i))
        .SelectMany(p => Leaves(p.n!, string.Create(CultureInfo.InvariantCulture, $"{at}/{p.i}"))),
        JsonValue value when value.TryGetValue<string>(out _) => [at],
        _ => [],
    };

    private static void Set(JsonNode root, string path, string value)
    {
        var parts = path.Split('/')[1..];
        var at = root;
        foreach (var part in parts[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : at[part]!;
        }

        if (at is JsonArray array)
        {
            array[int.Parse(parts[^1], CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            at[parts[^1]] = value;
        }
    }

    /// <summary>The last name in it that is no number.</summary>
    private static string NameOf(string field) => field.Split('/').Last(part => !part.All(char.IsAsciiDigit));

    private static byte[] WithHashes(IEnumerable<string> lines)
    {
        var previous = "";
        var journal = new StringBuilder();
        foreach (var line in lines)
        {
            previous = Hash(previous + line);
            journal.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(line)} {previous} {line}\n");
        }

        return Encoding.UTF8.GetBytes(journal.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
