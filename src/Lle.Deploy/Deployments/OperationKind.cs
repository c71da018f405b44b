namespace Lle.Deploy.Deployments;

/// <summary>What was asked of a target.</summary>
internal enum OperationKind
{
    Deploy,
    Update,
    Rollback,
    Restore,
    Recover,
    Backup,
    Uninstall,
}
