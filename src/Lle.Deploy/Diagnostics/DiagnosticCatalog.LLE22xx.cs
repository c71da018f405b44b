namespace Lle.Deploy.Diagnostics;

/// <summary>LLE22xx, phase 12: logs and reports: docs/diagnostics/LLE22xx.md.</summary>
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

    public static Diagnostic CiSummaryNotWritten(string path, string reason) =>
        Warning("LLE2222", Location.OfFile(path), $"The job summary '{path}' was not written: {reason}",
            "Check that the build agent lets this job write there; the deployment itself is not affected");
}
