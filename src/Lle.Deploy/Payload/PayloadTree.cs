using System.Collections.Concurrent;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>Reads a payload folder that is installed as a whole: names, modes, links and hashes. No link is followed.</summary>
internal sealed class PayloadTree
{
    private const int MaximumEntries = 200_000;
    private const int MaximumName = 255;
    private const uint SetId = 0xc00;
    private const uint AnyExecute = 0x49;
    private const uint Program = 0x1ed;
    private const uint Readable = 0x1a4;

    /// <summary>Directories of a version folder: nobody adds to it by accident.</summary>
    public const uint DirectoryMode = 0x16d;

    private readonly string root;
    private readonly IReadOnlyList<string> excludes;
    private readonly Findings findings = new();
    private readonly List<TreeEntry> entries = [];

    private readonly IReadOnlySet<string> elsewhere;

    private PayloadTree(string root, IReadOnlyList<string> excludes, IReadOnlySet<string> elsewhere)
    {
        this.root = root;
        this.excludes = excludes;
        this.elsewhere = elsewhere;
    }

    /// <param name="root">The payload folder, without a link on the way.</param>
    /// <param name="excludes">Globs of what is left out, beside what the folder holds about itself.</param>
    /// <param name="elsewhere">Files that are installed in another place; a directory that holds nothing else is left out with
    /// them.</param>
    /// <returns>Directories before what is in them, names in ordinal order.</returns>
    public static IReadOnlyList<TreeEntry> Read(
        string root, IReadOnlyList<string> excludes, IReadOnlySet<string> elsewhere, CancellationToken cancellation)
    {
        var tree = new PayloadTree(root, excludes, elsewhere);
        using var top = PosixDirectory.Open(root);
        tree.List(top, "", cancellation);
        tree.CheckLinks();
        tree.findings.ThrowIfFailed();
        return Hashed(root, tree.entries, cancellation);
    }

    private void List(PosixDirectory directory, string path, CancellationToken cancellation)
    {
        foreach (var name in directory.Names().Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var relative = path.Length == 0 ? name : $"{path}/{name}";
            if ((path.Length == 0 && PayloadContents.IsAboutPayload(name)) || elsewhere.Contains(relative)
                || PayloadContents.IsExcluded(relative, excludes))
            {
                continue;
            }

            if (entries.Count == MaximumEntries)
            {
                throw new DeploymentException(DiagnosticCatalog.PayloadTreeTooLarge(root, MaximumEntries));
            }

            Enter(directory, name, relative, cancellation);
        }
    }

    private void Enter(PosixDirectory directory, string name, string relative, CancellationToken cancellation)
    {
        if (directory.Status(name) is not { } status)
        {
            return;
        }

        var shown = Path.Combine(root, relative);
        if (name.Length > MaximumName || name.Any(char.IsControl))
        {
            findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, "its name holds control characters or is longer than 255"));
            return;
        }

        switch (status.Kind)
        {
            case FileKind.Directory:
                var index = entries.Count;
                entries.Add(new TreeEntry(relative, FileKind.Directory, DirectoryMode));
                using (var child = directory.TryOpenDirectory(name))
                {
                    if (child is not null)
                    {
                        List(child, relative, cancellation);
                    }
                }

                if (entries.Count == index + 1 && elsewhere.Any(file => file.StartsWith(relative + "/", StringComparison.Ordinal)))
                {
                    entries.RemoveAt(index);
                }

                break;
            case FileKind.SymbolicLink:
                entries.Add(new TreeEntry(relative, FileKind.SymbolicLink, 0, Target: directory.ReadLink(name)));
                break;
            case FileKind.File:
                CheckPrivileges(directory, name, shown, status);
                entries.Add(new TreeEntry(relative, FileKind.File, (status.Mode & AnyExecute) == 0 ? Readable : Program));
                break;
            default:
                findings.Add(DiagnosticCatalog.PayloadNotRegular(shown));
                break;
        }
    }

    /// <summary>Rights that a copy would lose in silence, or that nobody has decided to give.</summary>
    private void CheckPrivileges(PosixDirectory directory, string name, string shown, FileStatus status)
    {
        using var file = directory.OpenRead(name);
        if ((status.Mode & SetId) != 0)
        {
            findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, $"it has a set-id bit (mode {Convert.ToString(status.Mode, 8)})"));
        }
        else if (file.Attributes().ContainsKey("security.capability"))
        {
            findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, "it has file capabilities"));
        }
    }

    /// <summary>A link leads to something in the payload, by a relative path.</summary>
    private void CheckLinks()
    {
        var names = entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var link in entries.Where(entry => entry.Kind == FileKind.SymbolicLink))
        {
            var shown = Path.Combine(root, link.Path);
            if (Landing(link.Path, link.Target!) is not { } landing)
            {
                findings.Add(DiagnosticCatalog.PayloadEntryRefused(
                    shown, $"it is a link to '{link.Target}', which is outside the payload"));
            }
            else if (landing.Length > 0 && !names.Contains(landing))
            {
                findings.Add(DiagnosticCatalog.PayloadEntryRefused(
                    shown, $"it is a link to '{link.Target}', which the payload does not have"));
            }
        }
    }

    /// <returns>The path in the tree that the link's text leads to; "" for the top; null where it leaves the tree.</returns>
    public static string? Landing(string link, string target)
    {
        if (target.StartsWith('/'))
        {
            return null;
        }

        var parts = new List<string>((Path.GetDirectoryName(link) ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static List<TreeEntry> Hashed(string root, List<TreeEntry> entries, CancellationToken cancellation)
    {
        var hashes = new ConcurrentDictionary<int, string>();
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, entries.Count, options, i =>
        {
            if (entries[i].Kind == FileKind.File)
            {
                using var source = PayloadSource.TryOpen(Path.Combine(root, entries[i].Path));
                hashes[i] = source?.Hash(cancellation) ?? "";
            }
        });
        return [.. entries.Select((entry, i) => hashes.TryGetValue(i, out var hash) ? entry with { Sha256 = hash } : entry)];
    }
}
