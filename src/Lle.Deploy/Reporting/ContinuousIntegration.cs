using Lle.Deploy.Deployments;

namespace Lle.Deploy.Reporting;

/// <summary>A file for the CI system; appended to where others write to the same file.</summary>
/// <param name="Path">Absolute; not on the target.</param>
/// <param name="Content">The text to write, or to append.</param>
/// <param name="Append">Others write to the same file.</param>
public sealed record CiFile(string Path, string Content, bool Append);

/// <summary>What the page of a CI job is to show.</summary>
/// <param name="System">github, gitlab, azure, or empty where no CI system that we know runs this.</param>
/// <param name="Files">To be written outside of the target, into what the CI system handed to the job; before the lines are
/// printed.</param>
/// <param name="Lines">To be printed at the start of a line of the job's output.</param>
public sealed record CiOutput(string System, IReadOnlyList<CiFile> Files, IReadOnlyList<string> Lines);

/// <summary>Brings the result to the page of a CI job. Decides by the environment it is handed; elsewhere nothing changes.</summary>
internal static class ContinuousIntegration
{
    public static CiOutput Render(IReadOnlyDictionary<string, string> environment, DeploymentRecord record) => environment switch
    {
        _ when environment.GetValueOrDefault("GITHUB_ACTIONS") == "true" => GitHubActions.Render(environment, record),
        _ when environment.GetValueOrDefault("GITLAB_CI") == "true" => GitLab.Render(environment, record),
        _ when string.Equals(environment.GetValueOrDefault("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase) =>
        AzurePipelines.Render(environment, record),
        _ => new CiOutput("", [], []),
    };

    /// <summary>By weight, and none twice: the same problem may have been met by several steps.</summary>
    public static IReadOnlyList<DiagnosticRecord> Findings(DeploymentRecord record) =>
        [.. Problems.InOrder(record).DistinctBy(each => (each.Code, each.File, each.Line, each.Message))];

    /// <summary>CI systems find a file by its path in the repository; one outside of it has no such path.</summary>
    /// <returns>null: it is not in the repository.</returns>
    public static string? InRepository(string? file, string? repository) =>
        file is { Length: > 0 } && repository is { Length: > 0 } && file.StartsWith(repository.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? file[(repository.TrimEnd('/').Length + 1)..]
            : null;

    /// <summary>Message and remedy as sentences.</summary>
    public static string Text(DiagnosticRecord problem) =>
        problem.Remedy.Length == 0 ? problem.Message : $"{problem.Message}. {problem.Remedy}";
}
