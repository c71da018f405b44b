using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Layout;

/// <summary>A record is believed when nobody but root and the deploying user can have written it: it belongs to one of them, and so does
/// the directory it lies in.</summary>
internal static class RecordTrust
{
    private const uint OthersWrite = 0x12;

    /// <exception cref="DeploymentException">LLE3043: somebody else's, or somebody else may write it.</exception>
    public static PosixFile OpenRead(PosixDirectory directory, string name)
    {
        Check(directory);
        var path = Path.Join(directory.Path, name);
        var file = directory.OpenRead(name);
        try
        {
            Check(file.Status(), FileKind.File, path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A folder of records, with every file in it; one that does not exist holds nothing.</summary>
    public static void CheckFolder(string path)
    {
        using var folder = PosixDirectory.TryOpen(path);
        if (folder is null)
        {
            return;
        }

        Check(folder);
        foreach (var name in folder.Names())
        {
            if (folder.Status(name) is { Kind: FileKind.File } status)
            {
                Check(status, FileKind.File, Path.Join(path, name));
            }
        }
    }

    public static void Check(PosixDirectory directory) => Check(directory.Status(), FileKind.Directory, directory.Path);

    private static void Check(FileStatus status, FileKind expected, string path)
    {
        var why = status.Kind != expected ? "it is neither a file nor a directory of ours"
            : status.User != 0 && status.User != Accounts.CurrentUser ? $"it belongs to {Accounts.UserName(status.User)}"
            : (status.Mode & OthersWrite) != 0 ? $"its mode {Convert.ToString(status.Mode, 8)} lets others write to it"
            : null;
        if (why is not null)
        {
            throw new DeploymentException(DiagnosticCatalog.RecordNotTrusted(path, why));
        }
    }
}
