using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Readiness;

/// <summary>What is known of the eight post-deployment tests.</summary>
internal sealed record ValidationEvidence(
    Finding BinaryFunctionality,
    Finding ConfigurationIntegrity,
    Finding SecurityFramework,
    Finding PerformanceTargets,
    Finding IntegrationPoints,
    Finding MonitoringSystems,
    Finding BackupIntegrity,
    Finding UserExperience)
{
    /// <summary>After a deployment: everything it measured on the installed files counts, nothing is measured twice.</summary>
    public static ValidationEvidence From(DeploymentRecord record) => new(
        BinaryFunctionality: Finding.All(
            RecordFindings.Phase(record, Phase.BinaryInstallation), RecordFindings.InstalledBinary(record),
            RecordFindings.Launches(record)),
        ConfigurationIntegrity: Finding.All(RecordFindings.Phase(record, Phase.ConfigurationDeployment),
        RecordFindings.Configuration(record)),
        SecurityFramework: Finding.All(
            RecordFindings.Phase(record, Phase.SecurityConfiguration),
            RecordFindings.Phase(record, Phase.SecurityValidation),
            RecordFindings.Permissions(record)),
        PerformanceTargets: Finding.All(RecordFindings.Startup(record), RecordFindings.Response(record)),
        IntegrationPoints: Finding.All(RecordFindings.Phase(record, Phase.IntegrationValidation), RecordFindings.Probes(record)),
        MonitoringSystems: RecordFindings.Phase(record, Phase.MonitoringActivation),
        BackupIntegrity: RecordFindings.Backup(record),
        UserExperience: RecordFindings.LiveSession(record));
}

/// <summary>How to look at an installed system, one look a test; used when no deployment has just measured it.</summary>
internal sealed record ValidationChecks(
    Func<Finding> BinaryFunctionality,
    Func<Finding> ConfigurationIntegrity,
    Func<Finding> SecurityFramework,
    Func<Finding> PerformanceTargets,
    Func<Finding> IntegrationPoints,
    Func<Finding> MonitoringSystems,
    Func<Finding> BackupIntegrity,
    Func<Finding> UserExperience)
{
    /// <summary>Runs all eight, whatever the earlier ones show. A check that gives up with a diagnostic has failed with that
    /// text.</summary>
    public ValidationEvidence Look() => new(
        Try(BinaryFunctionality),
        Try(ConfigurationIntegrity),
        Try(SecurityFramework),
        Try(PerformanceTargets),
        Try(IntegrationPoints),
        Try(MonitoringSystems),
        Try(BackupIntegrity),
        Try(UserExperience));

    private static Finding Try(Func<Finding> check)
    {
        try
        {
            return check();
        }
        catch (Diagnostics.DeploymentException problem)
        {
            return Finding.Failed(problem.Diagnostics);
        }
    }
}
