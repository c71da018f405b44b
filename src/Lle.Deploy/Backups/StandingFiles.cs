using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Backups;

/// <summary>
/// What stands on the target by the backup that was made of it just now: a restore need not read again what the backup has just read. A
/// file whose status says that anything has changed about it since then is read, and nobody can set the time that says so.
/// </summary>
/// <param name="begun">Before the backup was begun.</param>
internal sealed class StandingFiles(Backup standing, DateTimeOffset begun)
{
    /// <summary>What file systems and clocks may disagree by.</summary>
    private const long Doubt = 2_000_000_000;

    private readonly long trusted = ((begun - DateTimeOffset.UnixEpoch).Ticks * 100) - Doubt;

    /// <summary>The files and links that are not, or may not be, as the plan wants them; found as they are asked for.</summary>
    /// <param name="meter">Counts the others.</param>
    public IEnumerable<ManifestEntry> Different(RestorePlan plan, WorkMeter meter) => ParallelBatches.Stream(Wanted(plan),
        (ParentDirectories parents, (ManifestEntry File, ManifestEntry? Alike) wanted) =>
        {
            if (wanted.Alike is null || !IsAsRead(plan, wanted.Alike, parents))
            {
                return wanted.File;
            }

            meter.Add(1, wanted.File.Size);
            return null;
        }).OfType<ManifestEntry>();

    /// <summary>Each file of the plan, and what the backup has read there where that is alike.</summary>
    private IEnumerable<(ManifestEntry File, ManifestEntry? Alike)> Wanted(RestorePlan plan)
    {
        using var entries = new EarlierEntries(standing.Manifest.Entries);
        foreach (var file in plan.Files)
        {
            var now = entries.Find(file.Path);
            yield return (file, now?.State.Kind == FileKind.File && now.State == file.State ? now : null);
        }
    }

    private bool IsAsRead(RestorePlan plan, ManifestEntry now, ParentDirectories parents)
    {
        var path = BackupMap.Target(plan.Layout, now.Path);
        return parents.Of(path)?.Status(Path.GetFileName(path)) is { Kind: FileKind.File } status
            && (status.Size, status.ModifiedNanoseconds) == (now.Size, now.Modified)
            && status.ChangedNanoseconds < trusted;
    }
}
