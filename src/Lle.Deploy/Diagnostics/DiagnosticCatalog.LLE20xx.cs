namespace Lle.Deploy.Diagnostics;

/// <summary>LLE20xx, phase 10: readiness, and post-deployment validation: docs/diagnostics/LLE20xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ReadinessBelowThreshold(
        int awarded, int maximum, int percent, int threshold, string missing, bool kept) => Error(
        "LLE2001", Location.OfProperty("LleReadinessThreshold"),
        $"Readiness is {awarded} of {maximum} points ({percent} %); {threshold} % are required; missing: {missing}",
        kept
            ? "Deployed, but below target: review it, then keep it or roll back with LleRollback"
            : "Correct what is missing and deploy again, or set LleKeepDegraded=true to keep such a deployment for review");

    public static Diagnostic ReadinessMandatoryMissing(string name, string evidence) => Error(
        "LLE2002", Location.None, $"{name} is mandatory, but earned no point in the readiness assessment ({evidence})",
        "Read the log of the backup and logging steps, fix the cause, and deploy again");

    public static Diagnostic ReadinessInsufficient(int awarded, int maximum, int percent, int rollbackThreshold, string missing) => Error(
        "LLE2003", Location.OfProperty("LleReadinessRollbackThreshold"),
        $"Readiness is {awarded} of {maximum} points ({percent} %); a deployment below {rollbackThreshold} % is always rolled back; "
        + $"missing: {missing}",
        "Correct what is missing and deploy again");

    public static Diagnostic ValidationBelowThreshold(int awarded, int maximum, int percent, int threshold, string missing) => Error(
        "LLE2010", Location.OfProperty("LleValidationThreshold"),
        $"Post-deployment validation passed {awarded} of {maximum} tests ({percent} %); {threshold} % are required; failed: {missing}",
        "Fix what failed and deploy again (LleValidate looks without deploying), or roll back with LleRollback");
}
