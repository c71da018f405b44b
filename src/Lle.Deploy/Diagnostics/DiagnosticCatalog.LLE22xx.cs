namespace Lle.Deploy.Diagnostics;

/// <summary>LLE22xx, phase 12: logs, reports, and lle on the target: docs/diagnostics/LLE22xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic LogNotWritten(string path, string reason) =>
        Warning("LLE2201", Location.OfFile(path),
            $"The deployment log is incomplete: {reason}",
            "Free some space, and make the log directory writable");

    public static Diagnostic ReportNotWritten(string path, string reason) =>
        Warning("LLE2220", Location.OfFile(path), $"The report '{path}' was not written: {reason}",
            "Free some space, or correct the permissions of the log directory; the deployment itself is not affected");

    public static Diagnostic ResultUnreadable(string path, int line, string reason) =>
        Error("LLE2221", Location.OfFile(path, line), $"The result file '{path}' cannot be read: {reason}",
            "Remove the file if it was edited or is incomplete; the deployment it describes is not affected");

    public static Diagnostic HostProgramMissing(string where, string why) =>
        Error("LLE2240", Location.None, $"There is no lle to install for this machine: '{where}' {why}",
            "Name the package Lle.Deploy.Host, or a folder that holds linux-x64/lle or linux-arm64/lle, with LleHostPackage; " +
            "or do not set " +
            "LleInstallHost");

    public static Diagnostic HostProgramFails(string path) =>
        Error("LLE2241", Location.OfFile(path), "This lle does not run here: it does not print its version",
            "Run it with --version to see why; take the lle of this machine's architecture from the package Lle.Deploy.Host");

    public static Diagnostic HostLinkTaken(string path, string expected) =>
        Error("LLE2242", Location.OfFile(path), $"The file exists and is not the link to {expected} that LleInstallHost makes",
            "Remove or rename the file, or do not set LleInstallHost");
}
