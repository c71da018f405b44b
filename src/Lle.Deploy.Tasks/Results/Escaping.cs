using System.Buffers;
using System.Text;

namespace Lle.Deploy.Tasks.Results;

/// <summary>MSBuild decodes %xx in what a task puts out; encoded first, a value arrives as it is.</summary>
internal static class Escaping
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%*?@$();'");

    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = Special.Contains(character) ? escaped.Append('%').Append(((int)character).ToString("x2")) : escaped.Append(character);
        }

        return escaped.ToString();
    }
}
