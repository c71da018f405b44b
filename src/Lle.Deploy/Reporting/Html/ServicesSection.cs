using System.Globalization;
using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

/// <summary>What runs what is deployed: before, what was done, after; and what the health checks answered.</summary>
internal static class ServicesSection
{
    public static bool HasAny(DeploymentRecord record) => record.Services.Count + record.HealthChecks.Count > 0;

    public static void Write(HtmlBuilder page, DeploymentRecord record) => page.Section("services", "Services", () =>
    {
        Services(page, record.Services);
        Checks(page, record.HealthChecks);
    });

    private static void Services(HtmlBuilder page, List<ServiceRecord> services)
    {
        if (services.Count == 0)
        {
            return;
        }

        page.Table("What was done to services", ["Service", "Manager", "Before", "Done", "Now"], () =>
        {
            foreach (var service in services)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", () => page.Element("code", service.Name), ("scope", "row"));
                    page.Element("td", $"{service.Manager} ({service.Unit})");
                    page.Element("td", service.Before);
                    page.Element("td", Wording.Done(service));
                    page.Element("td", service.After ?? "not known");
                });
            }
        });
    }

    private static void Checks(HtmlBuilder page, List<HealthRecord> checks)
    {
        if (checks.Count == 0)
        {
            return;
        }

        page.Table("Health checks", ["Check", "Question", "Attempts", "Took", "Outcome", "Last answer"], () =>
        {
            foreach (var check in checks)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", () => page.Element("code", check.Name), ("scope", "row"));
                    page.Element("td", () => page.Element("code", check.Question));
                    page.Element("td", check.Attempts.ToString(CultureInfo.InvariantCulture), ("class", "number"));
                    page.Element("td", Wording.Milliseconds(check.DurationMilliseconds), ("class", "number"));
                    page.Element("td", () => page.Badge(check.Passed ? "passed" : "failed", check.Passed ? Tone.Good : Tone.Bad));
                    page.Element("td", check.Problem ?? "");
                });
            }
        });
    }
}
