using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>Enters what LlePayloadFile and LlePayloadLink items say into a tree; each mistake is told by its item.</summary>
/// <param name="entries">What the tree has without them; grows.</param>
internal sealed class AddedEntries(string root, PayloadFolder payload, List<TreeEntry> entries, Findings findings)
{
    private const string FileItem = "LlePayloadFile";
    private const string LinkItem = "LlePayloadLink";

    private readonly Dictionary<string, FileKind> kinds = entries.ToDictionary(e => e.Path, e => e.Kind, StringComparer.Ordinal);

    public void Add(PayloadAdditions additions)
    {
        foreach (var item in additions.Files)
        {
            if (Enter(item) is { } problem)
            {
                findings.Add(DiagnosticCatalog.PayloadItemInvalid(FileItem, item.Item, problem));
            }
        }

        foreach (var link in additions.Links)
        {
            if (Put(new TreeEntry(link.Path, FileKind.SymbolicLink, 0, Target: link.Target)) is { } problem)
            {
                findings.Add(DiagnosticCatalog.PayloadItemInvalid(LinkItem, link.Path, problem));
            }
        }
    }

    /// <returns>What is wrong; null: nothing.</returns>
    private string? Enter(PayloadItem item)
    {
        var isProgram = item.Source == payload.BinarySource;
        var path = item.TargetPath ?? (isProgram ? payload.BinaryPath : item.Source);
        try
        {
            using var directory = PosixDirectory.TryOpen(Path.Combine(root, Path.GetDirectoryName(item.Source) ?? ""));
            var name = Path.GetFileName(item.Source);
            return directory?.Status(name) is { } status ? Enter(item, isProgram, path, directory, name, status)
                : "the payload folder does not contain it";
        }
        catch (PosixException error)
        {
            return error.IsOtherKind ? $"'{error.Path}' is not a directory" : $"it cannot be read: {Errno.Describe(error.ErrorNumber)}";
        }
    }

    private string? Enter(PayloadItem item, bool isProgram, string path, PosixDirectory directory, string name, FileStatus status)
    {
        if (status.Kind != FileKind.File)
        {
            return "it is not a regular file";
        }

        if (isProgram && (path != payload.BinaryPath || item.User is not null || item.Group is not null))
        {
            return $"the program's place is '{payload.BinaryPath}', and its owner is LleOwner";
        }

        // What an item states is decided; what it does not is not.
        var undecided = item.Mode is null ? status : status with { Mode = status.Mode & FileModes.All };
        if (PayloadTree.Privileges(directory, name, undecided) is { } privileges
            && (item.Capabilities is null || undecided.Mode > FileModes.All))
        {
            return privileges;
        }

        return Put(new TreeEntry(path, FileKind.File, item.Mode ?? PayloadTree.ModeOf(status))
        {
            Source = path == item.Source ? null : item.Source,
            User = item.User,
            Group = item.Group,
            Capabilities = item.Capabilities is { } value ? Convert.ToBase64String(value) : null,
        });
    }

    private string? Put(TreeEntry entry)
    {
        if (kinds.ContainsKey(entry.Path))
        {
            return $"two files have the target path '{entry.Path}'";
        }

        for (var at = entry.Path.IndexOf('/', StringComparison.Ordinal); at > 0; at = entry.Path.IndexOf('/', at + 1))
        {
            var parent = entry.Path[..at];
            if (!kinds.TryGetValue(parent, out var kind))
            {
                entries.Add(new TreeEntry(parent, FileKind.Directory, PayloadTree.DirectoryMode));
                kinds[parent] = FileKind.Directory;
            }
            else if (kind != FileKind.Directory)
            {
                return $"its target path '{entry.Path}' leads through '{parent}', which is not a directory";
            }
        }

        kinds[entry.Path] = entry.Kind;
        entries.Add(entry);
        return null;
    }
}
