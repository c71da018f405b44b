namespace Lle.Deploy.Deployments;

/// <summary>One numbered part of a deployment, with the document's name and the document's code for its failure.</summary>
internal sealed record Phase(int Number, string Name, string FailureCode)
{
    public static readonly Phase PreDeploymentValidation = new(1, "PRE_DEPLOYMENT_VALIDATION", "PRE_DEPLOY_001");
    public static readonly Phase EnvironmentPreparation = new(2, "ENVIRONMENT_PREPARATION", "ENV_PREP_001");
    public static readonly Phase BackupCreation = new(3, "BACKUP_CREATION", "BACKUP_001");
    public static readonly Phase BinaryInstallation = new(4, "BINARY_INSTALLATION", "BINARY_001");
    public static readonly Phase ConfigurationDeployment = new(5, "CONFIGURATION_DEPLOYMENT", "CONFIG_001");
    public static readonly Phase SecurityConfiguration = new(6, "SECURITY_CONFIGURATION", "SECURITY_001");
    public static readonly Phase IntegrationValidation = new(7, "INTEGRATION_VALIDATION", "INTEGRATION_001");
    public static readonly Phase PerformanceValidation = new(8, "PERFORMANCE_VALIDATION", "PERFORMANCE_001");
    public static readonly Phase SecurityValidation = new(9, "SECURITY_VALIDATION", "SECURITY_VAL_001");
    public static readonly Phase ProductionReadiness = new(10, "PRODUCTION_READINESS", "PROD_READY_001");
    public static readonly Phase MonitoringActivation = new(11, "MONITORING_ACTIVATION", "MONITORING_001");
    public static readonly Phase DeploymentFinalization = new(12, "DEPLOYMENT_FINALIZATION", "FINALIZE_001");

    /// <summary>In the one order they run in. Whoever counts phases, names them or walks through them reads this list.</summary>
    public static IReadOnlyList<Phase> All { get; } =
    [
        PreDeploymentValidation, EnvironmentPreparation, BackupCreation, BinaryInstallation, ConfigurationDeployment, SecurityConfiguration,
        IntegrationValidation, PerformanceValidation, SecurityValidation, ProductionReadiness, MonitoringActivation, DeploymentFinalization,
    ];
}
