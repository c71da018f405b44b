using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>What a backup holds of one path, staged to stand there again.</summary>
internal static class BackupContent
{
    /// <param name="backup">Not needed for a symbolic link: the record of it is all there is to it.</param>
    /// <param name="found">What the backup has of it; null: nothing.</param>
    /// <param name="wanted">What is to stand there.</param>
    public static Change Stage(
        ChangeSet transaction, Backup? backup, ManifestEntry? found, string path, PathState wanted, CancellationToken cancellation)
    {
        if (wanted.Kind == FileKind.SymbolicLink)
        {
            return transaction.StageLink(path, wanted.Target!, wanted.User, wanted.Group);
        }

        if (found is null || found.State != wanted)
        {
            throw new DeploymentException(DiagnosticCatalog.BackupLacks(backup?.Folder ?? "", path));
        }

        var content = FileContent.CopyOf(Path.Join(backup!.Folder, found.Path), wanted.Sha256!);
        return transaction.StageFile(path, content, RestoreTraits.Of(found), cancellation);
    }
}
