using System.Globalization;
using System.Text;

namespace Lle.Deploy.Text;

/// <summary>Makes any text one harmless line: one event is one line, whatever a path, a value or a program's answer holds.</summary>
internal static class OneLine
{
    public static string Escape(string text)
    {
        foreach (var character in text)
        {
            if (MustEscape(character))
            {
                return EscapeAll(text);
            }
        }

        return text;
    }

    private static string EscapeAll(string text)
    {
        var line = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when MustEscape(character) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => line.Append(character),
            };
        }

        return line.ToString();
    }

    /// <summary>Control characters, line and paragraph separators, and the marks that reorder text on a terminal.</summary>
    private static bool MustEscape(char character) =>
        char.IsControl(character)
        || character is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
