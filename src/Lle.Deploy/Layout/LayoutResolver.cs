using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Layout;

/// <summary>
/// Turns a configured directory into the path the engine works with: absolute, normalised, and with its symbolic links followed once, here,
/// as long as nobody else can plant them. Afterwards no link is ever followed.
/// </summary>
internal static class LayoutResolver
{
    private const int MaxLinks = 40;

    /// <exception cref="DeploymentException">LLE1003 relative, LLE1004 control characters, LLE1005 a link others can swap.</exception>
    public static string Resolve(string property, string path)
    {
        if (!path.StartsWith('/'))
        {
            throw new DeploymentException(DiagnosticCatalog.RelativePath(property, path));
        }

        CheckCharacters(property, path);
        var links = 0;
        return Follow(property, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), ref links);
    }

    /// <summary>A directory below one that is resolved already; no link is followed, and none leads out by "..".</summary>
    public static string Below(string property, string directory, string rest)
    {
        CheckCharacters(property, rest);
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Join(directory, rest)));
        return path.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal) ? path : Resolve(property, path);
    }

    private static void CheckCharacters(string property, string path)
    {
        if (path.Any(char.IsControl))
        {
            throw new DeploymentException(DiagnosticCatalog.ControlCharacterInPath(property, path));
        }
    }

    private static string Follow(string property, string path, ref int links)
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

            var link = Path.Combine(resolved, parts[index]);
            if (PathTrust.Problem(directory!) is not null || status.Value.User is not 0
                && status.Value.User != Accounts.CurrentUser || ++links > MaxLinks)
            {
                throw new DeploymentException(DiagnosticCatalog.LinkNotTrusted(property, link));
            }

            var target = Path.GetFullPath(directory!.ReadLink(parts[index]), resolved);
            return Follow(property, Path.Join(target, string.Join('/', parts[(index + 1)..])).TrimEnd('/'), ref links);
        }

        return resolved;
    }
}
