using System.Globalization;
using Lle.Deploy.Configuration;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Phases;

/// <summary>Installs the monitor with its configuration and logs, and lets it run once: a monitor that cannot see the program well fails
/// the phase.</summary>
internal sealed class ActivateMonitoring : ChangingStep
{
    private const int FirstRunLaunches = 5;

    public override Phase Phase => Phase.MonitoringActivation;

    protected override void Change(TargetSession session, Installing state, CancellationToken cancellation)
    {
        var layout = session.Layout;
        var (_, configuration) = MergedConfiguration.Install(
            session,
            state,
            layout.MonitoringConfiguration,
            GeneratedFiles.MonitoringConfiguration(layout, session.Options.Budgets, session.Id, LogTime.Format(session.Started)),
            "monitoring.conf",
            document => ConfigRules.Check(document, GeneratedFiles.MonitoringRules),
            isSecret: false,
            cancellation);
        InstalledScript.Install(session, state, InstalledScripts.Monitor(layout, InstalledScript.Settings(session, state.Payload)),
            cancellation);
        foreach (var file in MonitoringSchedule.Render(
            session.Options.MonitoringSchedule, layout, IntervalOf(configuration), UserOf(session.Options)))
        {
            InstalledScript.Install(session, state, file, cancellation);
        }
    }

    protected override void Work(Deployment deployment, Changing state, CancellationToken cancellation)
    {
        var session = deployment.Session;
        var layout = deployment.Layout;
        foreach (var path in new[] { layout.PerformanceLog, layout.HealthLog, layout.AlertsLog })
        {
            using var directory = PosixDirectory.OpenParent(path, out var name);
            using var log = directory.OpenAppend(name, FileTraits.Public.Mode);
            if (deployment.Options.Owner is not null || deployment.Options.Group is not null)
            {
                // The monitor writes them, and it runs as the owner.
                log.SetOwner(deployment.Options.Owner ?? uint.MaxValue, deployment.Options.Group ?? uint.MaxValue);
            }

            log.WriteText(MonitoringLogs.Opening(session.Started, session.Id));
        }

        foreach (var diagnostic in FirstRun(layout.Monitor, cancellation))
        {
            deployment.Tell(diagnostic);
        }

        session.Log.Info("Monitoring activated");
    }

    private static IReadOnlyList<Diagnostic> FirstRun(string monitor, CancellationToken cancellation) =>
        TargetShell.Missing(monitor) is { } missing
            ? [missing]
            : MonitoringRun.Judge(monitor, Launcher.Run(MonitoringRun.Request(monitor, "all", FirstRunLaunches), cancellation));

    /// <summary>What is there in the file now, which may be somebody's edit; its rules have been checked.</summary>
    private static int IntervalOf(string configuration) =>
        ConfigDocument.Parse(configuration, "monitoring.conf").Find("health", "health_check_interval") is { } entry
        && int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : MonitoringSchedule.DefaultIntervalSeconds;

    /// <summary>Whoever owns the logs; for root no user is named.</summary>
    private static string UserOf(DeploymentOptions options) => options.EffectiveOwner is var user and not 0 ? Accounts.UserName(user) : "";
}
