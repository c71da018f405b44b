using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Reporting.Html;

/// <summary>What the program was asked, and what it answered.</summary>
internal static class ProbesSection
{
    public static string Heading(DeploymentRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"Probes: {record.Probes.Count(probe => probe.Outcome == ProbeOutcome.Passed)} of {record.Probes.Count} passed");

    /// <summary>Those that failed come first.</summary>
    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Section("probes", Heading(record), () =>
    {
        foreach (var probe in record.Probes.OrderByDescending(each => each.Outcome))
        {
            page.Element("details", () => Probe(page, probe),
                probe.Outcome == ProbeOutcome.Passed ? [("class", "probe")] : [("class", "probe"), ("open", "open")]);
        }
    });

    private static void Probe(HtmlBuilder page, ProbeRecord probe)
    {
        page.Element("summary", () =>
        {
            page.Badge(Words.Of(probe.Outcome), Tones.Of(probe.Outcome));
            page.Text($" {probe.Name}");
        });
        page.Element("p", probe.Evidence);
        page.Element("p", $"Exit status: {probe.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}; took " +
            $"{Wording.Milliseconds(probe.DurationMilliseconds)}.", ("class", "quiet"));
        Block(page, "Asked", probe.Input);
        Block(page, "Answered", probe.Answer);
    }

    private static void Block(HtmlBuilder page, string name, string text)
    {
        page.Element("p", name, ("class", "label"));
        page.Element("pre", () => page.Element("code", text.Length == 0 ? "(nothing)" : text), ("tabindex", "0"), ("aria-label", name),
            ("role", "group"));
    }
}
