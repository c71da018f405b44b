namespace Lle.Deploy.Diagnostics;

/// <summary>LLE12xx, phase 2: the environment: docs/diagnostics/LLE12xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    /// <param name="command">That changes it: "chmod go-w".</param>
    public static Diagnostic DirectoryNotTrusted(string path, string why, string command) =>
        Error("LLE1201", Location.OfFile(path), $"Directory '{path}' is not safe to deploy under: {why}",
            $"Change that ({command}), choose another prefix, or set LleAllowInsecurePrefix=true");

    /// <param name="forWhat">", 2048 of them for …"; empty: for the deployment.</param>
    public static Diagnostic SpaceShort(string path, long availableKib, long requiredKib, string forWhat) =>
        Error("LLE1202", Location.OfFile(path),
            $"The file system of '{path}' has {availableKib} KiB free; {requiredKib} KiB are required{forWhat}",
            "Free some space, or lower LleRequiredDiskSpace");
}
