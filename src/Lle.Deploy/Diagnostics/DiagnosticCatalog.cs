namespace Lle.Deploy.Diagnostics;

/// <summary>
/// Every diagnostic there is, one method a code, in the order of the numbers. A code is never reused; docs/diagnostics.md
/// has a section for each (a test holds the two together).
/// </summary>
internal static class DiagnosticCatalog
{
    private static Diagnostic Error(string code, Location location, string message, string remedy) =>
        new(code, Severity.Error, location, message, remedy);

    private static Diagnostic Warning(string code, Location location, string message, string remedy) =>
        new(code, Severity.Warning, location, message, remedy);

    // ---- LLE10xx: host and properties ----

    public static Diagnostic WindowsNotSupported() =>
        Error("LLE1000", Location.None, "Lle.Deploy.Tasks deploys to Unix machines and this is Windows", "Run the build on Linux, for instance under WSL");

    public static Diagnostic PropertyOutOfRange(string property, string value, string expected) =>
        Error("LLE1002", Location.OfProperty(property), $"{property} is '{value}'; expected {expected}", $"Set {property} in the project, with -p:{property}=..., or leave it out for its default");

    public static Diagnostic RelativePath(string property, string path) =>
        Error("LLE1003", Location.OfProperty(property), $"{property} is '{path}'; expected an absolute path", "Write it from the root, for instance /opt/lle or $(MSBuildProjectDirectory)/out");

    public static Diagnostic ControlCharacterInPath(string property, string path) =>
        Error("LLE1004", Location.OfProperty(property), $"{property} holds a control character: '{path}'", "Choose a path of printable characters");

    public static Diagnostic LinkNotTrusted(string property, string link) =>
        Error("LLE1005", Location.OfProperty(property), $"{property} leads through the symbolic link '{link}', which others could swap", "Give the real path, or take the directory's write permission from others");

    public static Diagnostic DirectoryUsedTwice(string property, string path) =>
        Error("LLE1006", Location.OfProperty(property), $"{property} is '{path}', which another directory of the layout has too", "Give each directory of the layout a path of its own");

    public static Diagnostic AccountUnknown(string property, string name) =>
        Error("LLE1007", Location.OfProperty(property), $"{property} is '{name}', which this machine does not know", "Name a user or group of this machine, or its number");

    public static Diagnostic OwnerNeedsRoot(string property, string name) =>
        Error("LLE1008", Location.OfProperty(property), $"{property} is '{name}', but only root may give files away", "Run as root, or leave it out");

    public static Diagnostic PayloadDirMissing(string path) =>
        Error("LLE1009", Location.OfProperty("LlePayloadDir"), $"LlePayloadDir is '{path}', which is no directory", "Build the payload first, or point LlePayloadDir to it");

    // ---- end of LLE10xx ----

    // ---- LLE11xx: phase 1, payload, checksums, signatures, update packages ----

    // ---- end of LLE11xx ----

    // ---- LLE12xx: phase 2, environment ----

    public static Diagnostic DirectoryNotTrusted(string path, string why) =>
        Error("LLE1201", Location.OfFile(path), $"'{path}' is not safe to deploy under: {why}", "Take the write permission from others (chmod go-w), choose another prefix, or set LleAllowInsecurePrefix=true");

    public static Diagnostic SpaceShort(string path, long availableKib, long requiredKib) =>
        Error("LLE1202", Location.OfFile(path), $"the file system of '{path}' has {availableKib} KiB free; {requiredKib} KiB are required", "Free some space, or lower LleRequiredDiskSpace");

    // ---- end of LLE12xx ----

    // ---- LLE13xx: phase 3, backups and restore ----

    public static Diagnostic ManifestDamaged(string path, string cause) =>
        Error("LLE1301", Location.OfFile(path), $"the manifest '{path}' is damaged: {cause}", "Restore another backup; LleStatus lists the good ones");

    public static Diagnostic BackupMissing(string folder) =>
        Error("LLE1302", Location.OfFile(folder), $"there is no complete backup in '{folder}'", "Name one that LleStatus lists");

    public static Diagnostic BackupFileWrong(string path, string what) =>
        Error("LLE1303", Location.OfFile(path), $"the backup is not what it was: '{path}' {what}", "Restore another backup; nothing has been changed");

    public static Diagnostic RehearsalFailed(string path, string expected, string found) =>
        Error("LLE1304", Location.OfFile(path), $"the way back is not proven: '{path}' came back as {found} instead of {expected}", "Mend the cause (often a user who may not give files away, or a file system without attributes); nothing has been changed");

    // ---- end of LLE13xx ----

    // ---- LLE14xx: phase 4, binary ----

    // ---- end of LLE14xx ----

    // ---- LLE15xx: phase 5, configuration ----

    // ---- end of LLE15xx ----

    // ---- LLE16xx: phase 6, security configuration ----

    // ---- end of LLE16xx ----

    // ---- LLE17xx: phase 7, probes ----

    // ---- end of LLE17xx ----

    // ---- LLE18xx: phase 8, measurements ----

    // ---- end of LLE18xx ----

    // ---- LLE19xx: phase 9, security validation and audit ----

    // ---- end of LLE19xx ----

    // ---- LLE20xx: phase 10, readiness, and post-deployment validation ----

    // ---- end of LLE20xx ----

    // ---- LLE21xx: phase 11, monitoring and status ----

    // ---- end of LLE21xx ----

    // ---- LLE22xx: phase 12, logs and reports ----

    // ---- end of LLE22xx ----

    // ---- LLE30xx: lock, transaction, journal, recovery, rollback ----

    public static Diagnostic FileOperationFailed(string operation, string path, string cause) =>
        Error("LLE3001", Location.OfFile(path), $"could not {operation} '{path}': {cause}", "Mend the cause and run again; the deployment undoes what it had done");

    public static Diagnostic NameNotUtf8(string directory, string name) =>
        Error("LLE3002", Location.OfFile(directory), $"'{directory}' holds a name that is not UTF-8: '{name}'", "Rename or remove that file: it could be neither backed up nor restored by name");

    public static Diagnostic SpecialFile(string path) =>
        Error("LLE3003", Location.OfFile(path), $"'{path}' is a device, socket or pipe; only files, directories and links can be backed up and put back", "Remove it from the layout's directories");

    public static Diagnostic DirectoryInTheWay(string path) =>
        Error("LLE3004", Location.OfFile(path), $"'{path}' is a directory where a file is to stand", "Move the directory away, or choose another prefix or binary name");

    public static Diagnostic FileInTheWay(string path) =>
        Error("LLE3005", Location.OfFile(path), $"'{path}' is not a directory, but the layout needs one there", "Move it away, or choose another directory");

    public static Diagnostic ContentChanged(string path) =>
        Error("LLE3006", Location.OfFile(path), $"'{path}' no longer has the content that was verified", "Somebody changed it meanwhile; run again when nobody does");

    public static Diagnostic ChangedMeanwhile(string path) =>
        Error("LLE3007", Location.OfFile(path), $"'{path}' was changed by somebody else while the deployment prepared its replacement", "Find out who writes there, then run again; their change was left alone");

    public static Diagnostic NoExchange(string directory) =>
        Error("LLE3008", Location.OfFile(directory), $"the file system of '{directory}' can neither exchange nor link names, so an old file could not be kept for the way back", "Use a prefix on a local Unix file system");

    public static Diagnostic JournalDamaged(string path, int line) =>
        Error("LLE3009", Location.OfFile(path, line), $"the journal '{path}' is damaged at line {line}: length or hash do not fit", "Keep the transaction's folder as evidence, restore a backup with LleRestore, then move the folder away");

    public static Diagnostic TooManyRecoveries(string folder, int attempts) =>
        Error("LLE3010", Location.OfFile(folder), $"the transaction in '{folder}' was taken up {attempts} times and never came to an end; it is left as it is", "Look at its journal and at the disk; restore a backup with LleRestore, then move the folder away");

    public static Diagnostic Locked(string path, string holder) =>
        Error("LLE3011", Location.OfFile(path), $"another run writes to this target: {holder}", "Wait until it has ended; the lock goes with its process, so there is never one to remove by hand");

    // ---- end of LLE30xx ----
}
