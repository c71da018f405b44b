using System.Collections.Concurrent;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Backups;

/// <summary>Reads a backup again, on all processors, in the memory of a few hundred entries.</summary>
internal static class BackupVerifier
{
    private const string Missing = "is missing";
    private const string Differs = "does not have the content of the manifest";

    public static IReadOnlyList<Diagnostic> Run(Backup backup, WorkMeter meter, CancellationToken cancellation)
    {
        var problems = new ConcurrentQueue<(string Path, Diagnostic Problem)>();
        ParallelBatches.Run(backup.Manifest.Entries, (ParentDirectories parents, ManifestEntry entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (Problem(backup, entry, parents, cancellation) is { } problem)
            {
                problems.Enqueue((entry.Path, problem));
            }

            meter.Add(entry.State.Kind == FileKind.Directory ? 0 : 1, entry.Size);
        });
        return [.. problems.OrderBy(found => found.Path, Comparer<string>.Create(EarlierEntries.Compare)).Select(found => found.Problem)];
    }

    private static Diagnostic? Problem(Backup backup, ManifestEntry entry, ParentDirectories parents, CancellationToken cancellation)
    {
        var path = Path.Join(backup.Folder, entry.Path);
        PosixDirectory? parent = null;
        try
        {
            parent = parents.Of(path);
            var name = Path.GetFileName(path);
            // A file is opened at once: whether it is there, and is one, the opening says.
            var found = entry.State.Kind == FileKind.File ? FileKind.File : parent?.Status(name)?.Kind;
            return parent is null || found is null ? Wrong(path, Missing)
                : found == entry.State.Kind && ContentFits(parent, name, entry, cancellation) ? null
                : Wrong(path, Differs);
        }
        catch (PosixException error)
        {
            return Wrong(path, error.ErrorNumber == Errno.NoEntry ? Missing
                : parent is not null && error.IsOtherKind ? Differs
                : $"cannot be read ({error.Diagnostics[0].Message})");
        }
    }

    private static Diagnostic Wrong(string path, string what) => DiagnosticCatalog.BackupFileWrong(path, what);

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
