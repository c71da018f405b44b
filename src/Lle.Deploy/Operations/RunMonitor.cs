using Lle.Deploy.Monitoring;
using Lle.Deploy.Options;
using Lle.Deploy.Processes;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>One run of the installed monitor.</summary>
internal static class RunMonitor
{
    public static MonitorResult Run(DeploymentOptions options, OperationListener listener, CancellationToken cancellation)
    {
        WritingOperation.CheckInstalled(options);
        var monitor = options.Layout.Monitor;
        if (TargetShell.Missing(monitor) is { } missing)
        {
            listener.Tell(missing);
            return new MonitorResult(false, []);
        }

        var run = Launcher.Run(MonitoringRun.Request(monitor, "all"), cancellation);
        var problems = MonitoringRun.Judge(monitor, run);
        foreach (var problem in problems)
        {
            listener.Tell(problem);
        }

        return new MonitorResult(problems.Count == 0, MonitoringRun.Figures(run));
    }
}
