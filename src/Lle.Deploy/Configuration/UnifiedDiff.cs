using System.Text;
using Lle.Deploy.Text;

namespace Lle.Deploy.Configuration;

/// <summary>The difference of two texts as diff -u shows it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <returns>Empty where the texts are equal.</returns>
    public static string Between(string oldText, string newText, string oldName = "old", string newName = "new")
    {
        if (oldText == newText)
        {
            return "";
        }

        var edits = LineEdits.Between(Lines(oldText), Lines(newText));
        var diff = new StringBuilder();
        diff.Append("--- ").Append(OneLine.Escape(oldName)).Append('\n');
        diff.Append("+++ ").Append(OneLine.Escape(newName)).Append('\n');
        for (var start = NextChange(edits, 0); start < edits.Count;)
        {
            var end = start;
            for (var next = start; next < edits.Count && next - end <= 2 * Context; next = NextChange(edits, next))
            {
                end = ++next;
            }

            AppendHunk(diff, edits, Math.Max(0, start - Context), Math.Min(edits.Count, end + Context));
            start = NextChange(edits, end);
        }

        return diff.ToString();
    }

    /// <summary>Each with its end, so that a missing last line end is a difference too.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    private static int NextChange(List<LineEdit> edits, int from)
    {
        while (from < edits.Count && edits[from].Kind == ' ')
        {
            from++;
        }

        return from;
    }

    private static void AppendHunk(StringBuilder diff, List<LineEdit> edits, int start, int end)
    {
        var hunk = edits[start..end];
        var oldCount = hunk.Count(edit => edit.Kind != '+');
        var newCount = hunk.Count(edit => edit.Kind != '-');
        var oldStart = edits.Take(start).Count(edit => edit.Kind != '+') + (oldCount > 0 ? 1 : 0);
        var newStart = edits.Take(start).Count(edit => edit.Kind != '-') + (newCount > 0 ? 1 : 0);
        diff.Append("@@ -").Append(Span(oldStart, oldCount)).Append(" +").Append(Span(newStart, newCount)).Append(" @@\n");
        foreach (var edit in hunk)
        {
            diff.Append(edit.Kind).Append(edit.Line);
            if (!edit.Line.EndsWith('\n'))
            {
                diff.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    private static string Span(int start, int count) => count == 1 ? $"{start}" : $"{start},{count}";
}
