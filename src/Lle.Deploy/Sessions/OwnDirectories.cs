using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>The directories of an installation, where they do not exist yet.</summary>
internal static class OwnDirectories
{
    /// <summary>Those that have to be there before anything is locked or logged.</summary>
    /// <returns>Those that were missing.</returns>
    public static List<string> Make(TargetLayout layout)
    {
        try
        {
            string[] own = [layout.DataDir, layout.LogDir, layout.Transactions];
            var missing = own.SelectMany(path => Missing(path, at => PathState.Capture(at).Exists)).Distinct().ToList();
            FileTree.MakeDirectories(own);
            return missing;
        }
        catch (PosixException error) when (error.ErrorNumber is Errno.AccessDenied or Errno.NotPermitted or Errno.ReadOnlyFileSystem)
        {
            throw new DeploymentException(DiagnosticCatalog.NotWritable(error.Path, Errno.Describe(error.ErrorNumber)), error);
        }
    }

    /// <summary>The path and what leads to it, as far as it does not exist, outermost first.</summary>
    public static IReadOnlyCollection<string> Missing(string path, Func<string, bool> exists)
    {
        var missing = new Stack<string>();
        for (var at = path; !exists(at); at = Path.GetDirectoryName(at)!)
        {
            missing.Push(at);
        }

        return missing;
    }

    /// <summary>Configuration, logs (the monitor runs as the owner) and the program's own data are the owner's; not the rest: who may
    /// rename records, backups and what leads there decides what root believes.</summary>
    public static bool AreOwners(TargetLayout layout, string directory) =>
        directory == layout.ConfigDir || directory == layout.LogDir || directory == layout.Live;
}
