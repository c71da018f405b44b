using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

/// <summary>What the documents say about each code of this run; the codes above lead here.</summary>
internal static class ExplanationsSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Section("explanations", "Codes explained", () =>
    {
        foreach (var code in Problems.InOrder(record).Select(problem => problem.Code).Distinct())
        {
            var explanation = Explanations.Of(code);
            page.Element("h3", explanation?.Title ?? code, ("id", code));
            foreach (var paragraph in explanation?.Paragraphs ?? ["No page explains this code."])
            {
                page.Element("p", paragraph);
            }
        }
    });
}
