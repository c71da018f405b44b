using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// What a tree holds, as text: one entry a line, "KIND MODE VALUE PATH" between tabs; VALUE is a file's SHA-256 or a link's target. The
/// hash of this text is the tree's hash, which is in the name of its folder: a list that does not fit its folder's name is not the folder's
/// list.
/// </summary>
internal static class TreeList
{
    private const string FirstLine = "lle-tree 1";

    /// <summary>With a fifth column where an entry has an owner, a group or capabilities of its own.</summary>
    private const string FirstLineWithTraits = "lle-tree 2";

    public static string Format(IReadOnlyCollection<TreeEntry> entries)
    {
        var text = new StringBuilder(entries.Any(entry => entry.HasTraits) ? FirstLineWithTraits : FirstLine).Append('\n');
        foreach (var entry in entries)
        {
            text.Append(Letter(entry.Kind)).Append('\t')
                .Append(Convert.ToString(entry.Mode, 8)).Append('\t')
                .Append(Escape(entry.Sha256 ?? entry.Target ?? "")).Append('\t')
                .Append(Escape(entry.Path))
                .Append(entry.HasTraits ? $"\t{entry.User}:{entry.Group}:{entry.Capabilities}" : "").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>SHA-256 of the list, lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <param name="file">Named in errors.</param>
    public static IReadOnlyList<TreeEntry> Parse(string text, string file)
    {
        var lines = text.AsSpan();
        var first = lines[..Math.Max(0, lines.IndexOf('\n'))];
        if (!lines.EndsWith("\n") || first is not (FirstLine or FirstLineWithTraits))
        {
            throw new DeploymentException(DiagnosticCatalog.TreeListDamaged(file, 1));
        }

        var entries = new List<TreeEntry>();
        for (var rest = lines[(first.Length + 1)..]; rest.Length > 0; rest = rest[(rest.IndexOf('\n') + 1)..])
        {
            entries.Add(ParseLine(rest[..rest.IndexOf('\n')])
                ?? throw new DeploymentException(DiagnosticCatalog.TreeListDamaged(file, entries.Count + 2)));
        }

        return entries;
    }

    private static TreeEntry? ParseLine(ReadOnlySpan<char> line)
    {
        const int Columns = 4;
        Span<Range> columns = stackalloc Range[Columns + 2];
        var count = line.Split(columns, '\t');
        if (count is not (Columns or Columns + 1))
        {
            return null;
        }

        var letter = line[columns[0]];
        var mode = line[columns[1]];
        if (mode.Length is 0 or > 4 || mode.ContainsAnyExceptInRange('0', '7')
            || Unescape(line[columns[2]]) is not { } value || Unescape(line[columns[3]]) is not { } path || !RelativePath.StaysInside(path))
        {
            return null;
        }

        var entry = letter switch
        {
            "f" when value.Length == 64 => new TreeEntry(path, FileKind.File, Bits(mode), Sha256: value),
            "l" when value.Length > 0 => new TreeEntry(path, FileKind.SymbolicLink, 0, Target: value),
            "d" when value.Length == 0 => new TreeEntry(path, FileKind.Directory, Bits(mode)),
            _ => null,
        };
        return count == Columns || entry?.Kind != FileKind.File ? entry : WithTraits(entry, line[columns[Columns]].ToString());
    }

    /// <param name="octal">Digits from 0 to 7.</param>
    private static uint Bits(ReadOnlySpan<char> octal)
    {
        var bits = 0u;
        foreach (var digit in octal)
        {
            bits = (bits << 3) | (uint)(digit - '0');
        }

        return bits;
    }

    private static TreeEntry? WithTraits(TreeEntry entry, string traits)
    {
        if (traits.Split(':') is not [var user, var group, var capabilities] || !IsNumber(user) || !IsNumber(group)
            || !Convert.TryFromBase64String(capabilities, new byte[capabilities.Length], out _))
        {
            return null;
        }

        return entry with { User = Number(user), Group = Number(group), Capabilities = capabilities.Length == 0 ? null : capabilities };
    }

    private static bool IsNumber(string text) => text.Length == 0 || Number(text) is not null;

    private static uint? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Letter(FileKind kind) => kind switch { FileKind.File => "f", FileKind.SymbolicLink => "l", _ => "d" };

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string? Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            char? meant = ++i == text.Length ? null : text[i] switch { '\\' => '\\', 't' => '\t', 'n' => '\n', _ => null };
            if (meant is null)
            {
                return null;
            }

            plain.Append(meant.Value);
        }

        return plain.ToString();
    }
}
