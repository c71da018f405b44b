using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>LleProgramLinks: where the links of programs lead.</summary>
internal enum ProgramLinks
{
    /// <summary>Through the link current.</summary>
    Current,

    /// <summary>Straight into the version folder.</summary>
    Version,
}

/// <summary>Which links below the prefix reach a tree in its version folder: one a file, in real directories; a private directory is one
/// link, unless others are to put files into it.</summary>
/// <param name="Name">LleName: a directory of this name in one of the usual places is the installation's own.</param>
/// <param name="Private">Further directories of its own: names in the usual places, or paths from the prefix.</param>
/// <param name="Shared">Paths from the prefix that stay real directories, and what leads there too.</param>
/// <param name="ProgramsLeadToVersion">Links of programs lead straight into the version folder, not through current.</param>
internal sealed record LinkRules(
    string Name, IReadOnlyList<string> Private, IReadOnlyList<string> Shared, bool ProgramsLeadToVersion)
{
    private static readonly string[] Parents = ["share", "lib", "libexec", "include", "share/doc"];

    /// <summary>In one of the directories that PATH names.</summary>
    public static bool IsProgram(string relative) =>
        relative.StartsWith("bin/", StringComparison.Ordinal) || relative.StartsWith("sbin/", StringComparison.Ordinal);

    /// <param name="entries">Directories before what is in them.</param>
    /// <param name="isDirectory">Whether a real directory stands at a path relative to the prefix; that is filled, never replaced by a
    /// link.</param>
    /// <returns>Relative to the prefix, and to the version folder alike.</returns>
    public IReadOnlyList<string> Of(IReadOnlyList<TreeEntry> entries, Func<string, bool> isDirectory)
    {
        var links = new List<string>();
        string? within = null;
        string? ours = null;
        foreach (var entry in entries)
        {
            if (within is not null && entry.Path.StartsWith(within + "/", StringComparison.Ordinal))
            {
                continue;
            }

            within = null;
            ours = ours is not null && entry.Path.StartsWith(ours + "/", StringComparison.Ordinal) ? ours : null;
            if (entry.Kind != FileKind.Directory)
            {
                links.Add(entry.Path);
                continue;
            }

            ours ??= IsPrivate(entry.Path) ? entry.Path : null;
            if (ours is not null && !IsShared(entry.Path) && !isDirectory(entry.Path))
            {
                links.Add(entry.Path);
                within = entry.Path;
            }
        }

        return links;
    }

    /// <summary>Private folders that no directory of a tree is.</summary>
    public IEnumerable<string> Missing(IReadOnlyList<TreeEntry> entries) => Private.Where(folder =>
        !entries.Any(entry => entry.Kind == FileKind.Directory && IsNamedBy(folder, entry.Path)));

    private bool IsPrivate(string path) => IsOwn(Name, path) || Private.Any(folder => IsNamedBy(folder, path));

    private static bool IsNamedBy(string folder, string path) => folder == path || IsOwn(folder, path);

    /// <summary>Has the name, where programs have directories of their own.</summary>
    private static bool IsOwn(string name, string path)
    {
        var parent = Path.GetDirectoryName(path) ?? "";
        return name == Path.GetFileName(path) && (Parents.Contains(parent) || IsTriplet(parent));
    }

    /// <summary>A shared directory, what leads to one, and what is in one.</summary>
    private bool IsShared(string path) => Shared.Any(shared => shared == path
        || shared.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(shared + "/", StringComparison.Ordinal));

    /// <summary>lib/x86_64-linux-gnu and its like.</summary>
    private static bool IsTriplet(string parent) =>
        parent.StartsWith("lib/", StringComparison.Ordinal) && parent.Count(c => c == '/') == 1 && parent.Count(c => c == '-') >= 2;
}
