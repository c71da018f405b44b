using System.Collections;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>One path a transaction changes: what was there, and what is to be there.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Before">Captured before anything was done; the undo brings it back.</param>
/// <param name="After">What the transaction puts there.</param>
/// <param name="Aside"> The name beside the path that holds the new file before the switch and the old one after it; null for directories
/// and modes.
/// </param>
internal sealed record Change(string Path, PathState Before, PathState After, string? Aside = null)
{
    /// <summary>The old file, when its state was captured; another one now means that somebody changed it since. null: there was none, or
    /// it may be written to meanwhile.</summary>
    public FileIdentity? Seen { get; init; }

    /// <summary>The new file, as it was staged; null: nothing is known of it.</summary>
    public FileIdentity? Written { get; init; }

    public bool IsEffective => Before != After;

    /// <summary>A directory that is made whole under another name and appears by one rename, with everything in it.</summary>
    public bool IsTree => Aside is not null && After.Kind == FileKind.Directory && !Before.Exists;

    /// <summary>A link that becomes a directory of links, or the reverse, in one step: see <see cref="LinkDirectory"/>.</summary>
    public bool IsExchange => Aside is not null && IsOtherForm;

    /// <summary>What was a link is a directory, or the reverse.</summary>
    public bool IsOtherForm => (Before.Kind, After.Kind) is (FileKind.SymbolicLink, FileKind.Directory)
        or (FileKind.Directory, FileKind.SymbolicLink);

    /// <summary>Without what came or went with a directory that was exchanged: that is recorded, but made and undone with the
    /// directory.</summary>
    public static IReadOnlyList<Change> Single(IReadOnlyList<Change> changes) => Without(Exchanged(changes), changes);

    /// <summary>Of the directories that are exchanged: what the paths below them begin with.</summary>
    public static List<string> Exchanged(IReadOnlyList<Change> changes) =>
        [.. changes.Where(change => change.IsExchange).Select(change => change.Path + "/")];

    /// <summary>The changes that are not below one of these.</summary>
    public static IReadOnlyList<Change> Without(List<string> exchanged, IReadOnlyList<Change> changes) =>
        exchanged.Count == 0 ? changes
            : [.. changes.Where(change => !exchanged.Exists(above => change.Path.StartsWith(above, StringComparison.Ordinal)))];

    /// <summary>Made beside its target and put in its place by one rename: such changes of different paths need no order.</summary>
    public bool IsFile => Aside is not null && After.Kind == FileKind.File && Before.Kind is null or FileKind.File;

    /// <summary>The last change of each path, in their order.</summary>
    public static IEnumerable<Change> Last(IReadOnlyCollection<Change> changes)
    {
        var repeated = Repeated(changes);
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, change) in repeated.Count == 0 ? [] : changes.Index().Where(each => repeated.Contains(each.Item.Path)))
        {
            last[change.Path] = index;
        }

        return changes.Index().Where(each => !last.TryGetValue(each.Item.Path, out var index) || index == each.Index)
            .Select(each => each.Item);
    }

    /// <summary>The paths of several changes, and a few others, without a set of all paths: there may be a million.</summary>
    public static HashSet<string> Repeated(IReadOnlyCollection<Change> changes)
    {
        const int BitsForEach = 32;
        var bits = new BitArray(Math.Max(changes.Count, 1) * BitsForEach);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var bit = (int)((uint)change.Path.GetHashCode(StringComparison.Ordinal) % (uint)bits.Length);
            if (bits[bit])
            {
                repeated.Add(change.Path);
            }

            bits[bit] = true;
        }

        return repeated;
    }

    /// <summary>Whether it stands as it was made. A file that was written here, and that nobody has written to since, is not read
    /// again.</summary>
    /// <param name="parent">null: there is none.</param>
    public bool Stands(PosixDirectory? parent)
    {
        if (parent is null)
        {
            return !After.Exists;
        }

        return (After.Kind == FileKind.File && parent.Status(Name) is { Kind: FileKind.File } now
                && (now.Mode, now.User, now.Group) == (After.Mode, After.User, After.Group)
                && Written == new FileIdentity(now))
            || PathState.Capture(parent, Name) == After;
    }

    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    public string Name => System.IO.Path.GetFileName(Path);
}
