using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>
/// A directory below the prefix that holds nothing but links into the installation, in directories. It takes the place of one such link,
/// or one link takes its place, in one step: whoever opens a path through it meets the old or the new, never a gap.
/// </summary>
internal static class LinkDirectory
{
    /// <summary>What is below the directory, directories before what is in them, as it is now.</summary>
    /// <param name="name">In the parent: that of the path, or one beside it.</param>
    /// <param name="path">Where it belongs: links are read from there.</param>
    public static IReadOnlyList<(string Path, PathState State)> Content(PosixDirectory parent, string name, string path)
    {
        using var directory = parent.TryOpenDirectory(name);
        var found = new List<(string Path, PathState State)>();
        foreach (var entry in (directory?.Names() ?? []).Order(StringComparer.Ordinal))
        {
            var state = directory!.Status(entry)?.Kind is FileKind.Directory or FileKind.SymbolicLink
                ? PathState.Capture(directory, entry) : PathState.Look(directory, entry);
            found.Add((Path.Join(path, entry), state));
            if (state.Kind == FileKind.Directory)
            {
                found.AddRange(Content(directory, entry, Path.Join(path, entry)));
            }
        }

        return found;
    }

    /// <returns>The first path that is not the installation's: no directory, and no link into it. null: all of it is.</returns>
    /// <param name="libs">Where the links of the installation lead, and those of one that it takes over.</param>
    public static (string Path, PathState State)? Foreign(
        IEnumerable<(string Path, PathState State)> content, params IReadOnlyList<string> libs)
    {
        foreach (var entry in content.Where(
            entry => entry.State.Kind != FileKind.Directory && !libs.Any(lib => LeadsInto(lib, entry.Path, entry.State))))
        {
            return entry;
        }

        return null;
    }

    private static bool LeadsInto(string lib, string path, PathState state) => state.Target is { } target
        && Path.GetFullPath(target, Path.GetDirectoryName(path)!).StartsWith(lib + "/", StringComparison.Ordinal);

    /// <summary>Makes the directory under another name, and everything in it; durable on return.</summary>
    /// <param name="state">Mode, owner and attributes that it is to have.</param>
    /// <param name="content">Directories before what is in them.</param>
    public static void Write(PosixDirectory parent, string name, string path, PathState state,
        IReadOnlyList<(string Path, PathState State)> content)
    {
        parent.MakeDirectory(name, FileModes.Private);
        using var directory = parent.TryOpenDirectory(name)!;
        foreach (var (entry, wanted) in content.Where(each => Path.GetDirectoryName(each.Path) == path))
        {
            var its = Path.GetFileName(entry);
            if (wanted.Kind == FileKind.Directory)
            {
                Write(directory, its, entry, wanted,
                    [.. content.Where(each => each.Path.StartsWith(entry + "/", StringComparison.Ordinal))]);
                continue;
            }

            directory.MakeSymbolicLink(wanted.Target!, its);
            if ((wanted.User, wanted.Group) != (Accounts.CurrentUser, Accounts.CurrentGroup))
            {
                directory.SetLinkOwner(its, wanted.User, wanted.Group);
            }
        }

        Switch.SetDirectory(directory, PathState.Capture(parent, name), state);
        directory.Sync();
    }

    /// <summary>Exchanges link and directory. What was there is what was seen before, and the installation's alone; else it goes back
    /// where it was.</summary>
    /// <exception cref="DeploymentException">The file system cannot do it, or somebody has changed something meanwhile.</exception>
    public static void Exchange(PosixDirectory parent, Change change, IReadOnlyList<string> libs)
    {
        if (!parent.TryExchange(change.Aside!, change.Name))
        {
            throw new DeploymentException(DiagnosticCatalog.NoExchange(change.Directory));
        }

        if (PathState.Capture(parent, change.Aside!) == change.Before && Theirs(parent, change.Aside!, change, libs) is null)
        {
            return;
        }

        _ = parent.TryExchange(change.Aside!, change.Name);
        throw new DeploymentException(DiagnosticCatalog.ChangedMeanwhile(change.Path));
    }

    /// <summary>Takes an exchange back, where nobody has put anything into the directory since.</summary>
    /// <returns>Whether it is as it was before.</returns>
    public static bool TryExchangeBack(PosixDirectory parent, Change change, string lib)
    {
        if (PathState.Capture(parent, change.Aside!) != change.Before)
        {
            return false;
        }

        if (parent.Status(change.Name) is null)
        {
            parent.Rename(change.Aside!, change.Name);
            return true;
        }

        return Theirs(parent, change.Name, change, [lib]) is null && parent.TryExchange(change.Aside!, change.Name);
    }

    private static (string Path, PathState State)? Theirs(PosixDirectory parent, string name, Change change, IReadOnlyList<string> libs) =>
        parent.Status(name)?.Kind == FileKind.Directory ? Foreign(Content(parent, name, change.Path), libs) : null;
}
