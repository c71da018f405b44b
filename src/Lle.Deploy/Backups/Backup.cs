using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>One complete backup on disk.</summary>
internal sealed record Backup(string Folder, Manifest Manifest)
{
    private ManifestTotals? totals;

    public string Id => Path.GetFileName(Folder);

    public long Bytes => Totals.Bytes;

    public int Files => Totals.Files;

    /// <summary>Files that a rollback or restore may put back.</summary>
    public int Restorable => Totals.Restorable;

    private ManifestTotals Totals => totals ??= Manifest.Entries.Aggregate(new ManifestTotals(0, 0, 0), (sum, entry) => sum.With(entry));

    /// <summary>Reads up to the entry; for a few paths. For many, see <see cref="FindAll"/>.</summary>
    /// <param name="path">As in the manifest: "bin/lusush".</param>
    public ManifestEntry? Find(string path) =>
        Manifest.Entries.TakeWhile(e => EarlierEntries.Compare(e.Path, path) <= 0).FirstOrDefault(e => e.Path == path);

    /// <summary>In one pass.</summary>
    public IReadOnlyDictionary<string, ManifestEntry> FindAll(IReadOnlySet<string> paths) =>
        Manifest.Entries.Where(e => paths.Contains(e.Path)).ToDictionary(e => e.Path, StringComparer.Ordinal);

    /// <summary>With a manifest that was verified from its first byte to its last.</summary>
    public static Backup Open(string folder) =>
        TryOpen(folder, wholly: true) ?? throw new DeploymentException(DiagnosticCatalog.BackupMissing(folder));

    /// <summary>One that was made just now.</summary>
    public static Backup Open(string folder, ManifestTotals totals)
    {
        var backup = TryOpen(folder, wholly: false) ?? throw new DeploymentException(DiagnosticCatalog.BackupMissing(folder));
        backup.totals = totals;
        return backup;
    }

    /// <returns>null where there is no manifest: a backup that was never completed is none.</returns>
    public static Backup? TryOpen(string folder, bool wholly)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        return directory?.Status(Manifest.FileName) is null ? null : new Backup(folder, ManifestReader.Open(directory, wholly));
    }

    /// <summary>
    /// All complete backups, oldest first by sequence; folders whose manifest is damaged are left out, as far as its header, its end and,
    /// of a manifest of ordinary size, its hash tell.
    /// </summary>
    public static IReadOnlyList<Backup> All(string backupDir)
    {
        using var root = PosixDirectory.TryOpen(backupDir);
        var found = new List<Backup>();
        foreach (var name in root?.Names() ?? [])
        {
            try
            {
                if (root!.Status(name)?.Kind == FileKind.Directory && TryOpen(Path.Combine(backupDir, name), wholly: false) is { } backup)
                {
                    found.Add(backup);
                }
            }
            catch (DeploymentException)
            {
                // Damaged: neither the newest good one nor one to restore; a restore that names it says what is wrong.
            }
        }

        return [.. found.OrderBy(b => b.Manifest.Sequence)];
    }

    /// <summary>Reads everything again and compares it with the manifest.</summary>
    /// <returns>What does not fit; empty for a good backup.</returns>
    public IReadOnlyList<Diagnostic> Verify(CancellationToken cancellation) => Verify(WorkMeter.Silent, cancellation);

    /// <param name="meter">Counts what has been read.</param>
    public IReadOnlyList<Diagnostic> Verify(WorkMeter meter, CancellationToken cancellation) =>
        BackupVerifier.Run(this, meter, cancellation);
}
