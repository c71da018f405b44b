using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;

namespace Lle.Deploy.Readiness;

/// <summary>What is known of the seven areas of the assessment, from this deployment or from a look at an installed system.</summary>
internal sealed record ReadinessEvidence(
    Finding Binary, Finding Configuration, Finding Security, Finding Performance, Finding Integration, Finding Backup, Finding Logging)
{
    public static ReadinessEvidence From(DeploymentRecord record) => new(
        Binary: Finding.All(RecordFindings.Phase(record, Phase.BinaryInstallation), RecordFindings.InstalledBinary(record)),
        Configuration: Finding.All(RecordFindings.Phase(record, Phase.ConfigurationDeployment), RecordFindings.Configuration(record)),
        Security: Finding.All(
            RecordFindings.Phase(record, Phase.SecurityConfiguration),
            RecordFindings.Phase(record, Phase.SecurityValidation),
            RecordFindings.Permissions(record)),
        Performance: Finding.All(RecordFindings.Startup(record), RecordFindings.Response(record)),
        Integration: Finding.All(RecordFindings.Phase(record, Phase.IntegrationValidation), RecordFindings.Probes(record)),
        Backup: Finding.All(RecordFindings.Phase(record, Phase.BackupCreation), RecordFindings.Backup(record)),
        Logging: RecordFindings.Logging(record));
}
