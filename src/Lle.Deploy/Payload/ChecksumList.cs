using System.Buffers;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Payload;

/// <summary>
/// The list that sha256sum writes and checks: "HASH  name" (text), "HASH *name" (binary) or "SHA256 (name) = HASH" (--tag). A backslash
/// in front of a line says that its name is escaped. Lines may end in CR LF; empty ones and those that begin with # count nothing.
/// </summary>
internal static class ChecksumList
{
    /// <summary>A tree of 200,000 files has a list of some 30 MB.</summary>
    public const int MaximumBytes = 64 << 20;
    private const int MaximumEntries = 250_000;
    private const int HashLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static IReadOnlyList<ChecksumEntry> Parse(ReadOnlySpan<byte> bytes, string file) => bytes.Length <= MaximumBytes
        ? Parse(Utf8Text.Decode(bytes, file, static (at, line, column) => new DeploymentException(
            DiagnosticCatalog.ChecksumListNotText(at, line, column))), file)
        : throw new DeploymentException(DiagnosticCatalog.ChecksumListTooLarge(file, $"{MaximumBytes} bytes"));

    public static IReadOnlyList<ChecksumEntry> Parse(string text, string file)
    {
        var findings = new Findings();
        var entries = new List<ChecksumEntry>();
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text[range];
            line = line.EndsWith('\r') ? line[..^1] : line;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (ReadLine(line, number, out var problem, out var column) is not { } entry)
            {
                findings.Add(DiagnosticCatalog.ChecksumLineMalformed(file, number, column, problem));
            }
            else if (!firstLines.TryAdd(PlainName(entry.Name), number))
            {
                findings.Add(DiagnosticCatalog.ChecksumNameTwice(file, number, 1, entry.Name, firstLines[PlainName(entry.Name)]));
            }
            else if (entries.Count == MaximumEntries)
            {
                throw new DeploymentException(DiagnosticCatalog.ChecksumListTooLarge(file, $"{MaximumEntries} names"));
            }
            else
            {
                entries.Add(entry);
            }
        }

        findings.ThrowIfFailed();
        return entries;
    }

    /// <summary>Written so that sha256sum -c reads it back.</summary>
    public static string Format(IEnumerable<ChecksumEntry> entries)
    {
        var list = new StringBuilder();
        foreach (var entry in entries)
        {
            var escaped = Escape(entry.Name);
            list.Append(escaped == entry.Name ? "" : "\\").Append(entry.Sha256).Append("  ").Append(escaped).Append('\n');
        }

        return list.ToString();
    }

    /// <summary>"./name" and "name" are one file.</summary>
    public static string PlainName(string name)
    {
        while (name.StartsWith("./", StringComparison.Ordinal))
        {
            name = name[2..].TrimStart('/');
        }

        return name;
    }

    private static ChecksumEntry? ReadLine(string line, int number, out string problem, out int column)
    {
        var escaped = line[0] == '\\';
        var start = escaped ? 1 : 0;
        var entry = line.AsSpan(start).StartsWith("SHA256 (", StringComparison.Ordinal)
            ? ReadTagged(line, start, number, out problem, out column)
            : ReadPlain(line, start, number, out problem, out column);
        if (entry is null || !escaped)
        {
            return entry;
        }

        var name = Unescape(entry.Name);
        problem = "the line says that its name is escaped, but a backslash in it is followed by neither a backslash, n nor r";
        return name is null ? null : entry with { Name = name };
    }

    private static ChecksumEntry? ReadPlain(string line, int start, int number, out string problem, out int column)
    {
        var hash = HexPrefix(line.AsSpan(start));
        column = start + hash + 1;
        problem = hash < HashLength ? $"a SHA-256 has 64 hexadecimal digits, there are {hash} here"
            : "two blanks, or a blank and *, must follow the hash";
        if (hash != HashLength || line.Length < start + HashLength + 2 || line[start + HashLength] != ' '
            || line[start + HashLength + 1] is not (' ' or '*'))
        {
            return null;
        }

        column = start + HashLength + 3;
        return Named(line[start..(start + HashLength)], line[(start + HashLength + 2)..], number, ref problem);
    }

    private static ChecksumEntry? ReadTagged(string line, int start, int number, out string problem, out int column)
    {
        var name = start + "SHA256 (".Length;
        var end = line.LastIndexOf(") = ", StringComparison.Ordinal);
        problem = "') = ' and the hash must follow the name";
        column = name + 1;
        if (end < name)
        {
            return null;
        }

        var hash = end + ") = ".Length;
        var digits = HexPrefix(line.AsSpan(hash));
        column = hash + digits + 1;
        problem = $"a SHA-256 has 64 hexadecimal digits and ends the line, there are {digits} here";
        if (digits != HashLength || line.Length != hash + HashLength)
        {
            return null;
        }

        column = name + 1;
        return Named(line[hash..], line[name..end], number, ref problem);
    }

    private static ChecksumEntry? Named(string hash, string name, int number, ref string problem)
    {
        problem = name.Length == 0 ? "the name is empty" : "the name holds a NUL character";
        return name.Length == 0 || name.Contains('\0') ? null : new ChecksumEntry(hash.ToLowerInvariant(), name, number);
    }

    private static int HexPrefix(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(HexDigits);
        return length < 0 ? text.Length : length;
    }

    private static string Escape(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);

    private static string? Unescape(string name)
    {
        var plain = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '\\')
            {
                plain.Append(name[i]);
                continue;
            }

            i++;
            char? meant = i == name.Length ? null : name[i] switch { '\\' => '\\', 'n' => '\n', 'r' => '\r', _ => null };
            if (meant is null)
            {
                return null;
            }

            plain.Append(meant.Value);
        }

        return plain.ToString();
    }
}
