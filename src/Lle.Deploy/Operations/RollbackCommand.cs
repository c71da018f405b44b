using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;

namespace Lle.Deploy.Operations;

/// <summary>The command that rolls a deployment back, in the words of the front end that runs it.</summary>
internal static class RollbackCommand
{
    /// <returns>null: there is nothing to roll back, or the front end has no command for it.</returns>
    public static string? Of(TargetSession session) =>
        CanRollBack(session.Record) ? session.Listener.Command(
            OperationKind.Rollback, [.. Options(session.Layout, session.Options, session.Id)]) : null;

    private static bool CanRollBack(DeploymentRecord record) =>
        record is { Operation: OperationKind.Deploy or OperationKind.Update, Backup: not null }
            and ({ Status: DeploymentStatus.Success or DeploymentStatus.Degraded } or { Cause: AttentionCause.ValidationFailed or AttentionCause.AfterCommit });

    /// <summary>Whatever the project says by then: the ID, the prefix, and each directory that is not where it would be by
    /// default.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Options(TargetLayout layout, DeploymentOptions options, string id)
    {
        yield return new(OptionTable.DeploymentId.Name, id);
        yield return new(OptionTable.InstallPrefix.Name, layout.Prefix);
        foreach (var (option, value, standard) in new[]
        {
            (OptionTable.BinaryName, layout.BinaryName, "lusush"),
            (OptionTable.Name, options.Name, layout.BinaryName),
            (OptionTable.ConfigDir, layout.ConfigDir, $"{layout.Prefix}/etc/{options.Name}"),
            (OptionTable.DataDir, layout.DataDir, $"{layout.Prefix}/var/lib/{options.Name}"),
            (OptionTable.LogDir, layout.LogDir, $"{layout.Prefix}/var/log/{options.Name}"),
            (OptionTable.BackupDir, layout.BackupDir, $"{layout.DataDir}/backups"),
        })
        {
            if (value != standard)
            {
                yield return new(option.Name, value);
            }
        }
    }
}
