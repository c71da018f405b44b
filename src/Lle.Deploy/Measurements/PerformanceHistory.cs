using Lle.Deploy.Reporting;

namespace Lle.Deploy.Measurements;

/// <summary>What a deployment leaves in the history of measurements: its medians, and nothing it did not measure.</summary>
internal static class PerformanceHistory
{
    public static HistoryRecord Of(DeploymentRecord deployment)
    {
        var gating = deployment.PipeResponse is { Gating: true } pipe ? pipe
            : deployment.TerminalResponse is { Gating: true } terminal ? terminal
            : deployment.PipeResponse ?? deployment.TerminalResponse;
        return new HistoryRecord
        {
            DeploymentId = deployment.DeploymentId,
            Version = deployment.Version,
            StartupMicroseconds = deployment.Startup?.Wall.Median,
            ResponseMicroseconds = gating?.RoundTrip.Median,
        };
    }
}
