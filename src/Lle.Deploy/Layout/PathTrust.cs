using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Layout;

/// <summary>
/// A directory is trusted when nobody but root and the deploying user can put, swap or remove names in it: owned by one of them, and not
/// writable by a shared group or by all. A group of which the user is the only member is the user; in a sticky directory (like /tmp) others
/// cannot touch what is ours.
/// </summary>
internal static class PathTrust
{
    /// <param name="owner">LleOwner: somebody else who is trusted, because the files are to be theirs. Never where records lie.</param>
    /// <returns>null for a trusted directory; else why not.</returns>
    public static string? Problem(FileStatus directory, uint? owner = null)
    {
        if (IsStrangers(directory, owner))
        {
            return $"it belongs to {Accounts.UserName(directory.User)}";
        }

        if ((directory.Mode & FileModes.Sticky) != 0)
        {
            return null;
        }

        return (directory.Mode & FileModes.OthersWrite) != 0 ? "everybody may write to it"
            : (directory.Mode & FileModes.GroupWrite) != 0 && directory.Group != 0
                && !Accounts.IsPrivateGroup(directory.Group, directory.User)
                ? $"the group {Accounts.GroupName(directory.Group)} may write to it"
            : null;
    }

    /// <summary>As above, with the directory's access control list, where it has one.</summary>
    public static string? Problem(PosixDirectory directory, uint? owner = null)
    {
        var status = directory.Status();
        if (directory.AccessControl() is not { } list || (status.Mode & FileModes.Sticky) != 0)
        {
            return Problem(status, owner);
        }

        return Problem(status with { Mode = list.GroupMayWrite ? status.Mode : status.Mode & ~FileModes.GroupWrite }, owner)
            ?? list.Users.Where(u => u != 0 && u != Accounts.CurrentUser && u != owner).Select(u =>
                $"the user {Accounts.UserName(u)} may write to it (access control list)").FirstOrDefault()
            ?? list.Groups.Where(g => g != 0 && !Accounts.IsPrivateGroup(g, status.User)).Select(g =>
                $"the group {Accounts.GroupName(g)} may write to it (access control list)").FirstOrDefault();
    }

    private static string Remedy(PosixDirectory directory, uint? owner) => directory.Status() is var status && IsStrangers(status, owner)
        ? $"chown {Accounts.UserName(Accounts.CurrentUser)}"
        : Problem(status, owner) is null || directory.AccessControl() is { } list && (list.Users.Count > 0 || list.Groups.Count > 0)
            ? "getfacl, setfacl" : "chmod go-w";

    private static bool IsStrangers(FileStatus directory, uint? owner) =>
        directory.User != 0 && directory.User != Accounts.CurrentUser && directory.User != owner;

    /// <summary>Looks at every directory that leads to the layout's, and at those themselves; each is complained about once.</summary>
    public static IReadOnlyList<Diagnostic> Check(TargetLayout layout, uint? owner) =>
        [.. layout.Directories.SelectMany(directory => Check(
            directory, directory == layout.DataDir || directory == layout.BackupDir ? null : owner))
            .DistinctBy(problem => problem.Location.File)];

    /// <summary>Looks at every directory from the root down to <paramref name="path"/>, as far as they exist.</summary>
    public static IReadOnlyList<Diagnostic> Check(string path, uint? owner = null)
    {
        var problems = new List<Diagnostic>();
        var at = "/";
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Prepend(""))
        {
            at = Path.Combine(at, name);
            using var directory = PosixDirectory.TryOpenWhereDirectory(at);
            if (directory is null)
            {
                break;
            }

            if (Problem(directory, owner) is { } why)
            {
                problems.Add(DiagnosticCatalog.DirectoryNotTrusted(at, why, Remedy(directory, owner)));
            }
        }

        return problems;
    }
}
