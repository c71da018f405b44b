using System.Globalization;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>The job's summary, and an annotation a problem;
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions.</summary>
internal static class GitHubActions
{
    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, DeploymentRecord record)
    {
        CiFile[] files = environment.GetValueOrDefault("GITHUB_STEP_SUMMARY") is { Length: > 0 } path
            ? [new CiFile(path, MarkdownSummary.Render(record), Append: true)]
            : [];
        var repository = environment.GetValueOrDefault("GITHUB_WORKSPACE");
        return new CiOutput("github", files, [.. ContinuousIntegration.Findings(record)
            .Select(problem => Annotation(problem, repository))]);
    }

    private static string Annotation(DiagnosticRecord problem, string? repository)
    {
        var properties = new StringBuilder($"title={Property(problem.Code)}");
        if (problem.File is { Length: > 0 } file)
        {
            properties.Append(CultureInfo.InvariantCulture,
                $",file={Property(ContinuousIntegration.InRepository(file, repository) ?? file)}");
            if (problem.Line > 0)
            {
                properties.Append(CultureInfo.InvariantCulture, $",line={problem.Line}");
            }

            if (problem.Column > 0)
            {
                properties.Append(CultureInfo.InvariantCulture, $",col={problem.Column}");
            }
        }

        return $"::{Words.Of(problem.Severity)} {properties}::{Data(ContinuousIntegration.Text(problem))}";
    }

    private static string Data(string text) =>
        OneLine.Escape(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
