using System.Globalization;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Reporting;

/// <summary>Logging commands; https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.</summary>
internal static class AzurePipelines
{
    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, DeploymentRecord record)
    {
        var repository = environment.GetValueOrDefault("BUILD_SOURCESDIRECTORY");
        var lines = ContinuousIntegration.Findings(record).Select(problem => Issue(problem, repository)).ToList();
        var files = new List<CiFile>();
        if (environment.GetValueOrDefault("AGENT_TEMPDIRECTORY") is { Length: > 0 } folder)
        {
            var summary = new CiFile(Path.Combine(folder, "lle-deployment.md"), MarkdownSummary.Render(record), Append: false);
            files.Add(summary);
            lines.Add($"##vso[task.uploadsummary]{Data(summary.Path)}");
        }

        if (record.StatusCode == 0 ? !StatusText.IsGood(record) : record.Status == DeploymentStatus.Degraded)
        {
            lines.Add($"##vso[task.complete result=SucceededWithIssues;]{Data(StatusText.Sentence(record))}");
        }

        return new CiOutput("azure", files, lines);
    }

    private static string Issue(DiagnosticRecord problem, string? repository)
    {
        var properties = new StringBuilder($"type={Words.Of(problem.Severity)};code={Property(problem.Code)};");
        if (problem.File is { Length: > 0 } file)
        {
            properties.Append(CultureInfo.InvariantCulture,
                $"sourcepath={Property(ContinuousIntegration.InRepository(file, repository) ?? file)};");
            if (problem.Line > 0)
            {
                properties.Append(CultureInfo.InvariantCulture, $"linenumber={problem.Line};columnnumber={Math.Max(1, problem.Column)};");
            }
        }

        return $"##vso[task.logissue {properties}]{Data(ContinuousIntegration.Text(problem))}";
    }

    private static string Data(string text) => OneLine.Escape(text).Replace("%", "%AZP25", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
