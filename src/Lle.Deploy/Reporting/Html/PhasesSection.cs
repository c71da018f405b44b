using System.Globalization;
using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

/// <summary>The phases in order, each with its place on the timeline.</summary>
internal static class PhasesSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Section("phases", "Phases", () =>
    {
        var total = Math.Max(0.001, record.Phases.Max(phase => phase.StartMilliseconds + phase.DurationMilliseconds));
        page.Table("Timeline of the phases", ["#", "Phase", "Outcome", "Time", $"Timeline of {Wording.Milliseconds(total)}"], () =>
        {
            foreach (var phase in record.Phases)
            {
                page.Element("tr", () => Row(page, phase, total));
            }
        });
        var last = record.Phases.Max(phase => phase.Number);
        if (last < 12 && record.Operation is OperationKind.Deploy or OperationKind.Update
            && record.Status is not (DeploymentStatus.Success or DeploymentStatus.Unchanged))
        {
            page.Element("p", string.Create(CultureInfo.InvariantCulture, $"The phases after number {last} did not run."),
                ("class", "quiet"));
        }
    });

    private static void Row(HtmlBuilder page, PhaseRecord phase, double total)
    {
        page.Element("td", phase.Number.ToString(CultureInfo.InvariantCulture), ("class", "number"));
        page.Element("th", phase.Name, ("scope", "row"));
        page.Element("td", () =>
        {
            page.Badge(Words.Of(phase.Outcome), Tones.Of(phase.Outcome));
            if (phase.FailureCode is { Length: > 0 } code)
            {
                page.Text(" ").Element("code", code, ("class", "kept"));
            }
        });
        page.Element("td", Wording.Milliseconds(phase.DurationMilliseconds), ("class", "number"));
        page.Element("td", () => Svg.Bar(page, phase.StartMilliseconds / total, phase.DurationMilliseconds / total,
            Tones.Of(phase.Outcome)), ("class", "track"));
    }
}
