using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lle.Deploy.Reporting;
using Lle.Deploy.Text;

namespace Lle.Deploy.Fleets;

/// <summary>A roll-out on the page of the CI job that runs it. Errors are in the job's output already, an error a host.</summary>
internal static class FleetSummary
{
    private const string Page = "lle-roll-out.md";

    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, FleetRecord record)
    {
        if (environment.GetValueOrDefault("GITHUB_ACTIONS") == "true"
            && environment.GetValueOrDefault("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            return new CiOutput("github", [new CiFile(summary, Markdown(record), Append: true)], []);
        }

        if (environment.GetValueOrDefault("GITLAB_CI") == "true"
            && environment.GetValueOrDefault("CI_PROJECT_DIR") is { Length: > 0 } project)
        {
            return new CiOutput("gitlab",
                [
                    new CiFile(Path.Combine(project, Page), Markdown(record), Append: false),
                    new CiFile(Path.Combine(project, "gl-code-quality-report.json"), CodeQuality(record, environment), Append: false),
                ],
                []);
        }

        return string.Equals(environment.GetValueOrDefault("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase)
            && environment.GetValueOrDefault("AGENT_TEMPDIRECTORY") is { Length: > 0 } folder
            ? new CiOutput("azure", [new CiFile(Path.Combine(folder, Page), Markdown(record), Append: false)],
                [$"##vso[task.uploadsummary]{Path.Combine(folder, Page)}"])
            : new CiOutput("", [], []);
    }

    public static string Markdown(FleetRecord record)
    {
        var text = new StringBuilder($"## {MarkdownSummary.Escape(FleetText.Headline(record))}\n\n");
        text.Append($"Run {MarkdownSummary.Escape(record.Run)}\n\n");
        if (FleetText.Versions(record) is { } versions)
        {
            text.Append($"**{MarkdownSummary.Escape(versions)}**\n\n");
        }

        text.Append("| host | batch | outcome | version | start-up | response | why |\n|---|---|---|---|---|---|---|\n");
        foreach (var host in record.Hosts.OrderBy(host => host.Succeeded))
        {
            var figures = HostFigures.Of(host);
            string[] cells =
            [
                host.Host, FleetText.Place(host.Environment, host.Batch), host.Status, host.Version,
                Wording.Microseconds(figures.StartupMicroseconds), Wording.Microseconds(figures.ResponseMicroseconds), host.Message,
            ];
            text.Append($"| {string.Join(" | ", cells.Select(MarkdownSummary.Escape))} |\n");
        }

        return text.ToString();
    }

    /// <summary>A finding a host that is not well, at the pipeline that met it.</summary>
    private static string CodeQuality(FleetRecord record, IReadOnlyDictionary<string, string> environment)
    {
        var pipeline = environment.GetValueOrDefault("CI_CONFIG_PATH") is { Length: > 0 } path ? path : ".gitlab-ci.yml";
        var issues = new JsonArray();
        foreach (var host in record.Hosts.Where(host => !host.Succeeded && !host.IsUntouched && !host.IsTakenBack))
        {
            var name = FleetText.Place(host.Environment, host.Host);
            issues.Add((JsonNode)new JsonObject
            {
                ["description"] = OneLine.Escape($"{name}: {host.Status}{(host.Message.Length > 0 ? $", {host.Message}" : "")}"),
                ["check_name"] = host.Status,
                // The same failure of the same host is the same finding in every run.
                ["fingerprint"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{host.Status}"))),
                ["severity"] = "critical",
                ["location"] = new JsonObject { ["path"] = pipeline, ["lines"] = new JsonObject { ["begin"] = 1 } },
            });
        }

        return issues.ToJsonString() + "\n";
    }
}
