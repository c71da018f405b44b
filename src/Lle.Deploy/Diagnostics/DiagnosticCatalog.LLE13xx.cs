namespace Lle.Deploy.Diagnostics;

/// <summary>LLE13xx, phase 3: backups and restoring them: docs/diagnostics/LLE13xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ManifestDamaged(string path, string cause) =>
        Error("LLE1301", Location.OfFile(path), $"the manifest '{path}' is damaged: {cause}", "Restore another backup; LleStatus lists the good ones");

    public static Diagnostic BackupMissing(string folder) =>
        Error("LLE1302", Location.OfFile(folder), $"there is no complete backup in '{folder}'", "Name one that LleStatus lists");

    public static Diagnostic BackupFileWrong(string path, string what) =>
        Error("LLE1303", Location.OfFile(path), $"the backup is not what it was: '{path}' {what}", "Restore another backup; nothing has been changed");

    public static Diagnostic RehearsalFailed(string path, string expected, string found) =>
        Error("LLE1304", Location.OfFile(path), $"the way back is not proven: '{path}' came back as {found} instead of {expected}", "Mend the cause (often a user who may not give files away, or a file system without attributes); nothing has been changed");

    public static Diagnostic BackupNotNamed(string given, IEnumerable<string> known) =>
        Error("LLE1305", Location.OfProperty("LleBackupTimestamp"), $"LleBackupTimestamp is '{given}'; expected one of the complete backups: {Listed(known)}", "Name one, for instance -p:LleBackupTimestamp=20251009_140930");

    public static Diagnostic BackupLacks(string folder, string path) =>
        Error("LLE1306", Location.OfFile(folder), $"the backup '{folder}' does not hold '{path}' as it stood before", "Restore another backup with -t:LleRestore; nothing has been changed");
}
