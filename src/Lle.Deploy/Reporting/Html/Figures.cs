namespace Lle.Deploy.Reporting.Html;

/// <summary>A figure stays beside its unit, however narrow the page is: the space between them is one that no line is broken at.</summary>
internal static class Figures
{
    private const char NoBreak = '\u00a0';

    private static readonly string[] units = ["%", "µs", "ms", "s", "B", "KiB", "MiB", "GiB"];

    public static string WithUnits(string text)
    {
        if (!text.Contains(' ', StringComparison.Ordinal))
        {
            return text;
        }

        var kept = text.ToCharArray();
        for (var index = 1; index < kept.Length - 1; index++)
        {
            if (kept[index] == ' ' && char.IsAsciiDigit(kept[index - 1]) && units.Any(unit => Follows(text, index + 1, unit)))
            {
                kept[index] = NoBreak;
            }
        }

        return new string(kept);
    }

    private static bool Follows(string text, int start, string unit) =>
        string.CompareOrdinal(text, start, unit, 0, unit.Length) == 0
        && (start + unit.Length == text.Length || !char.IsLetterOrDigit(text[start + unit.Length]));
}
