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
        var text = new StringBuilder($"## {Cell(FleetText.Headline(record))}\n\n| host | batch | outcome | version | why |\n|---|---|---|---|---|\n");
        foreach (var host in record.Hosts.OrderBy(host => host.Succeeded))
        {
            text.Append($"| {Cell(host.Host)} | {Cell(host.Batch)} | {Cell(host.Status)} | {Cell(host.Version)} | {Cell(host.Message)} |\n");
        }

        return text.ToString();
    }

    /// <summary>Text of a host is text, and no markup.</summary>
    private static string Cell(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(
        c => c is '|' or '<' or '>' or '&' or '`' or '*' or '_' or '[' or ']' or '\\' ? $"&#{(int)c};" : $"{c}"));
}
