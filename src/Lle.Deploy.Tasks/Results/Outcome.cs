using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;
using Lle.Deploy.Tasks.Logging;

namespace Lle.Deploy.Tasks.Results;

/// <summary>Says how an operation ended: in the build's output, and on the page of the CI job where a CI system runs the build.</summary>
internal static class Outcome
{
    /// <param name="result">What there is to say.</param>
    /// <param name="log">The build's output.</param>
    /// <param name="environment">What the CI system says of itself; empty values elsewhere.</param>
    public static void Say(OperationResult result, DiagnosticLog log, IReadOnlyDictionary<string, string> environment)
    {
        if (result.DeploymentId.Length == 0)
        {
            if (result.Succeeded)
            {
                log.SayResult(["Nothing was interrupted, so nothing has been changed"]);
            }

            return;
        }

        Show(result.ForContinuousIntegration(environment), log);
        log.SayResult(result.ReportPath is { } report ? [report, .. result.Summary] : result.Summary);
    }

    /// <summary>What a CI job is to show of it.</summary>
    public static void Show(CiOutput job, DiagnosticLog log)
    {
        foreach (var file in job.Files)
        {
            Write(file, log);
        }

        foreach (var line in job.Lines)
        {
            log.Say(line);
        }
    }

    private static void Write(CiFile file, DiagnosticLog log)
    {
        try
        {
            if (file.Append)
            {
                File.AppendAllText(file.Path, file.Content);
            }
            else
            {
                File.WriteAllText(file.Path, file.Content);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            log.Tell(BuildDiagnostics.CiSummaryNotWritten(
                file.Path, error is UnauthorizedAccessException ? "permission denied" : "the system refused to write it"));
        }
    }
}
