using Lle.Deploy.Monitoring;
using Lle.Deploy.Options;
using Lle.Deploy.Processes;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>One run of the installed monitor.</summary>
internal static class RunMonitor
{
    /// <returns>Whether the program is healthy and within its thresholds.</returns>
    public static bool Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        var monitor = options.Layout.Monitor;
        var problems = TargetShell.Missing(monitor) is { } missing
            ? [missing]
            : MonitoringRun.Judge(monitor, Launcher.Run(MonitoringRun.Request(monitor, "all"), cancellation));
        foreach (var problem in problems)
        {
            listener.Tell(problem);
        }

        return problems.Count == 0;
    }
}
