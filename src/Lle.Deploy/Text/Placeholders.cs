using System.Text;

namespace Lle.Deploy.Text;

/// <summary>Replaces @NAME@ in our own templates. One pass over the template: what a value holds is never looked at again.</summary>
internal static class Placeholders
{
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder(template.Length + 1024);
        var position = 0;
        while (Next(template, position) is var (start, name))
        {
            if (!values.TryGetValue(name, out var value))
            {
                throw new InvalidOperationException($"A template names @{name}@, and nobody gave it a value.");
            }

            text.Append(template, position, start - position).Append(value);
            position = start + name.Length + 2;
        }

        return text.Append(template, position, template.Length - position).ToString();
    }

    private static (int Start, string Name)? Next(string template, int from)
    {
        for (var start = template.IndexOf('@', from); start >= 0; start = template.IndexOf('@', start + 1))
        {
            var end = start + 1;
            while (end < template.Length && (char.IsAsciiLetterUpper(template[end]) || template[end] == '_'))
            {
                end++;
            }

            if (end > start + 1 && end < template.Length && template[end] == '@')
            {
                return (start, template[(start + 1)..end]);
            }
        }

        return null;
    }
}
