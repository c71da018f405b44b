using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting.Html;

internal static class LogSection
{
    public static void Write(HtmlBuilder page, DeploymentRecord record)
    {
        page.Section("log", "Log", () =>
        {
            page.Element(
                "pre",
                () => page.Element("code", string.Join('\n', record.LogExcerpt)),
                ("class", "log"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Last lines of the deployment log"));
            if (record.LogPath is { Length: > 0 } path)
            {
                page.Element("p", () => page.Text("The whole log: ").Element("code", path));
            }
        });
    }

    public static void WriteFooter(HtmlBuilder page, DeploymentRecord record)
    {
        page.Element("footer", () =>
        {
            if (record.AuditHead is { Length: > 0 } head)
            {
                page.Element("p", () => page.Text("Audit log ends in ").Element("code", head, ("class", "hash"))
                    .Text("; keep this line elsewhere to notice an edited log."));
            }

            page.Element("p", $"Lle.Deploy.Tasks; times are UTC. Written {Wording.Time(record.Finished ?? record.Started)}.");
        });
    }
}
