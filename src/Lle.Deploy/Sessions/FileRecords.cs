using Lle.Deploy.Deployments;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

internal static class FileRecords
{
    /// <summary>One line a path: what the whole operation did to it.</summary>
    public static void Enter(DeploymentRecord record, IEnumerable<Change> changes)
    {
        var known = record.Files.ToDictionary(f => f.Path, StringComparer.Ordinal);
        if (changes.TryGetNonEnumeratedCount(out var count))
        {
            // There may be a hundred thousand: neither grows by doubling.
            known.EnsureCapacity(known.Count + count);
            record.Files.EnsureCapacity(record.Files.Count + count);
        }

        using var parents = new ParentDirectories { IsOnlyLooking = true };
        foreach (var change in changes)
        {
            Enter(record, known, change, parents);
        }
    }

    private static void Enter(
        DeploymentRecord record, Dictionary<string, FileRecord> known, Change change, ParentDirectories parents)
    {
        if (!known.TryGetValue(change.Path, out var file))
        {
            file = new FileRecord { Path = change.Path, Change = KindOf(change) };
            record.Files.Add(file);
            known.Add(change.Path, file);
        }
        else if (file.Change == ChangeKind.Unchanged)
        {
            file.Change = KindOf(change);
        }

        file.Sha256 = change.After.Sha256;
        file.Mode = change.After.Exists ? FileModes.Octal(change.After.Mode) : null;
        file.Size = change.After.Kind is FileKind.File or FileKind.SymbolicLink ? SizeOf(change, parents) : null;
    }

    /// <summary>Of what stands there; of a link that leads to a file, of that.</summary>
    private static long? SizeOf(Change change, ParentDirectories parents) =>
        parents.Of(change.Path)?.Status(change.Name) is not { } status ? null
            : status.Kind == FileKind.File ? status.Size
            : File.Exists(change.Path) ? new FileInfo(change.Path).Length : null;

    private static ChangeKind KindOf(Change change) => change switch
    {
        { After.Exists: false } => ChangeKind.Removed,
        { Before.Exists: false } => ChangeKind.Created,
        _ when change.Before == change.After => ChangeKind.Unchanged,
        _ => ChangeKind.Replaced,
    };
}
