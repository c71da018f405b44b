using Lle.Deploy.Deployments;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

internal static class FileRecords
{
    /// <summary>One line a path: what the whole operation did to it.</summary>
    public static void Enter(DeploymentRecord record, Change change)
    {
        var file = record.Files.Find(f => f.Path == change.Path);
        if (file is null)
        {
            file = new FileRecord { Path = change.Path, Change = KindOf(change) };
            record.Files.Add(file);
        }
        else if (file.Change == ChangeKind.Unchanged)
        {
            file.Change = KindOf(change);
        }

        file.Sha256 = change.After.Sha256;
        file.Mode = change.After.Exists ? FileModes.Octal(change.After.Mode) : null;
        file.Size = File.Exists(change.Path) ? new FileInfo(change.Path).Length : null;
    }

    private static ChangeKind KindOf(Change change) => change switch
    {
        { After.Exists: false } => ChangeKind.Removed,
        { Before.Exists: false } => ChangeKind.Created,
        _ when change.Before == change.After => ChangeKind.Unchanged,
        _ => ChangeKind.Replaced,
    };
}
