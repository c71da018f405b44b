namespace Lle.Deploy.Posix;

/// <summary>Where a path leads: every link on the way is followed, whether or not anything stands at the end.</summary>
internal static class FollowedPath
{
    public const int MostLinks = 40;

    /// <summary>What is thought of a link before it is followed.</summary>
    /// <param name="directory">It is in.</param>
    /// <param name="link">Its path, with no link on the way to it.</param>
    /// <param name="links">How many have been followed, this one included.</param>
    public delegate void LinkCheck(PosixDirectory directory, FileStatus status, string link, int links);

    /// <param name="path">Absolute and normalised.</param>
    /// <param name="check">Throws where the link is not to be followed.</param>
    public static string Of(string path, LinkCheck check)
    {
        var links = 0;
        return Follow(path, check, ref links);
    }

    /// <returns>null: there are too many links, or this user may not look at one of the directories.</returns>
    public static string? TryOf(string path)
    {
        try
        {
            return Of(path, (_, _, link, links) =>
            {
                if (links > MostLinks)
                {
                    throw new IOException(link);
                }
            });
        }
        catch (Exception error) when (error is PosixException or IOException)
        {
            return null;
        }
    }

    private static string Follow(string path, LinkCheck check, ref int links)
    {
        var resolved = "/";
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < parts.Length; index++)
        {
            using var directory = PosixDirectory.TryOpenToExamine(resolved);
            var status = directory?.Status(parts[index]);
            if (status?.Kind != FileKind.SymbolicLink)
            {
                resolved = Path.Combine(resolved, parts[index]);
                continue;
            }

            check(directory!, status.Value, Path.Combine(resolved, parts[index]), ++links);
            var target = Path.GetFullPath(directory!.ReadLink(parts[index]), resolved);
            return Follow(Path.Join(target, string.Join('/', parts[(index + 1)..])).TrimEnd('/'), check, ref links);
        }

        return resolved;
    }
}
