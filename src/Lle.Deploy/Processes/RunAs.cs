using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// Whom a program is run as. What somebody with fewer rights than root can change, root does not run: neither a file of theirs, nor one
/// that they could put there, because a directory or a link on the way is theirs.
/// </summary>
internal sealed record RunAs(uint User, uint Group)
{
    private const int MostLinks = 40;

    /// <returns>null: as whoever runs this process.</returns>
    public static RunAs? Of(string path)
    {
        if (Accounts.CurrentUser != 0)
        {
            return null;
        }

        var links = 0;
        return Stranger(path, ref links) is var (user, group) && user != 0 ? new RunAs(user, Accounts.PrimaryGroup(user) ?? group) : null;
    }

    /// <summary>Owner and group of the last thing on the way, the file itself included, that is not root's; 0 where all is.</summary>
    private static (uint User, uint Group) Stranger(string path, ref int links)
    {
        (uint User, uint Group) found = (0, 0);
        var at = "/";
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < names.Length; index++)
        {
            using var directory = PosixDirectory.TryOpenToExamine(at);
            if (directory?.Status(names[index]) is not { } status)
            {
                break;
            }

            if (status.User != 0)
            {
                found = (status.User, status.Group);
            }

            if (status.Kind != FileKind.SymbolicLink)
            {
                at = Path.Join(at, names[index]);
                continue;
            }

            if (++links > MostLinks)
            {
                break;
            }

            var target = Path.GetFullPath(directory.ReadLink(names[index]), at);
            var behind = Stranger(Path.Join(target, string.Join('/', names[(index + 1)..])), ref links);
            return behind.User != 0 ? behind : found;
        }

        return found;
    }
}
