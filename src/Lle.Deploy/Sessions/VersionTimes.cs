using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Sessions;

/// <summary>
/// When the links led into each version: from when it was made until the last operation that led them elsewhere wrote its journal. Between
/// the two another version may have been current for a while: then a process of that time counts for both.
/// </summary>
internal sealed class VersionTimes
{
    private readonly TargetLayout layout;
    private readonly Dictionary<string, DateTimeOffset> until = new(StringComparer.Ordinal);
    private readonly DateTimeOffset firstKnown;

    /// <param name="layout">Whose versions.</param>
    /// <param name="all">All there are, oldest first.</param>
    public VersionTimes(TargetLayout layout, IReadOnlyList<CommittedTransaction> all)
    {
        this.layout = layout;
        firstKnown = VersionsNeeded.LastSwitch(layout) ?? DateTimeOffset.MaxValue;
        foreach (var committed in all)
        {
            if (committed.OfVersions.LastOrDefault(change => change.Path == layout.CurrentVersion) is { } change
                && change.Before.Target != change.After.Target)
            {
                var ended = Ended(committed.Header.Id);
                firstKnown = until.Count == 0 ? ended : firstKnown;
                until[NameOf(change.Before)] = ended;
                until[NameOf(change.After)] = DateTimeOffset.MaxValue;
            }
        }
    }

    public IReadOnlyList<int> Users(VersionFolder folder, out int unreadable) =>
        VersionUsers.Of(layout, folder.Path, Until(folder), out unreadable);

    /// <summary>One that no journal knows any more was current before the first switch that a journal knows; one that was taken back, at
    /// most until the last.</summary>
    private DateTimeOffset Until(VersionFolder folder) => until.TryGetValue(folder.Name, out var known) ? known
        : InstalledState.TryReadBytes(folder.ListPath) is null ? VersionsNeeded.LastSwitch(layout) ?? DateTimeOffset.MaxValue
        : firstKnown;

    private DateTimeOffset Ended(string id)
    {
        using var folder = PosixDirectory.TryOpen(Path.Combine(layout.Transactions, id));
        return folder?.Status(Journal.FileName) is { } journal ? journal.Modified : DateTimeOffset.MaxValue;
    }

    private static string NameOf(PathState current) => Path.GetFileName(current.Target ?? "");
}
