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
            file = new FileRecord { Path = change.Path, Change = Word(change) };
            record.Files.Add(file);
        }
        else if (file.Change == "unchanged")
        {
            file.Change = Word(change);
        }

        file.Sha256 = change.After.Sha256;
        file.Mode = change.After.Exists ? FileModes.Octal(change.After.Mode) : null;
        file.Size = File.Exists(change.Path) ? new FileInfo(change.Path).Length : null;
    }

    private static string Word(Change change) => change switch
    {
        { After.Exists: false } => "removed",
        { Before.Exists: false } => "created",
        _ when change.Before == change.After => "unchanged",
        _ => "replaced",
    };
}
