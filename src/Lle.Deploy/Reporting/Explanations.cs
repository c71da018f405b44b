using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>What docs/diagnostics says about a code; the pages travel with the engine, so that a report explains itself.</summary>
internal static class Explanations
{
    private const string Heading = "## ";

    /// <returns>Title and paragraphs (without examples); null: no page explains it.</returns>
    public static (string Title, IReadOnlyList<string> Paragraphs)? Of(string code)
    {
        if (code.Length != 7 || Resources.TryText($"{code[..5]}xx.md") is not { } page)
        {
            return null;
        }

        var start = page.IndexOf($"{Heading}{code}:", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var end = page.IndexOf($"\n{Heading}", start, StringComparison.Ordinal);
        var lines = page[start..(end < 0 ? page.Length : end)].Split('\n');
        return (lines[0][Heading.Length..], [.. Paragraphs(lines.Skip(1))]);
    }

    private static IEnumerable<string> Paragraphs(IEnumerable<string> lines)
    {
        var paragraph = new List<string>();
        var isExample = false;
        foreach (var line in lines.Append(""))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isExample = !isExample;
            }
            else if (!isExample && line.Length > 0)
            {
                paragraph.Add(line);
            }
            else if (paragraph.Count > 0)
            {
                yield return Plain(string.Join(' ', paragraph));
                paragraph.Clear();
            }
        }
    }

    /// <summary>Emphasis and code marks of Markdown are left out; the text reads well without them.</summary>
    private static string Plain(string markdown) =>
        markdown.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
}
