using System.Globalization;
using System.Text;

namespace Lle.Deploy.Text;

/// <summary>
/// Any text as part of one line, and back: control characters, marks that reorder text, and the backslash itself are written as escapes;
/// so are blanks at either end. With a quote the text can stand in double quotes, and even a shell that sourced it would execute nothing.
/// </summary>
internal static class EscapedValue
{
    public static string Escape(string text, bool quoted = false)
    {
        var line = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var edge = i == 0 || i == text.Length - 1;
            _ = character switch
            {
                '\\' => line.Append(@"\\"),
                '"' or '$' or '`' when quoted => line.Append('\\').Append(character),
                '\n' => line.Append(@"\n"),
                '\r' => line.Append(@"\r"),
                '\t' => line.Append(@"\t"),
                ' ' when edge => line.Append(@"\u0020"),
                _ when char.IsSurrogate(character) && !IsPaired(text, i) => AppendNumber(line, character),
                _ when OneLine.Escape(character.ToString()).Length > 1 => AppendNumber(line, character),
                _ => line.Append(character),
            };
        }

        return line.ToString();
    }

    /// <summary>An escape that does not exist stands for itself: older files have bare backslashes.</summary>
    public static string Unescape(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\' || i + 1 == line.Length)
            {
                text.Append(line[i]);
                continue;
            }

            i++;
            _ = line[i] switch
            {
                '\\' or '"' or '$' or '`' => text.Append(line[i]),
                'n' => text.Append('\n'),
                'r' => text.Append('\r'),
                't' => text.Append('\t'),
                'u' when TryNumber(line, i + 1) is { } character => text.Append(character),
                _ => text.Append('\\').Append(line[i]),
            };
            i += line[i] == 'u' && TryNumber(line, i + 1) is not null ? 4 : 0;
        }

        return text.ToString();
    }

    private static bool IsPaired(string text, int i) =>
        char.IsHighSurrogate(text[i]) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
            : i > 0 && char.IsHighSurrogate(text[i - 1]);

    private static StringBuilder AppendNumber(StringBuilder line, char character) =>
        line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");

    private static char? TryNumber(string line, int start) =>
        start + 4 <= line.Length && ushort.TryParse(
            line.AsSpan(start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? (char)number
            : null;
}
