using System.Globalization;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Text;

namespace Lle.Deploy.Readiness;

/// <summary>The text of post_deployment_validation_ID.log.</summary>
internal static class ValidationReport
{
    public static string Render(string deploymentId, DateTimeOffset time, ScoreRecord score)
    {
        var rule = new string('=', 40);
        var passed = score.Lines.Count(line => line.Awarded == line.Maximum);
        var text = new StringBuilder();
        text.Append("LLE Post-Deployment Validation Report\n");
        text.Append(CultureInfo.InvariantCulture, $"Deployment ID: {OneLine.Escape(deploymentId)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Validation Date: {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");
        text.Append(CultureInfo.InvariantCulture, $"{rule}\n\n");
        foreach (var line in score.Lines)
        {
            var word = line.Awarded == line.Maximum ? "PASSED" : "FAILED";
            text.Append(CultureInfo.InvariantCulture, $"{OneLine.Escape(line.Name)}: {word}\n  {OneLine.Escape(line.Evidence)}\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{rule}\nValidation Summary:\n");
        text.Append(CultureInfo.InvariantCulture,
            $"Total Tests: {score.Lines.Count}\nPassed: {passed}\nFailed: {score.Lines.Count - passed}\n");
        text.Append(CultureInfo.InvariantCulture, $"Success Rate: {score.Percent}% (required: {score.ThresholdPercent}%)\n");
        return text.ToString();
    }
}
