using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>Which links below the prefix reach a tree in its version folder: one a file, in real directories; a private directory is one
/// link.</summary>
internal static class TreeLinks
{
    private static readonly string[] Parents = ["share", "lib", "libexec", "include", "share/doc"];

    /// <param name="entries">Directories before what is in them.</param>
    /// <param name="name">LleName: a directory of this name in one of the usual places is the installation's own.</param>
    /// <param name="isDirectory">Whether a real directory stands at a path relative to the prefix; that is filled, never replaced by a
    /// link.</param>
    /// <returns>Relative to the prefix, and to the version folder alike.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<TreeEntry> entries, string name, Func<string, bool> isDirectory)
    {
        var links = new List<string>();
        string? within = null;
        foreach (var entry in entries)
        {
            if (within is not null && entry.Path.StartsWith(within + "/", StringComparison.Ordinal))
            {
                continue;
            }

            within = null;
            if (entry.Kind != FileKind.Directory)
            {
                links.Add(entry.Path);
            }
            else if (IsPrivate(entry.Path, name) && !isDirectory(entry.Path))
            {
                links.Add(entry.Path);
                within = entry.Path;
            }
        }

        return links;
    }

    private static bool IsPrivate(string path, string name)
    {
        var parent = Path.GetDirectoryName(path) ?? "";
        return Path.GetFileName(path) == name && (Parents.Contains(parent) || IsTriplet(parent));
    }

    /// <summary>lib/x86_64-linux-gnu and its like.</summary>
    private static bool IsTriplet(string parent) =>
        parent.StartsWith("lib/", StringComparison.Ordinal) && parent.Count(c => c == '/') == 1 && parent.Count(c => c == '-') >= 2;
}
