using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>GitLab shows files the job keeps: the summary as an artifact, the diagnostics as a code quality report.</summary>
internal static partial class GitLab
{
    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, DeploymentRecord record)
    {
        if (environment.GetValueOrDefault("CI_PROJECT_DIR") is not { Length: > 0 } project)
        {
            return new CiOutput("gitlab", [], []);
        }

        var fallback = environment.GetValueOrDefault("CI_CONFIG_PATH") is { Length: > 0 } pipeline ? pipeline : ".gitlab-ci.yml";
        return new CiOutput(
            "gitlab",
            [
                new CiFile(Path.Combine(project, "lle-deployment.md"), MarkdownSummary.Render(record), Append: false),
                new CiFile(Path.Combine(project, "gl-code-quality-report.json"), CodeQuality(record, project, fallback), Append: false),
            ],
            []);
    }

    /// <param name="fallback">A finding without a file in the repository is shown at the pipeline that met it.</param>
    private static string CodeQuality(DeploymentRecord record, string repository, string fallback)
    {
        var issues = new JsonArray();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var problem in ContinuousIntegration.Findings(record))
        {
            var path = ContinuousIntegration.InRepository(problem.File, repository);
            issues.Add((JsonNode)new JsonObject
            {
                ["description"] = OneLine.Escape($"{problem.Code}: {ContinuousIntegration.Text(problem)}"),
                ["check_name"] = problem.Code,
                ["fingerprint"] = Fingerprint(problem, path, known),
                ["severity"] = problem.Severity == Severity.Error ? "critical" : "minor",
                ["location"] = new JsonObject
                {
                    ["path"] = path ?? fallback,
                    ["lines"] = new JsonObject { ["begin"] = path is null ? 1 : Math.Max(1, problem.Line) },
                },
            });
        }

        return issues.ToJsonString() + "\n";
    }

    /// <summary>
    /// The same failure has the same fingerprint in every run, or GitLab would call it new each time: measured values, IDs, times and
    /// temporary names do not count. Findings that only differ in those are numbered.
    /// </summary>
    private static string Fingerprint(DiagnosticRecord problem, string? path, HashSet<string> known)
    {
        var shape = Varying().Replace(problem.Message, "#");
        for (var number = 1; ; number++)
        {
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{problem.Code}\n{path}\n{(path is null ? 0 : problem.Line)}\n{problem.Property}\n{shape}\n{number}");
            var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            if (known.Add(fingerprint))
            {
                return fingerprint;
            }
        }
    }

    /// <summary>Hashes, numbers with their decimals and unit of time, and what a temporary directory is called.</summary>
    [GeneratedRegex(@"\b[0-9a-f]{32,}\b|/tmp/[^\s'/]+|[-+−]?[0-9][0-9_.,:]*( (µs|ms|s)\b)?")]
    private static partial Regex Varying();
}
