using System.Collections.Concurrent;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>Reads a payload folder that is installed as a whole: names, modes, links and hashes. No link is followed.</summary>
internal sealed class PayloadTree
{
    /// <summary>Files and directories.</summary>
    public const int MaximumEntries = 200_000;

    private const int MaximumName = 255;
    private const uint SetId = FileModes.SetUser | FileModes.SetGroup;
    private const uint AnyExecute = 0b001_001_001;

    /// <summary>Directories of a version folder: nobody adds to it by accident.</summary>
    public const uint DirectoryMode = 0x16d;

    private readonly string root;
    private readonly IReadOnlyList<string> excludes;
    private readonly HashSet<string> elsewhere;
    private readonly Findings findings = new();
    private readonly List<TreeEntry> entries = [];
    private readonly List<(string Path, long Modified)> directories = [];
    private bool isUnreadable;

    private PayloadTree(string root, IReadOnlyList<string> excludes, PayloadFolder payload, PayloadAdditions additions)
    {
        this.root = root;
        this.excludes = excludes;
        elsewhere = payload.ConfigFiles.Keys.Concat(additions.Files.Select(file => file.Source)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All that is in the folder, but for what is about the payload, what is installed in another place, and directories that
    /// hold nothing but such files.</summary>
    /// <param name="root">The payload folder, without a link on the way.</param>
    /// <param name="excludes">Globs of what is left out, beside what the folder holds about itself.</param>
    /// <returns>Directories before what is in them, names in ordinal order.</returns>
    public static IReadOnlyList<TreeEntry> Read(
        string root, PayloadFolder payload, IReadOnlyList<string> excludes, PayloadAdditions additions, CancellationToken cancellation)
    {
        var tree = new PayloadTree(root, excludes, payload, additions);
        tree.List(() => PosixDirectory.Open(root), "", cancellation);
        if (tree.isUnreadable)
        {
            // What is not known cannot be judged: links may lead there.
            tree.findings.ThrowIfFailed();
        }

        return tree.Completed(payload, additions, cancellation);
    }

    /// <summary>Of one program, and what the project adds to it.</summary>
    public static IReadOnlyList<TreeEntry> ReadOne(
        string root, PayloadFolder payload, PayloadAdditions additions, CancellationToken cancellation)
    {
        var tree = new PayloadTree(root, [], payload, additions);
        if (additions.Files.All(file => file.Source != payload.BinarySource))
        {
            additions = additions with { Files = [new PayloadItem("", payload.BinarySource, null), .. additions.Files] };
        }

        return tree.Completed(payload, additions, cancellation);
    }

    private List<TreeEntry> Completed(PayloadFolder payload, PayloadAdditions additions, CancellationToken cancellation)
    {
        new AddedEntries(root, payload, entries, findings).Add(additions);
        entries.Sort((one, other) => StringComparer.Ordinal.Compare(SortKey(one.Path), SortKey(other.Path)));
        TreeLinkCheck.Run(root, entries, additions.Links, findings);
        findings.ThrowIfFailed();
        var hashed = Hashed(cancellation);
        findings.ThrowIfFailed();
        CheckUnchanged();
        return hashed;
    }

    /// <summary>A directory comes directly before what is in it.</summary>
    private static string SortKey(string path) => path.Replace('/', '\u0001');

    /// <summary>A file that came or went while the folder was read would be missing or too much.</summary>
    private void CheckUnchanged()
    {
        foreach (var (path, modified) in directories)
        {
            using var directory = PosixDirectory.TryOpen(path);
            if (directory?.Status().ModifiedNanoseconds != modified)
            {
                throw new DeploymentException(DiagnosticCatalog.ContentChanged(path));
            }
        }
    }

    /// <summary>Of a payload file's mode only the execute bit counts.</summary>
    public static uint ModeOf(FileStatus status) => (status.Mode & AnyExecute) == 0 ? FileModes.Readable : FileModes.Program;

    /// <summary>Of a directory that cannot be read, or not wholly, the first problem is told.</summary>
    private void List(Func<PosixDirectory?> open, string path, CancellationToken cancellation)
    {
        try
        {
            using var directory = open();
            if (directory is not null)
            {
                List(directory, path, cancellation);
            }
        }
        catch (PosixException error)
        {
            isUnreadable = true;
            findings.Add(DiagnosticCatalog.PayloadUnreadable(error.Path, Errno.Describe(error.ErrorNumber)));
        }
    }

    private void List(PosixDirectory directory, string path, CancellationToken cancellation)
    {
        directories.Add((Path.Combine(root, path), directory.Status().ModifiedNanoseconds));
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

        // Lists of checksums, reports and scripts are text.
        if (!FileName.IsText(name) || (status.Kind == FileKind.SymbolicLink && !FileName.IsText(directory.ReadLink(name))))
        {
            findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, "its name, or what it leads to, is not UTF-8"));
            return;
        }

        if (!FileName.IsPath(shown))
        {
            findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, $"its path is longer than {FileName.LongestPath} bytes"));
            return;
        }

        switch (status.Kind)
        {
            case FileKind.Directory:
                var index = entries.Count;
                entries.Add(new TreeEntry(relative, FileKind.Directory, DirectoryMode));
                List(() => directory.TryOpenDirectory(name), relative, cancellation);
                if (entries.Count == index + 1 && elsewhere.Any(file => file.StartsWith(relative + "/", StringComparison.Ordinal)))
                {
                    entries.RemoveAt(index);
                }

                break;
            case FileKind.SymbolicLink:
                entries.Add(new TreeEntry(relative, FileKind.SymbolicLink, 0, Target: directory.ReadLink(name)));
                break;
            case FileKind.File:
                if (SetIdProblem(status) is { } problem)
                {
                    findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, problem));
                }

                entries.Add(new TreeEntry(relative, FileKind.File, ModeOf(status)));
                break;
            default:
                findings.Add(DiagnosticCatalog.PayloadEntryRefused(shown, "it is a device, pipe or socket"));
                break;
        }
    }

    /// <summary>Rights that a copy would lose in silence, or that nobody has decided to give.</summary>
    /// <returns>In words; null: none.</returns>
    public static string? Privileges(PosixDirectory directory, string name, FileStatus status)
    {
        if (SetIdProblem(status) is { } problem)
        {
            return problem;
        }

        using var file = directory.OpenRead(name);
        return CapabilityProblem(file.Attributes());
    }

    private static string? SetIdProblem(FileStatus status) => (status.Mode & SetId) == 0 ? null
        : $"it has a set-id bit (mode {FileModes.Octal(status.Mode)}); state the Mode in an LlePayloadFile item";

    private static string? CapabilityProblem(IReadOnlyDictionary<string, byte[]> attributes) =>
        attributes.ContainsKey(FileCapabilities.Attribute)
            ? "it has file capabilities; state the Capabilities in an LlePayloadFile item" : null;

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

    /// <summary>Reads each file, open once for its content and its attributes.</summary>
    private List<TreeEntry> Hashed(CancellationToken cancellation)
    {
        var problems = new ConcurrentDictionary<string, Diagnostic>();
        var hashed = ParallelBatches.Map(entries, (ParentDirectories _, TreeEntry entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Kind != FileKind.File)
            {
                return entry;
            }

            var path = Path.Combine(root, entry.SourcePath);
            try
            {
                using var source = PayloadSource.TryOpen(path) ?? throw new DeploymentException(DiagnosticCatalog.ContentChanged(path));
                if (entry.Capabilities is null && CapabilityProblem(source.Attributes()) is { } problem)
                {
                    problems[path] = DiagnosticCatalog.PayloadEntryRefused(path, problem);
                }

                return entry with { Sha256 = source.Hash(cancellation) };
            }
            catch (DeploymentException unreadable)
            {
                problems[path] = unreadable.Diagnostics[0];
                return entry;
            }
        });
        foreach (var (_, problem) in problems.OrderBy(found => found.Key, StringComparer.Ordinal))
        {
            findings.Add(problem);
        }

        return hashed;
    }
}
