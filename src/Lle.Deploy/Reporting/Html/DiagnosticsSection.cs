using System.Globalization;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Reporting.Html;

internal static class DiagnosticsSection
{
    public static string Heading(DeploymentRecord record)
    {
        var errors = record.Diagnostics.Count(each => each.Severity == Severity.Error);
        var warnings = record.Diagnostics.Count - errors;
        return (errors, warnings) switch
        {
            (0, 1) => "1 warning",
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"{warnings} warnings"),
            (_, 0) => Errors(errors),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Errors(errors)}, {warnings} {(warnings == 1 ? "warning" : "warnings")}"),
        };
    }

    public static void Write(HtmlBuilder page, DeploymentRecord record) =>
        page.Section("diagnostics", Heading(record), () => page.Element("ul", () =>
    {
        foreach (var problem in Problems.InOrder(record))
        {
            page.Element("li", () => Item(page, problem), ("class", "diagnostic"));
        }
    }, ("class", "plain")));

    private static string Errors(int errors) => errors == 1 ? "1 error" : string.Create(CultureInfo.InvariantCulture, $"{errors} errors");

    private static void Item(HtmlBuilder page, DiagnosticRecord problem)
    {
        page.Element("p", () =>
        {
            page.Badge(Words.Of(problem.Severity), Tones.Of(problem.Severity));
            page.Text(" ");
            page.Element("a", problem.Code, ("href", $"#{problem.Code}"));
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
        { File: { Length: > 0 } file, Line: > 0 } =>
            string.Create(CultureInfo.InvariantCulture, $"{file}({problem.Line},{problem.Column})"),
        { File: { Length: > 0 } file } => file,
        { Property: { Length: > 0 } property } => $"Option {property}",
        _ => "",
    };
}
