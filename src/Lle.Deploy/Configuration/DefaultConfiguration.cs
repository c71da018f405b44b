using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;
using Lle.Deploy.Text;

namespace Lle.Deploy.Configuration;

/// <summary>The default lle.conf of a payload for a target, rendered and held against the rules.</summary>
internal static partial class DefaultConfiguration
{
    private const int MostDates = 8;

    /// <param name="isIni">Sections and keys, which rules are about; else any text.</param>
    /// <param name="last">The default of the deployment before, null: none. One that would differ by its date alone is kept: nothing has
    /// changed.</param>
    public static string Render(
        PayloadFile template,
        TargetLayout layout,
        DateTimeOffset now,
        IReadOnlyDictionary<string, string> placeholders,
        IReadOnlyList<ConfigRule> rules,
        ReadOnlySpan<byte> last,
        bool isIni = true)
    {
        var rendered = Dated(LogTime.Format(now));
        if (isIni)
        {
            // The template's own mistakes are reported with the template's name and lines.
            ConfigRules.Check(ConfigDocument.Parse(rendered, template.Path), rules);
        }

        var before = Encoding.UTF8.GetString(last);
        foreach (Match date in Date().Matches(before).DistinctBy(m => m.Value).Take(MostDates))
        {
            if (Dated(date.Value) == before)
            {
                return before;
            }
        }

        return rendered;

        string Dated(string date) =>
            ConfigTemplate.Render(template.Content.Span, template.Path, GeneratedFiles.TemplateValues(layout, date, placeholders));
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Date();
}
