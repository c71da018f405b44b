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
        var lines = text.Split('\n');
        if (lines is not [FirstLine or FirstLineWithTraits, .., ""])
        {
            throw new DeploymentException(DiagnosticCatalog.TreeListDamaged(file, 1));
        }

        var entries = new List<TreeEntry>();
        for (var i = 1; i < lines.Length - 1; i++)
        {
            entries.Add(ParseLine(lines[i]) ?? throw new DeploymentException(DiagnosticCatalog.TreeListDamaged(file, i + 1)));
        }

        return entries;
    }

    private static TreeEntry? ParseLine(string line)
    {
        if (line.Split('\t') is not [var letter, var mode, var value, var path, .. var more] || more.Length > 1
            || mode.Length is 0 or > 4 || mode.Any(digit => digit is < '0' or > '7')
            || Unescape(value) is not { } plain || Unescape(path) is not { Length: > 0 } name || !StaysInside(name))
        {
            return null;
        }

        var bits = Convert.ToUInt32(mode, 8);
        return letter switch
        {
            "f" when plain.Length == 64 && more.Length == 1 => WithTraits(new TreeEntry(name, FileKind.File, bits, Sha256: plain), more[0]),
            "f" when plain.Length == 64 => new TreeEntry(name, FileKind.File, bits, Sha256: plain),
            "l" when plain.Length > 0 => new TreeEntry(name, FileKind.SymbolicLink, 0, Target: plain),
            "d" when plain.Length == 0 => new TreeEntry(name, FileKind.Directory, bits),
            _ => null,
        };
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

    /// <summary>A list is a record: it may lead nowhere else.</summary>
    private static bool StaysInside(string name) => name.Split('/').All(part => part is not ("" or "." or ".."));

    private static string Letter(FileKind kind) => kind switch { FileKind.File => "f", FileKind.SymbolicLink => "l", _ => "d" };

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string? Unescape(string text)
    {
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
