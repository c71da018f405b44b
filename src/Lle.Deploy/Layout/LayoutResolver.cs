using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Layout;

/// <summary>
/// Turns a configured directory into the path the engine works with: absolute, normalised, and with its symbolic links followed once, here,
/// as long as nobody else can plant them. Afterwards no link is ever followed.
/// </summary>
internal static class LayoutResolver
{
    /// <exception cref="DeploymentException">LLE1003 relative, LLE1004 control characters, LLE1005 a link others can swap.</exception>
    public static string Resolve(string property, string path)
    {
        if (!path.StartsWith('/'))
        {
            throw new DeploymentException(DiagnosticCatalog.RelativePath(property, path));
        }

        CheckCharacters(property, path);
        return FollowedPath.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), (directory, status, link, links) =>
        {
            if (PathTrust.Problem(directory) is not null || (status.User is not 0 && status.User != Accounts.CurrentUser)
                || links > FollowedPath.MostLinks)
            {
                throw new DeploymentException(DiagnosticCatalog.LinkNotTrusted(property, link));
            }
        });
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
}
