namespace Lle.Deploy.Diagnostics;

/// <summary>LLE19xx, phase 9: security validation and the audit log: docs/diagnostics/LLE19xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic PermissionWrong(string path, string found, string expected) =>
        Error("LLE1920", Location.OfFile(path), $"'{path}' is {found}; expected {expected}", "Set mode and owner, or deploy again as the user who is to own it");

    public static Diagnostic InstalledFileDrifted(string path, string found, string expected) =>
        Error("LLE1921", Location.OfFile(path), $"'{path}' is not what was deployed: sha256 {found}, deployed was {expected}", "Find out who changed it; deploy again or restore a backup");

    public static Diagnostic InstalledFileMissing(string path) =>
        Error("LLE1922", Location.OfFile(path), $"'{path}' was deployed and is gone", "Deploy again or restore a backup");

    public static Diagnostic InstalledChecksumsMissing(string path) =>
        Error("LLE1923", Location.OfFile(path), $"'{path}' is missing: what was installed cannot be compared", "Deploy again");

    public static Diagnostic AuditNotWritten(string path, string reason) =>
        Error("LLE1950", Location.OfFile(path), $"The audit log cannot be written: {reason}",
            "Make room and make it writable for the deploying user; nothing is deployed without a record");

    public static Diagnostic AuditBroken(string path, int line, string reason) =>
        Error("LLE1951", Location.OfFile(path, line, 1), $"The audit log was changed at or before this line: {reason}",
            "Compare it with your copies, keep it as evidence, and move it away to begin a new one");

    public static Diagnostic AuditLegacy(string path, int lines) =>
        Warning("LLE1952", Location.OfFile(path), $"The first {lines} lines of the audit log were written without a hash chain; they are covered only since the chain began",
            "Nothing is to be done");

    public static Diagnostic AuditHeadUnknown(string path, string head) =>
        Error("LLE1953", Location.OfFile(path), $"The audit log has no line with the known head {head}: its end was cut off, or it was replaced",
            "Compare it with your copies");

    public static Diagnostic AuditUnreadable(string path, string reason) =>
        Error("LLE1954", Location.OfFile(path), $"The audit log cannot be read: {reason}", "Make it readable for the deploying user");

    public static Diagnostic AuditTorn(string path, int line) =>
        Warning("LLE1955", Location.OfFile(path, line, 1), "This line of the audit log was cut off while it was being written; the chain goes on behind it",
            "Nothing is to be done");
}
