using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Which processes use a version folder. One that was given a link (python3 PREFIX/bin/NAME) uses the version that the link led to when it
/// was started, although nothing but its command line shows that.
/// </summary>
internal static class VersionUsers
{
    /// <summary>How exactly the start of a process is known.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(200);

    /// <param name="until">When the links were led elsewhere.</param>
    /// <param name="unreadable">Processes of others that could not be looked at.</param>
    public static IReadOnlyList<int> Of(TargetLayout layout, string folder, DateTimeOffset until, out int unreadable)
    {
        var made = Made(folder) - Tolerance;
        return FolderUsers.Of(folder, (process, path) => Leads(layout, path, folder)
            && ProcessTable.Find(process) is { } seen && ProcessTable.StartOf(seen) is { } start
            && start >= made && start - Tolerance <= until, out unreadable);
    }

    /// <summary>It got its name by a rename, and nobody has touched it since.</summary>
    private static DateTimeOffset Made(string folder)
    {
        using var versions = PosixDirectory.TryOpen(Path.GetDirectoryName(folder)!);
        return versions?.Status(Path.GetFileName(folder))?.Changed ?? DateTimeOffset.UnixEpoch;
    }

    /// <summary>A path that leads into some version of the installation now, or would if the links led into this one: the next version may
    /// not have the file any more.</summary>
    private static bool Leads(TargetLayout layout, string path, string folder) =>
        !IsIn(path, layout.VersionsDir)
        && ((FollowedPath.TryOf(path) is { } followed && IsIn(followed, layout.VersionsDir))
            || (IsIn(path, layout.Prefix) && PathState.Look(Path.Join(folder, path[layout.Prefix.TrimEnd('/').Length..])).Exists));

    private static bool IsIn(string path, string directory) => path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
