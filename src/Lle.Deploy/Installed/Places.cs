using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>
/// How installations note where their directories are: relative to the directory that holds the note where both lie in one prefix, so that
/// a copy's note means the copy; else absolute.
/// </summary>
internal static class Places
{
    public static string Spell(TargetLayout layout, string from, string path) =>
        IsWithin(from, layout.Prefix) && (path == layout.Prefix || IsWithin(path, layout.Prefix)) ? Path.GetRelativePath(from, path) : path;

    public static string Resolve(string from, string spelled) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(spelled, from));

    public static bool IsWithin(string path, string directory) => path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>The nearest directory on the way that exists.</summary>
    public static string Standing(string path) =>
        ParentPaths.Of(path).Prepend(path).First(at => at == "/" || PathState.Capture(at).Exists);

    /// <summary>Of directories that need not exist yet.</summary>
    public static bool AreOnOneFileSystem(string one, string other)
    {
        using var first = PosixDirectory.TryOpenToExamine(Standing(one));
        using var second = PosixDirectory.TryOpenToExamine(Standing(other));
        return first?.Status().Device == second?.Status().Device;
    }

    /// <summary>Whether both paths are one directory that stands, also where mounts give it two names.</summary>
    public static bool AreSame(string one, string other)
    {
        if (one == other)
        {
            return true;
        }

        using var first = PosixDirectory.TryOpenToExamine(one);
        using var second = PosixDirectory.TryOpenToExamine(other);
        return first is not null && second is not null && first.Status() is var a && second.Status() is var b
            && (a.Device, a.Inode) == (b.Device, b.Inode);
    }
}
