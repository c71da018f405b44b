using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>What a backup holds, in numbers.</summary>
/// <param name="Files">Regular files.</param>
/// <param name="Bytes">Their content.</param>
/// <param name="Restorable">Files that a rollback or restore may put back: all but logs.</param>
internal sealed record ManifestTotals(int Files, long Bytes, int Restorable)
{
    public ManifestTotals With(ManifestEntry entry) => entry.State.Kind != FileKind.File
        ? this
        : new ManifestTotals(Files + 1, Bytes + entry.Size, Restorable + (BackupMap.IsLog(entry.Path) ? 0 : 1));
}
