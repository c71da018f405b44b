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

    // ---- end of LLE10xx ----

    // ---- LLE11xx: phase 1, payload, checksums, signatures, update packages ----

    // ---- end of LLE11xx ----

    // ---- LLE12xx: phase 2, environment ----

    // ---- end of LLE12xx ----

    // ---- LLE13xx: phase 3, backups and restore ----

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

    // ---- end of LLE30xx ----
}
