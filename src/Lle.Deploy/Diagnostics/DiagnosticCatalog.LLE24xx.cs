namespace Lle.Deploy.Diagnostics;

/// <summary>LLE24xx, services and health checks: docs/diagnostics/LLE24xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic ServiceInvalid(string type, string item, string metadata, string value, string expected) =>
        Error("LLE2401", Location.OfItem(type, item), $"{type} '{item}': {metadata} is '{value}'; expected {expected}",
            $"Correct {metadata}, or leave it out to use its default");

    public static Diagnostic ServicesOfAnotherPlace(string path, string place, string prefix) =>
        Warning("LLE2404", Location.OfFile(path),
            $"The services in '{path}' belong to the installation in '{place}', not to the one in '{prefix}'; none of them was touched",
            "Deploy here with LleService items of its own, if this copy is to run as a service too");

    public static Diagnostic ServiceActionFailed(string service, string action, string reason) =>
        Error("LLE2410", Location.OfItem("LleService", service), $"Service '{service}': {action} failed: {reason}",
            "Run the same action by hand, correct what it says, and deploy again");

    public static Diagnostic ServiceNotRunning(string service, string state) =>
        Error("LLE2411", Location.OfItem("LleService", service), $"Service '{service}' does not run after it was started: it is {state}",
            "Look at the log of the service, correct the cause, and deploy again");

    public static Diagnostic ServiceRunsOldProgram(string service, int process, string file) =>
        Error("LLE2412", Location.OfItem("LleService", service),
            $"Service '{service}' still runs an older program: process {process} runs '{file}'",
            "A reload never changes the program: set OnChange to restart, or give an UpgradeCommand that hands over to the new one");

    public static Diagnostic HealthCheckFailed(string check, string question, string answer, int attempts, double seconds) =>
        Error("LLE2413", Location.OfItem("LleHealthCheck", check),
            $"Health check '{check}' ({question}) failed in {attempts} attempts within {seconds:0.#} s: {answer}",
            "Look at the log of the service; if it only needs longer to start, raise TimeoutSeconds");

    public static Diagnostic ServiceUnstable(string service, string state, double seconds) =>
        Error("LLE2414", Location.OfItem("LleService", service),
            $"Service '{service}' was started again, or ended, within the {seconds:0.#} s that it was watched for: it is {state}",
            "Look at the log of the service, correct the cause, and deploy again");

    public static Diagnostic HealthCheckFailedBefore(string check, string question) =>
        Warning("LLE2416", Location.OfItem("LleHealthCheck", check),
            $"Health check '{check}' ({question}) failed before anything was changed",
            "Safe to ignore if this deployment is to repair the service");
}
