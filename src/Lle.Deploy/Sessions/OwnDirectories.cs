using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>The directories of an installation, where they do not exist yet.</summary>
internal static class OwnDirectories
{
    /// <summary>The data directory, where the lock is; nothing else, so that a run which is refused has made nothing that the holder of
    /// the lock uses.</summary>
    /// <returns>What was missing, outermost first.</returns>
    public static List<string> MakeForLock(TargetLayout layout) => Make(layout.DataDir);

    /// <summary>Those that have to be there before anything is logged.</summary>
    /// <returns>What was missing, outermost first.</returns>
    public static List<string> MakeForLogs(TargetLayout layout) => Make(layout.LogDir, layout.Transactions);

    private static List<string> Make(params string[] own)
    {
        var missing = own.SelectMany(path => Missing(path, at => PathState.Capture(at).Exists)).Distinct().ToList();
        try
        {
            FileTree.MakeDirectories(own);
            return missing;
        }
        catch (PosixException error)
        {
            Remove(missing);
            if (error.ErrorNumber is Errno.AccessDenied or Errno.NotPermitted or Errno.ReadOnlyFileSystem)
            {
                throw new DeploymentException(DiagnosticCatalog.NotWritable(error.Path, Errno.Describe(error.ErrorNumber)), error);
            }

            throw;
        }
    }

    /// <summary>A run that was refused leaves none behind; what somebody else has put into one keeps it.</summary>
    /// <param name="made">Outermost first.</param>
    public static void Remove(IEnumerable<string> made)
    {
        try
        {
            foreach (var directory in made.Reverse())
            {
                FileTree.RemoveIfEmpty(directory);
            }
        }
        catch (PosixException)
        {
            // Why the run was refused is what counts; an empty directory more does no harm.
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
