namespace Lle.Deploy.Diagnostics;

/// <summary>LLE13xx, phase 3: backups and restoring them: docs/diagnostics/LLE13xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ManifestDamaged(string path, string cause) =>
        Error("LLE1301", Location.OfFile(path),
            $"The manifest '{path}' is damaged: {cause}",
            "Restore another backup; LleStatus lists the complete ones");

    public static Diagnostic BackupMissing(string folder) =>
        Error("LLE1302", Location.OfFile(folder),
            $"The folder '{folder}' contains no complete backup",
            "Name a backup that LleStatus lists");

    public static Diagnostic BackupFileWrong(string path, string what) =>
        Error("LLE1303", Location.OfFile(path), $"The backup has changed since it was taken: '{path}' {what}",
            "Restore another backup; nothing has been changed");

    public static Diagnostic RehearsalFailed(string path, string expected, string found) =>
        Error("LLE1304", Location.OfFile(path), $"The backup failed its trial restore: '{path}' came back as {found} instead of {expected}",
            "Fix the cause (often a user who may not change owners, or a file system without extended attributes); nothing has been "
            + "changed");

    public static Diagnostic BackupNotNamed(string given, IEnumerable<string> known) =>
        Error("LLE1305", Location.OfProperty("LleBackupTimestamp"),
            (given.Length == 0 ? "LleBackupTimestamp is not set" : $"LleBackupTimestamp is '{given}', which is not a complete backup")
            + (known.Any() ? $"; the complete backups are: {Listed(known)}" : ", and this installation has no complete backup"),
            known.Any() ? $"Set LleBackupTimestamp to one of them, for instance {known.Last()}"
                : "Check LleInstallPrefix and LleBackupDir; every deployment makes a backup, and so does LleBackup");

    public static Diagnostic BackupLacks(string folder, string path) =>
        Error("LLE1306", Location.OfFile(folder), $"The backup '{folder}' does not contain '{path}' as it was before the deployment",
            "Restore another backup with LleRestore; nothing has been changed");

    /// <param name="path">In the newest backup: one of its folders, or its manifest.</param>
    public static Diagnostic EarlierBackupUnreadable(string path, string cause) =>
        Warning("LLE1307", Location.OfFile(path),
            $"The newest backup so far cannot be read at '{path}': {cause}; the new backup holds copies of its own instead of sharing " +
            "files",
            "Find out what is wrong there: a rollback or restore may need that backup");
}
