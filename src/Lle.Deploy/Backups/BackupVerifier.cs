using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>Reads a backup again, on all processors, in the memory of a few hundred entries.</summary>
internal static class BackupVerifier
{
    private const int BatchSize = 512;

    public static IReadOnlyList<Diagnostic> Run(Backup backup, WorkMeter meter, CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        foreach (var batch in backup.Manifest.Entries.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            var found = new Diagnostic?[batch.Length];
            var workers = Math.Clamp(Environment.ProcessorCount, 1, 4);
            var share = (batch.Length + workers - 1) / workers;
            Parallel.For(0, workers, worker =>
            {
                // Neighbours lie in the same directory: it is opened once.
                using var parents = new ParentDirectories();
                for (var index = worker * share; index < Math.Min(batch.Length, (worker + 1) * share); index++)
                {
                    found[index] = Problem(backup, batch[index], parents, cancellation);
                    meter.Add(batch[index].State.Kind == FileKind.Directory ? 0 : 1, batch[index].Size);
                }
            });
            problems.AddRange(found.OfType<Diagnostic>());
        }

        return problems;
    }

    private static Diagnostic? Problem(Backup backup, ManifestEntry entry, ParentDirectories parents, CancellationToken cancellation)
    {
        var path = Path.Join(backup.Folder, entry.Path);
        try
        {
            var parent = parents.Of(path);
            var name = Path.GetFileName(path);
            return parent?.Status(name) is not { } status ? DiagnosticCatalog.BackupFileWrong(path, "is missing")
                : status.Kind == entry.State.Kind && ContentFits(parent, name, entry, cancellation) ? null
                : DiagnosticCatalog.BackupFileWrong(path, "does not have the content of the manifest");
        }
        catch (PosixException error)
        {
            return DiagnosticCatalog.BackupFileWrong(path, $"cannot be read ({error.Diagnostics[0].Message})");
        }
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
