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

    /// <summary>The files and links that are not, or may not be, as the plan wants them.</summary>
    public IReadOnlyList<ManifestEntry> Different(RestorePlan plan)
    {
        using var entries = new EarlierEntries(standing.Manifest.Entries);
        using var parents = new ParentDirectories();
        var different = new List<ManifestEntry>();
        foreach (var file in plan.Files)
        {
            if (entries.Find(file.Path) is not { } now || now.State != file.State || !IsAsRead(plan, now, parents))
            {
                different.Add(file);
            }
        }

        return different;
    }

    private bool IsAsRead(RestorePlan plan, ManifestEntry now, ParentDirectories parents)
    {
        var path = BackupMap.Target(plan.Layout, now.Path);
        return now.State.Kind == FileKind.File
            && parents.Of(path)?.Status(Path.GetFileName(path)) is { Kind: FileKind.File } status
            && (status.Size, status.ModifiedNanoseconds) == (now.Size, now.Modified)
            && status.ChangedNanoseconds < trusted;
    }
}
