namespace Lle.Deploy.Diagnostics;

/// <summary>LLE16xx, phase 6: security configuration and the state files: docs/diagnostics/LLE16xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    private const string RestoreOrDeploy = "Restore the file from a backup, or deploy again";

    public static Diagnostic StateLineMalformed(string file, int line, int column, string reason) =>
        Error("LLE1601", Location.OfFile(file, line, column), $"The line is malformed: {reason}", RestoreOrDeploy);

    public static Diagnostic StateFieldMissing(string file, string field) =>
        Error("LLE1602", Location.OfFile(file), $"The field '{field}' is missing", RestoreOrDeploy);

    public static Diagnostic StateFieldTwice(string file, int line, string field) =>
        Error("LLE1603", Location.OfFile(file, line, 1), $"The field '{field}' is repeated", RestoreOrDeploy);

    public static Diagnostic StateNotText(string file, int line, int column) =>
        Error("LLE1604", Location.OfFile(file, line, column), "The file is not UTF-8 text", RestoreOrDeploy);

    public static Diagnostic StateTooLarge(string file, int limit) =>
        Error("LLE1605", Location.OfFile(file), $"The file is larger than the limit of {limit} bytes", RestoreOrDeploy);

    public static Diagnostic SecuritySettingWeakened(string file, int line, int column, string key, string found) =>
        Error("LLE1606", Location.OfFile(file, line, column),
            $"The security setting {key} is '{found}'; a deployment requires true",
            $"Set {key}=true");

    public static Diagnostic SecurityValidatorFailed(string script, string said) =>
        Error("LLE1610", Location.OfFile(script), $"The security validator '{script}' failed; it printed: {Said(said)}",
            "Fix what it names; you can run the script by hand at any time");
}
