namespace Lle.Deploy.Reporting.Html;

/// <summary>A command to copy. What is copied is the command as it is; on the screen no option is broken at its hyphen.</summary>
internal static class CommandBlock
{
    public static void Write(HtmlBuilder page, string command, string label) => page.Element("pre",
        () => page.Element("code", () => Words(page, command)), ("tabindex", "0"), ("role", "group"), ("aria-label", label));

    private static void Words(HtmlBuilder page, string command)
    {
        var start = 0;
        while (start < command.Length)
        {
            var end = command.IndexOf(' ', start) is var space and >= 0 ? space + 1 : command.Length;
            var word = command.AsSpan(start, end - start).TrimEnd(' ').ToString();
            var kept = IsOption(word) ? word.IndexOf('=', StringComparison.Ordinal) is var value and >= 0 ? value + 1 : word.Length : 0;
            page.Kept(word[..kept]).Text(command[(start + kept)..end]);
            start = end;
        }
    }

    private static bool IsOption(string word) => word.StartsWith('-') || word.StartsWith("'-", StringComparison.Ordinal);
}
