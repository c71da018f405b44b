using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Reporting.Html;

internal static class DiagnosticsSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record)
    {
        if (record.Diagnostics.Count == 0)
        {
            return;
        }

        var hasErrors = record.Diagnostics.Any(IsError);
        page.Section("diagnostics", hasErrors ? "What went wrong, and what to do" : "Warnings", () => page.Element("ul", () =>
        {
            foreach (var problem in record.Diagnostics.OrderByDescending(IsError))
            {
                page.Element("li", () => Item(page, problem), ("class", "diagnostic"));
            }
        }, ("class", "plain")));
    }

    private static bool IsError(DiagnosticRecord problem) => problem.Severity == Severity.Error;

    private static void Item(HtmlBuilder page, DiagnosticRecord problem)
    {
        page.Element("p", () =>
        {
            page.Badge(Words.Of(problem.Severity), Tones.Of(problem.Severity));
            page.Text(" ");
            page.Element("code", problem.Code);
            page.Text($" {problem.Message}");
        });
        if (Place(problem) is { Length: > 0 } place)
        {
            page.Element("p", () => page.Element("code", place), ("class", "quiet"));
        }

        if (problem.Remedy.Length > 0)
        {
            page.Element("p", problem.Remedy, ("class", "remedy"));
        }
    }

    private static string Place(DiagnosticRecord problem) => problem switch
    {
        { File: { Length: > 0 } file, Line: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{file}({problem.Line},{problem.Column})"),
        { File: { Length: > 0 } file } => file,
        { Property: { Length: > 0 } property } => $"Property {property}",
        _ => "",
    };
}
