using System.Globalization;
using System.Text;

namespace Lle.Deploy.Text;

/// <summary>Makes any text one harmless line: one event is one line, whatever a path, a value or a program's answer holds.</summary>
internal static class OneLine
{
    public static string Escape(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (MustEscape(text[index]) || IsLoneSurrogate(text, index))
            {
                return EscapeAll(text);
            }
        }

        return text;
    }

    private static string EscapeAll(string text)
    {
        var line = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            _ = character switch
            {
                // A byte of a file name that is no UTF-8, see Posix.FileName.
                >= '\udc80' and <= '\udcff' when IsLoneSurrogate(text, index) =>
                    line.Append(CultureInfo.InvariantCulture, $"\\x{character - 0xdc00:x2}"),
                _ when IsLoneSurrogate(text, index) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when MustEscape(character) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => line.Append(character),
            };
        }

        return line.ToString();
    }

    private static bool IsLoneSurrogate(string text, int index) => char.IsLowSurrogate(text[index])
        ? index == 0 || !char.IsHighSurrogate(text[index - 1])
        : char.IsHighSurrogate(text[index]) && (index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]));

    /// <summary>Control characters, line and paragraph separators, and the marks that reorder text on a terminal.</summary>
    private static bool MustEscape(char character) =>
        char.IsControl(character)
        || character is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (
        >= '\u2066' and <= '\u2069');
}
