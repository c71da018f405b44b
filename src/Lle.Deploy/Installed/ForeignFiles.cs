using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>What somebody has put into a version folder. Files that programs derive from those that are there do not count.</summary>
internal static class ForeignFiles
{
    private const string CompiledFolder = "__pycache__";
    private static readonly string[] Derived = [".pyc", ".zwc"];

    /// <returns>Absolute paths, sorted; of a directory that is not the version's only the directory itself.</returns>
    public static IReadOnlyList<string> In(VersionFolder folder)
    {
        var known = folder.Entries().Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        using var top = PosixDirectory.TryOpen(folder.Path);
        if (top is not null)
        {
            List(top, "", known, found);
        }

        return [.. found.Order(StringComparer.Ordinal).Select(path => Path.Combine(folder.Path, path))];
    }

    private static void List(PosixDirectory directory, string path, HashSet<string> known, List<string> found)
    {
        foreach (var (name, isFile) in directory.Entries())
        {
            var relative = path.Length == 0 ? name : $"{path}/{name}";
            if (!known.Contains(relative))
            {
                if (!IsDerived(relative, name))
                {
                    found.Add(relative);
                }

                continue;
            }

            if (!isFile && directory.Status(name)?.Kind == FileKind.Directory)
            {
                using var child = directory.TryOpenDirectory(name);
                if (child is not null)
                {
                    List(child, relative, known, found);
                }
            }
        }
    }

    /// <summary>Compiled scripts, and the indexes that mandb makes in a directory of manual pages.</summary>
    private static bool IsDerived(string relative, string name) => name == CompiledFolder
        || Derived.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        || (("/" + relative).Contains("/man/", StringComparison.Ordinal)
            && (name is "index.db" or "CACHEDIR.TAG" || name.StartsWith("cat", StringComparison.Ordinal)));
}
