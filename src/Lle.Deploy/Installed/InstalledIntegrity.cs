using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;
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

        var problems = new List<Diagnostic>();
        var program = VersionFolder.ProgramOf(layout);
        foreach (var entry in ChecksumList.Parse(list, layout.Checksums))
        {
            var path = ListedNames.PathOf(layout, entry.Name);
            if (except is not null && path.StartsWith(except + "/", StringComparison.Ordinal))
            {
                continue;
            }

            var state = PathState.Capture(path == layout.Binary ? program : path);
            if (state.Sha256 is null)
            {
                problems.Add(DiagnosticCatalog.InstalledFileMissing(path));
            }
            else if (state.Sha256 != entry.Sha256)
            {
                problems.Add(DiagnosticCatalog.InstalledFileDrifted(path, state.Sha256, entry.Sha256));
            }
        }

        return problems;
    }
}
