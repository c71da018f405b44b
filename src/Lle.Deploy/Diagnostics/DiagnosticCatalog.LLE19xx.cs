namespace Lle.Deploy.Diagnostics;

/// <summary>LLE19xx, phase 9: security validation and the audit log: docs/diagnostics/LLE19xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic PermissionWrong(string path, string found, string expected) =>
        Error("LLE1920", Location.OfFile(path), $"The path '{path}' is {found}; expected {expected}",
            "Correct mode and owner, or deploy again as the user who is to own it");

    public static Diagnostic InstalledFileDrifted(string path, string found, string expected) =>
        Error("LLE1921", Location.OfFile(path),
            $"The file '{path}' has changed since it was deployed: SHA-256 {found}, deployed {expected}",
            "Find out who changed it; deploy again or restore a backup");

    public static Diagnostic InstalledFileMissing(string path) =>
        Error("LLE1922", Location.OfFile(path), $"The deployed file '{path}' is missing", "Deploy again or restore a backup");

    public static Diagnostic InstalledChecksumsMissing(string path) =>
        Error("LLE1923", Location.OfFile(path),
            $"The checksum list '{path}' is missing, so the installed files cannot be verified",
            "Deploy again");

    public static Diagnostic AuditNotWritten(string path, string reason) =>
        Error("LLE1950", Location.OfFile(path), $"The audit log cannot be written: {reason}",
            "Free some space, and make the log writable for the deploying user; nothing is deployed without an audit record");

    public static Diagnostic AuditBroken(string path, int line, string reason) =>
        Error("LLE1951", Location.OfFile(path, line, 1), $"The audit log was changed at or before this line: {reason}",
            "Compare it with your copies and keep it as evidence; move it away to start a new one");

    public static Diagnostic AuditLegacy(string path, int lines) =>
        Warning("LLE1952", Location.OfFile(path),
            $"The first {lines} lines of the audit log have no hash of their own; changes made to them before the first hash cannot "
            + "be detected",
            "Safe to ignore: an earlier version wrote them");

    public static Diagnostic AuditHeadUnknown(string path, string head) =>
        Error("LLE1953", Location.OfFile(path),
            $"The audit log does not contain the line with hash {head}: its end was removed, or the file was replaced",
            "Compare it with your copies");

    public static Diagnostic AuditUnreadable(string path, string reason) =>
        Error("LLE1954", Location.OfFile(path), $"The audit log cannot be read: {reason}", "Make it readable for the deploying user");

    public static Diagnostic AuditTorn(string path, int line) =>
        Warning("LLE1955", Location.OfFile(path, line, 1),
            "This line of the audit log is incomplete, because writing it was interrupted; the lines after it are in order",
            "Safe to ignore");
}
