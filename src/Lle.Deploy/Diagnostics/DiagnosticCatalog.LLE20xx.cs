namespace Lle.Deploy.Diagnostics;

/// <summary>LLE20xx, phase 10: readiness, and post-deployment validation: docs/diagnostics/LLE20xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ReadinessBelowThreshold(int awarded, int maximum, int percent, int threshold, string missing) => Error("LLE2001", Location.OfProperty("LleReadinessThreshold"),
        $"Readiness is {awarded} of {maximum} points ({percent} %), required are {threshold} %; missing: {missing}",
        "Correct what is missing and deploy again, or keep such deployments for a person to judge with -p:LleKeepDegraded=true");

    public static Diagnostic ReadinessMandatoryMissing(string name, string evidence) => Error("LLE2002", Location.None,
        $"{name} earned no point in the readiness assessment, and it is mandatory whatever the score ({evidence})",
        "Read the log of the backup and logging steps, correct what they name, and deploy again");

    public static Diagnostic ReadinessInsufficient(int awarded, int maximum, int percent, int rollbackThreshold, string missing) => Error("LLE2003", Location.OfProperty("LleReadinessRollbackThreshold"),
        $"Readiness is {awarded} of {maximum} points ({percent} %), below the {rollbackThreshold} % under which a deployment is always undone; missing: {missing}",
        "Correct what is missing and deploy again");

    public static Diagnostic ValidationBelowThreshold(int awarded, int maximum, int percent, int threshold, string missing) => Error("LLE2010", Location.OfProperty("LleValidationThreshold"),
        $"Post-deployment validation passed {awarded} of {maximum} tests ({percent} %), required are {threshold} %; failed: {missing}",
        "Correct what is named and run LleValidate again, or go back with dotnet msbuild -t:LleRollback");
}
