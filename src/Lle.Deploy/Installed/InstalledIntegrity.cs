using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>Compares installed files with CONFIG/checksums.sha256, the list the deployment left.</summary>
internal static class InstalledIntegrity
{
    /// <summary>What the list names; nothing where there is none or it cannot be read, which is told as a warning.</summary>
    public static IReadOnlyList<ChecksumEntry> Recorded(TargetLayout layout, Action<Diagnostic> tell)
    {
        try
        {
            return InstalledState.TryReadBytes(layout.Checksums) is { } list ? ChecksumList.Parse(list, layout.Checksums) : [];
        }
        catch (DeploymentException error)
        {
            foreach (var diagnostic in error.Diagnostics)
            {
                tell(diagnostic.AsWarning());
            }

            return [];
        }
    }

    /// <param name="except">Files in here are not looked at; null: all are.</param>
    /// <returns>One diagnostic a file that is not what was deployed; empty when all are.</returns>
    public static IReadOnlyList<Diagnostic> Check(TargetLayout layout, string? except = null)
    {
        if (InstalledState.TryReadBytes(layout.Checksums) is not { } list)
        {
            return [DiagnosticCatalog.InstalledChecksumsMissing(layout.Checksums)];
        }

        var program = VersionFolder.ProgramOf(layout);
        var problems = ParallelBatches.Map(ChecksumList.Parse(list, layout.Checksums), (ParentDirectories parents, ChecksumEntry entry) =>
        {
            var path = ListedNames.PathOf(layout, entry.Name);
            return IsIn(path, except) ? null : Problem(path, path == layout.Binary ? program : path, entry.Sha256, parents);
        });
        return [.. problems.OfType<Diagnostic>()];
    }

    /// <summary>How much there is to read; what is not there counts nothing.</summary>
    /// <param name="except">Files in here are not counted; null: all are.</param>
    public static long Bytes(TargetLayout layout, string? except = null)
    {
        using var parents = new ParentDirectories();
        return Recorded(layout, _ => { }).Select(entry => ListedNames.PathOf(layout, entry.Name))
            .Where(path => !IsIn(path, except))
            .Sum(path => parents.Of(path)?.Status(Path.GetFileName(path))?.Size ?? 0);
    }

    private static bool IsIn(string path, string? folder) => folder is not null && Places.IsWithin(path, folder);

    private static Diagnostic? Problem(string path, string read, string wanted, ParentDirectories parents)
    {
        var state = parents.Of(read) is { } parent ? PathState.Capture(parent, Path.GetFileName(read)) : PathState.Absent;
        return state.Sha256 is null ? DiagnosticCatalog.InstalledFileMissing(path)
            : state.Sha256 != wanted ? DiagnosticCatalog.InstalledFileDrifted(path, state.Sha256, wanted)
            : null;
    }
}
