namespace Lle.Deploy.Diagnostics;

/// <summary>LLE12xx, phase 2: the environment: docs/diagnostics/LLE12xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    /// <param name="command">That changes it: "chmod go-w".</param>
    public static Diagnostic DirectoryNotTrusted(string path, string why, string command) =>
        Error("LLE1201", Location.OfFile(path), $"Directory '{path}' is not safe to deploy under: {why}",
            $"Change that ({command}), choose another prefix, or set LleAllowInsecurePrefix=true");

    public static Diagnostic SpaceShort(string path, long availableKib, long requiredKib) =>
        Error("LLE1202", Location.OfFile(path), $"The file system of '{path}' has {availableKib} KiB free; {requiredKib} KiB are required",
            "Free some space, or lower LleRequiredDiskSpace");
}
