using System.Collections.Concurrent;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>
/// One version of an application on the target: PREFIX/lib/lle/NAME/versions/VERSION-HASH12, never written to again, and beside it a list
/// of what it holds. It is its own backup: going back is a link.
/// </summary>
/// <param name="Path">Absolute.</param>
internal sealed record VersionFolder(string Path)
{
    private const string ListSuffix = ".list";
    private const int HashLength = 12;

    public string Name => System.IO.Path.GetFileName(Path);

    public string ListPath => Path + ListSuffix;

    public static string NameOf(string version, string treeHash) => $"{version}-{treeHash[..HashLength]}";

    /// <summary>All there are, by name. A folder whose making was interrupted is none: nothing leads to it, and the recovery removes
    /// it.</summary>
    public static IReadOnlyList<VersionFolder> All(TargetLayout layout)
    {
        using var versions = PosixDirectory.TryOpen(layout.VersionsDir);
        return [.. (versions?.Names() ?? [])
            .Where(name => !name.StartsWith('.') && versions!.Status(name)?.Kind == FileKind.Directory)
            .Order(StringComparer.Ordinal)
            .Select(name => new VersionFolder(System.IO.Path.Combine(layout.VersionsDir, name)))];
    }

    /// <summary>The one that a link of the layout (PREFIX/bin/NAME or current) leads into; null where it leads to none.</summary>
    public static VersionFolder? LedToBy(TargetLayout layout, string link) =>
        PathState.Capture(link).Target is { } target ? LedToBy(layout, link, target) : null;

    /// <param name="target">The link's text.</param>
    public static VersionFolder? LedToBy(TargetLayout layout, string link, string target) =>
        Resolved(layout, link, target) is { } path
            ? new VersionFolder(System.IO.Path.Combine(layout.VersionsDir, path[(layout.VersionsDir.Length + 1)..].Split('/')[0]))
            : null;

    /// <summary>A link that leads into what belongs to this installation below the prefix's lib.</summary>
    public static bool IsOurs(TargetLayout layout, string path, PathState state) =>
        state.Target is { } target
        && System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(path)!)
        .StartsWith(layout.LibDir + "/", StringComparison.Ordinal);

    /// <summary>The file that PREFIX/bin/NAME is, or leads to in a version folder.</summary>
    public static string ProgramOf(TargetLayout layout) =>
        PathState.Capture(layout.Binary).Target is { } target && Resolved(layout, layout.Binary, target) is { } path
            ? Followed(layout, path) : layout.Binary;

    /// <summary>A program may have several names, all but one of them links.</summary>
    private static string Followed(TargetLayout layout, string path)
    {
        const int MostLinks = 40;
        var links = 0;
        while (PathState.Look(path).Kind == FileKind.SymbolicLink && PathState.Capture(path).Target is { } target && links++ < MostLinks
            && System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(path)!) is var next
            && next.StartsWith(layout.VersionsDir + "/", StringComparison.Ordinal))
        {
            path = next;
        }

        return path;
    }

    /// <summary>The mode that the program was deployed with, where it is in a version folder; null: as any program.</summary>
    public static uint? ProgramMode(TargetLayout layout)
    {
        var program = ProgramOf(layout);
        return LedToBy(layout, layout.Binary) is { } folder && InstalledState.TryReadBytes(folder.ListPath) is not null
            ? folder.Entries().FirstOrDefault(entry => System.IO.Path.Combine(folder.Path, entry.Path) == program)?.Mode : null;
    }

    /// <returns>null where it leads out of the version folders.</returns>
    private static string? Resolved(TargetLayout layout, string link, string target)
    {
        var path = System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(link)!);
        var current = layout.CurrentVersion + "/";
        if (path.StartsWith(current, StringComparison.Ordinal) && PathState.Capture(layout.CurrentVersion).Target is { } leads)
        {
            path = System.IO.Path.Combine(System.IO.Path.GetFullPath(leads, layout.LibDir), path[current.Length..]);
        }

        return path.StartsWith(layout.VersionsDir + "/", StringComparison.Ordinal) ? path : null;
    }

    /// <summary>Whether a link of the layout leads through current, whichever version that is.</summary>
    public static bool IsThroughCurrent(TargetLayout layout, string link, string target) =>
        System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(link)!)
            .StartsWith(layout.CurrentVersion + "/", StringComparison.Ordinal);

    /// <summary>What its list says that it holds.</summary>
    public IReadOnlyList<TreeEntry> Entries() =>
        TreeList.Parse(Encoding.UTF8.GetString(InstalledState.TryReadBytes(ListPath) ?? []), ListPath);

    /// <summary>Reads the folder again and compares it with its list, and the list with the folder's name.</summary>
    /// <returns>What does not fit; empty for a whole one.</returns>
    public IReadOnlyList<Diagnostic> Verify(CancellationToken cancellation)
    {
        if (InstalledState.TryReadBytes(ListPath) is not { } bytes)
        {
            return [DiagnosticCatalog.VersionFolderWrong(ListPath, "is missing")];
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (!IsListOf(text))
        {
            return [DiagnosticCatalog.VersionFolderWrong(ListPath, "is not the list of this folder")];
        }

        var problems = new ConcurrentDictionary<string, Diagnostic>();
        var entries = TreeList.Parse(text, ListPath);
        ParallelBatches.Run(entries, (ParentDirectories parents, TreeEntry entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (Difference(entry, parents) is { } difference)
            {
                problems[entry.Path] = DiagnosticCatalog.VersionFolderWrong(System.IO.Path.Combine(Path, entry.Path), difference);
            }
        });
        return [.. entries.Select(entry => problems.GetValueOrDefault(entry.Path)).OfType<Diagnostic>()];
    }

    /// <summary>The hash in the name, which "-2" may follow.</summary>
    private bool IsListOf(string text) => Name.Contains("-" + TreeList.Hash(text)[..HashLength], StringComparison.Ordinal);

    private string? Difference(TreeEntry entry, ParentDirectories parents)
    {
        var path = System.IO.Path.Join(Path, entry.Path);
        var now = parents.Of(path) is { } parent ? PathState.Capture(parent, System.IO.Path.GetFileName(path)) : PathState.Absent;
        return !now.Exists ? "is missing"
            : now.Kind != entry.Kind ? "is of another type"
            : now.Sha256 != entry.Sha256 || now.Target != entry.Target ? "does not have the content that was deployed"
            : entry.Kind != FileKind.SymbolicLink && now.Mode != entry.Mode
                ? $"has mode {Convert.ToString(now.Mode, 8)}, deployed was {Convert.ToString(entry.Mode, 8)}"
            : (entry.User ?? now.User) != now.User || (entry.Group ?? now.Group) != now.Group
                ? $"belongs to {Accounts.Owner(now.User, now.Group)}, deployed was " +
                    $"{Accounts.Owner(entry.User ?? now.User, entry.Group ?? now.Group)}"
            : now.Attributes?.GetValueOrDefault("security.capability") != entry.Capabilities
                ? "does not have the capabilities that were deployed"
            : null;
    }
}
