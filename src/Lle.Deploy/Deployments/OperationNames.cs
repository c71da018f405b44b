namespace Lle.Deploy.Deployments;

/// <summary>How journals and results spell an operation.</summary>
internal static class OperationNames
{
    public static string Name(OperationKind operation) => operation switch
    {
        OperationKind.Update => "update",
        OperationKind.Rollback => "rollback",
        OperationKind.Restore => "restore",
        OperationKind.Recover => "recover",
        OperationKind.Backup => "backup",
        OperationKind.Uninstall => "uninstall",
        _ => "deploy",
    };
}
