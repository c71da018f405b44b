using Lle.Deploy.Deployments;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

internal static class FileRecords
{
    /// <summary>One line a path: what the whole operation did to it.</summary>
    public static void Enter(DeploymentRecord record, IEnumerable<Change> changes) => record.Files = Together(record.Files, changes);

    /// <summary>The same, of what is known and what comes to it.</summary>
    public static List<FileRecord> Together(IEnumerable<FileRecord> earlier, IEnumerable<Change> changes)
    {
        List<FileRecord> files = [.. earlier];
        var known = files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        using var parents = new ParentDirectories { IsOnlyLooking = true };
        foreach (var change in changes)
        {
            if (!known.TryGetValue(change.Path, out var file))
            {
                file = Of(change, parents);
                files.Add(file);
                known.Add(change.Path, file);
                continue;
            }

            file.Change = file.Change == ChangeKind.Unchanged ? KindOf(change) : file.Change;
            Fill(file, change, parents);
        }

        return files;
    }

    public static FileRecord Of(Change change, ParentDirectories parents)
    {
        var file = new FileRecord { Path = change.Path, Change = KindOf(change) };
        Fill(file, change, parents);
        return file;
    }

    private static void Fill(FileRecord file, Change change, ParentDirectories parents)
    {
        file.Sha256 = change.After.Sha256;
        file.Mode = change.After.Exists ? FileModes.Octal(change.After.Mode) : null;
        file.Size = change.After.Kind is FileKind.File or FileKind.SymbolicLink ? SizeOf(change, parents) : null;
    }

    /// <summary>Of what stands there; of a link that leads to a file, of that.</summary>
    private static long? SizeOf(Change change, ParentDirectories parents) => change.Written is { } written ? written.Size
        : parents.Of(change.Path)?.Status(change.Name) is not { } status ? null
        : status.Kind == FileKind.File ? status.Size
        : File.Exists(change.Path) ? new FileInfo(change.Path).Length : null;

    private static ChangeKind KindOf(Change change) => change switch
    {
        { After.Exists: false } => ChangeKind.Removed,
        { Before.Exists: false } => ChangeKind.Created,
        { IsEffective: false } => ChangeKind.Unchanged,
        _ => ChangeKind.Replaced,
    };
}
