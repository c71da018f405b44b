using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Configuration;

/// <summary>
/// Puts values in place of @NAME@, in one pass and literally: what a value holds is never looked at again. A name is a letter or
/// underscore, then letters, digits and underscores. @@NAME@ stands for the text @NAME@ itself; any other @ stands for itself.
/// </summary>
internal static class ConfigTemplate
{
    public static string Render(ReadOnlySpan<byte> template, string file, IReadOnlyDictionary<string, string> values) =>
        Render(ConfigDocument.Decode(template, file), file, values);

    /// <summary>Lines stay lines: what is on line n of the template is on line n of the text.</summary>
    public static string Render(string template, string file, IReadOnlyDictionary<string, string> values)
    {
        var findings = new Findings();
        var text = new StringBuilder(template.Length);
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '@' && NameLength(template, i + 2) is var literal and > 0 && template[i + 1] == '@')
            {
                text.Append(template, i + 1, literal + 2);
                i += literal + 2;
            }
            else if (template[i] == '@' && NameLength(template, i + 1) is var length and > 0)
            {
                var name = template.Substring(i + 1, length);
                text.Append(Value(name, line, i - lineStart + 1));
                i += length + 1;
            }
            else
            {
                text.Append(template[i]);
                if (template[i] == '\n')
                {
                    line++;
                    lineStart = i + 1;
                }
            }
        }

        findings.ThrowIfFailed();
        return text.ToString();

        string Value(string name, int atLine, int atColumn)
        {
            if (!values.TryGetValue(name, out var value))
            {
                var known = string.Join(", ", values.Keys.Order(StringComparer.Ordinal).Select(key => $"@{key}@"));
                findings.Add(DiagnosticCatalog.PlaceholderUnknown(file, atLine, atColumn, name, known));
                return "";
            }

            if (value.Any(char.IsControl))
            {
                findings.Add(DiagnosticCatalog.PlaceholderValueBreaksLine(file, atLine, atColumn, name));
            }

            return value;
        }
    }

    /// <returns>The length of the name that begins at <paramref name="start"/> and ends before an @; 0 where there is none.</returns>
    private static int NameLength(string template, int start)
    {
        var end = start;
        while (end < template.Length && (char.IsAsciiLetterOrDigit(template[end]) || template[end] == '_'))
        {
            end++;
        }

        return end > start && end < template.Length && template[end] == '@' && !char.IsAsciiDigit(template[start]) ? end - start : 0;
    }
}
