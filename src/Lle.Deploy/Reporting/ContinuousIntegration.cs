using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>A file for the CI system; appended to where others write to the same file.</summary>
/// <param name="Path">Absolute; not on the target.</param>
/// <param name="Content">The text to write, or to append.</param>
/// <param name="Append">Others write to the same file.</param>
public sealed record CiFile(string Path, string Content, bool Append);

/// <summary>What the page of a CI job is to show.</summary>
/// <param name="System">github, gitlab, or empty where no CI system that we know runs this.</param>
/// <param name="Files">To be written outside of the target, into what the CI system handed to the job.</param>
/// <param name="Lines">To be printed at the start of a line of the job's output.</param>
public sealed record CiOutput(string System, IReadOnlyList<CiFile> Files, IReadOnlyList<string> Lines);

/// <summary>Brings the result to the page of a CI job. Decides by the environment it is handed; elsewhere nothing changes.</summary>
internal static class ContinuousIntegration
{
    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, DeploymentRecord record)
    {
        if (environment.GetValueOrDefault("GITHUB_ACTIONS") == "true")
        {
            return GitHub(environment, record);
        }

        return environment.GetValueOrDefault("GITLAB_CI") == "true" ? GitLab(environment, record) : new CiOutput("", [], []);
    }

    private static CiOutput GitHub(IReadOnlyDictionary<string, string> environment, DeploymentRecord record)
    {
        var files = environment.GetValueOrDefault("GITHUB_STEP_SUMMARY") is { Length: > 0 } path
            ? [new CiFile(path, MarkdownSummary.Render(record), Append: true)]
            : Array.Empty<CiFile>();
        return new CiOutput("github", files, [.. record.Diagnostics.Select(Annotation)]);
    }

    /// <summary>A workflow command; https://docs.github.com/actions/reference/workflow-commands-for-github-actions.</summary>
    private static string Annotation(DiagnosticRecord problem)
    {
        var command = problem.Severity == Severity.Error ? "error" : "warning";
        var properties = new StringBuilder($"title={Property(problem.Code)}");
        if (problem.File is { Length: > 0 } file)
        {
            properties.Append(CultureInfo.InvariantCulture, $",file={Property(file)}");
            if (problem.Line > 0)
            {
                properties.Append(CultureInfo.InvariantCulture, $",line={problem.Line}");
            }

            if (problem.Column > 0)
            {
                properties.Append(CultureInfo.InvariantCulture, $",col={problem.Column}");
            }
        }

        return $"::{command} {properties}::{Data($"{problem.Message}. {problem.Remedy}")}";
    }

    private static string Data(string text) =>
        OneLine.Escape(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>GitLab shows files the job keeps: the summary as an artifact, the diagnostics as a code quality report.</summary>
    private static CiOutput GitLab(IReadOnlyDictionary<string, string> environment, DeploymentRecord record)
    {
        if (environment.GetValueOrDefault("CI_PROJECT_DIR") is not { Length: > 0 } project)
        {
            return new CiOutput("gitlab", [], []);
        }

        return new CiOutput(
            "gitlab",
            [
                new CiFile(Path.Combine(project, "lle-deployment.md"), MarkdownSummary.Render(record), Append: false),
                new CiFile(Path.Combine(project, "gl-code-quality-report.json"), CodeQuality(record), Append: false),
            ],
            []);
    }

    private static string CodeQuality(DeploymentRecord record)
    {
        var issues = new JsonArray();
        foreach (var problem in record.Diagnostics)
        {
            issues.Add((JsonNode)new JsonObject
            {
                ["description"] = OneLine.Escape($"{problem.Code}: {problem.Message}. {problem.Remedy}"),
                ["check_name"] = problem.Code,
                ["fingerprint"] = Fingerprint(problem),
                ["severity"] = problem.Severity == Severity.Error ? "critical" : "minor",
                ["location"] = new JsonObject
                {
                    ["path"] = Wording.Or(problem.File, "deployment"),
                    ["lines"] = new JsonObject { ["begin"] = Math.Max(1, problem.Line) },
                },
            });
        }

        return issues.ToJsonString() + "\n";
    }

    private static string Fingerprint(DiagnosticRecord problem) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{problem.Code}\n{problem.File}\n{problem.Line}\n{problem.Message}")));
}
