using System.Globalization;
using System.Text;

namespace Lle.Deploy.Reporting.Html;

/// <summary>
/// Makes any text harmless content or attribute value. Beyond the five characters of HTML: control characters become visible pictures,
/// marks that reorder text become their names, halves of characters the replacement sign, and nobody has to scroll through a megabyte.
/// </summary>
internal static class HtmlText
{
    public const int Limit = 20_000;

    public static string Encode(string text)
    {
        var html = new StringBuilder(text.Length + 16);
        AppendEncoded(html, text);
        return html.ToString();
    }

    public static void AppendEncoded(StringBuilder html, string text)
    {
        var length = Math.Min(text.Length, Limit);
        for (var index = 0; index < length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < length && char.IsLowSurrogate(text[index + 1]))
            {
                html.Append(text[index]).Append(text[++index]);
            }
            else
            {
                AppendEncoded(html, text[index]);
            }
        }

        if (text.Length > Limit)
        {
            html.Append(CultureInfo.InvariantCulture, $"… ({text.Length - Limit} more characters)");
        }
    }

    private static void AppendEncoded(StringBuilder html, char character) => _ = character switch
    {
        '&' => html.Append("&amp;"),
        '<' => html.Append("&lt;"),
        '>' => html.Append("&gt;"),
        '"' => html.Append("&quot;"),
        '\'' => html.Append("&#39;"),
        '\n' or '\t' => html.Append(character),
        < ' ' => html.Append((char)('\u2400' + character)),
        '\u007f' => html.Append('\u2421'),
        _ when char.IsControl(character) || IsInvisible(character) => html.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)character:X4}⟩"),
        _ when char.IsSurrogate(character) || character is '\ufffe' or '\uffff' => html.Append('\ufffd'),
        _ => html.Append(character),
    };

    private static bool IsInvisible(char character) =>
        character is '\u061c' or '\u2028' or '\u2029' or '\ufeff' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (
            >= '\u2060' and <= '\u206f');
}
