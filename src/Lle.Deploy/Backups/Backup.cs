using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>One complete backup on disk.</summary>
internal sealed record Backup(string Folder, Manifest Manifest)
{
    public string Id => Path.GetFileName(Folder);

    public long Bytes => Manifest.Entries.Sum(e => e.Size);

    public int Files => Manifest.Entries.Count(e => e.State.Kind == FileKind.File);

    /// <param name="path">As in the manifest: "bin/lusush".</param>
    public ManifestEntry? Find(string path) => Manifest.Entries.FirstOrDefault(e => e.Path == path);

    public static Backup Open(string folder) => TryOpen(folder) ?? throw new DeploymentException(DiagnosticCatalog.BackupMissing(folder));

    /// <returns>null where there is no manifest: a backup that was never completed is none.</returns>
    public static Backup? TryOpen(string folder)
    {
        using var directory = PosixDirectory.TryOpen(folder);
        if (directory?.Status(Manifest.FileName) is null)
        {
            return null;
        }

        using var file = directory.OpenRead(Manifest.FileName);
        return new Backup(folder, Manifest.Parse(Encoding.UTF8.GetString(file.ReadToEnd()), file.Path));
    }

    /// <summary>All complete backups, oldest first by sequence; folders whose manifest is damaged are left out.</summary>
    public static IReadOnlyList<Backup> All(string backupDir)
    {
        using var root = PosixDirectory.TryOpen(backupDir);
        var found = new List<Backup>();
        foreach (var name in root?.Names() ?? [])
        {
            try
            {
                if (root!.Status(name)?.Kind == FileKind.Directory && TryOpen(Path.Combine(backupDir, name)) is { } backup)
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
    public IReadOnlyList<Diagnostic> Verify(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        foreach (var entry in Manifest.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Join(Folder, entry.Path);
            using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
            var status = parent?.Status(Path.GetFileName(path));
            if (status is null || status.Value.Kind != entry.State.Kind || !ContentFits(parent!, Path.GetFileName(path), entry, cancellation))
            {
                problems.Add(DiagnosticCatalog.BackupFileWrong(path, status is null ? "is missing" : "does not have the content of the manifest"));
            }
        }

        return problems;
    }

    private static bool ContentFits(PosixDirectory parent, string name, ManifestEntry entry, CancellationToken cancellation)
    {
        switch (entry.State.Kind)
        {
            case FileKind.File:
                using (var file = parent.OpenRead(name))
                {
                    return file.Hash(cancellation) == entry.State.Sha256;
                }

            case FileKind.SymbolicLink:
                return parent.ReadLink(name) == entry.State.Target;

            default:
                return true;
        }
    }
}
