using Lle.Deploy.Deployments;
using Lle.Deploy.Readiness;

namespace Lle.Deploy.Reporting.Html;

/// <summary>Readiness and validation, each line with what proves it.</summary>
internal static class ScoresSection
{
    public static void WriteReadiness(HtmlBuilder page, DeploymentRecord record) =>
        Score(page, "readiness", "Readiness", "points", record.Readiness!);

    public static void WriteValidation(HtmlBuilder page, DeploymentRecord record) =>
        Score(page, "validation", "Post-deployment validation", "tests", record.Validation!);

    private static void Score(HtmlBuilder page, string id, string heading, string unit, ScoreRecord score) =>
        page.Section(id, heading, () =>
    {
        var passed = score.Percent >= score.ThresholdPercent;
        page.Element("p", () =>
        {
            page.Badge(passed ? "passed" : "failed", passed ? Tone.Good : Tone.Bad);
            page.Text($" {score.Awarded} of {score.Maximum} {unit}, {score.Percent} %; required are {score.ThresholdPercent} %.");
        });
        page.Table($"{heading} by line", ["Area", char.ToUpperInvariant(unit[0]) + unit[1..], "Evidence"], () =>
        {
            foreach (var line in score.Lines)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", line.Name, ("scope", "row"));
                    page.Element("td", () => page.Badge($"{line.Awarded}\u00a0of\u00a0{line.Maximum}",
                        line.Awarded == line.Maximum ? Tone.Good : Tone.Bad));
                    page.Element("td", line.Evidence, ("class", "wide"));
                });
            }
        });
    });
}
