using System.Text;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Fleets;

/// <summary>A roll-out on the page of the CI job that runs it.</summary>
internal static class FleetSummary
{
    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, FleetRecord record) =>
        environment.GetValueOrDefault("GITHUB_ACTIONS") == "true"
            && environment.GetValueOrDefault("GITHUB_STEP_SUMMARY") is { Length: > 0 } path
            ? new CiOutput("github", [new CiFile(path, Markdown(record), Append: true)], [])
            : new CiOutput("", [], []);

    public static string Markdown(FleetRecord record)
    {
        var text = new StringBuilder($"## {MarkdownSummary.Escape(FleetText.Headline(record))}\n\n");
        text.Append("| host | batch | outcome | version | why |\n|---|---|---|---|---|\n");
        foreach (var host in record.Hosts.OrderBy(host => host.Succeeded))
        {
            string[] cells = [host.Host, host.Batch, host.Status, host.Version, host.Message];
            text.Append($"| {string.Join(" | ", cells.Select(MarkdownSummary.Escape))} |\n");
        }

        return text.ToString();
    }
}
