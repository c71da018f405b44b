using System.Collections;
using Lle.Deploy.Deployments;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>The files of an operation, one a path, made from its changes whenever they are asked for: there may be a million.</summary>
internal sealed class ChangedFiles : IReadOnlyCollection<FileRecord>
{
    private readonly IReadOnlyCollection<Change> changes;

    /// <summary>Of paths that changed several times: what all of it comes to.</summary>
    private readonly Dictionary<string, FileRecord> repeated;

    public ChangedFiles(IReadOnlyCollection<Change> changes)
    {
        this.changes = changes;
        var paths = Change.Repeated(changes);
        repeated = FileRecords.Together([], paths.Count == 0 ? [] : changes.Where(change => paths.Contains(change.Path)))
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
        Count = changes.Count(change => !repeated.ContainsKey(change.Path)) + repeated.Count;
    }

    public int Count { get; }

    public IEnumerator<FileRecord> GetEnumerator()
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        using var parents = new ParentDirectories { IsOnlyLooking = true };
        foreach (var change in changes)
        {
            if (!repeated.TryGetValue(change.Path, out var file))
            {
                yield return FileRecords.Of(change, parents);
            }
            else if (given.Add(change.Path))
            {
                yield return file;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
