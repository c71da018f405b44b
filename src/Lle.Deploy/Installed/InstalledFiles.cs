using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>
/// THE table of the files that deployments put on a target. The permission audit, the installed validator, restores, uninstalls and
/// the documents read it (a plan runs the steps' own code instead); a file that is not here is nobody's.
/// </summary>
internal static class InstalledFiles
{
    public static IReadOnlyList<InstalledFile> All { get; } =
    [
        new("bin", "{program}", FileModes.Program, Phase.BinaryInstallation),
        new("config", "checksums.sha256", FileModes.Readable, Phase.BinaryInstallation),
        new("config", TargetLayout.DefaultConfigName, FileModes.Readable, Phase.ConfigurationDeployment, InstalledKind.Configuration),
        new("config", "security.conf", FileModes.Secret, Phase.SecurityConfiguration, InstalledKind.Configuration),
        new("config", "validate_security.sh", FileModes.Program, Phase.SecurityConfiguration),
        new("config", "monitoring.conf", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Configuration),
        new("config", "monitor_lle.sh", FileModes.Program, Phase.MonitoringActivation),
        new("config", "lle-monitor.service", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Optional),
        new("config", "lle-monitor.timer", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Optional),
        new("config", "lle-monitor.crontab", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Optional),
        new("config", "lle_status.sh", FileModes.Program, Phase.DeploymentFinalization),
        new("config", TargetLayout.InstallationName, FileModes.Readable, Phase.DeploymentFinalization, InstalledKind.Identity),
        new("data", "rollback_*.data", FileModes.Secret, Phase.BackupCreation),
        new("data", "services", FileModes.Secret, Phase.IntegrationValidation, InstalledKind.Optional),
        new("data", "sv/*/run", FileModes.Program, Phase.IntegrationValidation, InstalledKind.Optional),
        new("data", "unit_*", FileModes.Readable, Phase.IntegrationValidation, InstalledKind.Optional),
        new("data", "installation_info", FileModes.Readable, Phase.BinaryInstallation),
        new("data", "deployment_state", FileModes.Readable, Phase.DeploymentFinalization),
        new("data", TargetLayout.InstallationName, FileModes.Readable, Phase.DeploymentFinalization, InstalledKind.Identity),
        new("data", "history/*", FileModes.Readable, Phase.ConfigurationDeployment, InstalledKind.Data),
        new("logs", "deployment_audit.log", FileModes.Secret, Phase.PreDeploymentValidation, InstalledKind.Log),
        new("logs", "security_audit.log", FileModes.Secret, Phase.SecurityConfiguration, InstalledKind.Log),
        new("logs", "performance.log", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", "health.log", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", "alerts.log", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", "deployment_*", FileModes.Readable, Phase.PreDeploymentValidation, InstalledKind.Log),
        new("logs", "post_deployment_validation_*.log", FileModes.Readable, Phase.DeploymentFinalization, InstalledKind.Log),
        new("logs", "lle.prom*", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", "performance.log.*", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", "health.log.*", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", "alerts.log.*", FileModes.Readable, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", ".monitor.*", FileModes.Private, Phase.MonitoringActivation, InstalledKind.Log),
        new("logs", ".deployment_*.new", FileModes.Readable, Phase.PreDeploymentValidation, InstalledKind.Log),
        new("logs", ".post_deployment_validation_*.new", FileModes.Readable, Phase.DeploymentFinalization, InstalledKind.Log),
        new("logs", TargetLayout.InstallationName, FileModes.Readable, Phase.DeploymentFinalization, InstalledKind.Identity),
        new("backups", TargetLayout.InstallationName, FileModes.Readable, Phase.DeploymentFinalization, InstalledKind.Identity),
        new("prefix", $"lib/lle/{{name}}/{TargetLayout.InstallationName}", FileModes.Readable, Phase.DeploymentFinalization,
            InstalledKind.Identity),
        new("prefix", "lib/lle/bin/lle", FileModes.Program, Phase.DeploymentFinalization, InstalledKind.Shared),
        new("bin", "lle", FileModes.All, Phase.DeploymentFinalization, InstalledKind.Shared),
    ];

    /// <returns>null: nobody's.</returns>
    public static InstalledFile? Find(TargetLayout layout, string path) => All.FirstOrDefault(f => f.Is(layout, path));
}
