namespace Lle.Deploy.Diagnostics;

/// <summary>LLE24xx, services and health checks: docs/diagnostics/LLE24xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    /// <param name="type">Of the item.</param>
    /// <param name="item">Its name.</param>
    /// <param name="metadata">What is wrong.</param>
    /// <param name="value">Empty: it is not given.</param>
    /// <param name="expected">What it should be.</param>
    public static Diagnostic ServiceInvalid(string type, string item, string metadata, string value, string expected) =>
        Error("LLE2401", Location.OfItem(type, item),
            $"{type} '{item}': {metadata} is {(value.Length == 0 ? "not set" : $"'{value}'")}; expected {expected}",
            value.Length == 0 ? "Set what is expected" : $"Correct {metadata}, or leave it out to use its default");

    public static Diagnostic ServiceNotUsable(string service, string unit, string reason) =>
        Error("LLE2403", Location.OfItem("LleService", service),
            $"Service '{service}' ({unit}) cannot be started and stopped here: {reason}",
            "Correct that first, or set OnChange to none to leave the service to somebody else");

    public static Diagnostic ServicesOfAnotherPlace(string path, string place, string prefix) =>
        Warning("LLE2404", Location.OfFile(path),
            $"The services in '{path}' belong to the installation in '{place}', not to the one in '{prefix}'; none of them was touched",
            "Deploy here with LleService items of its own, if this copy is to run as a service too");

    public static Diagnostic UnitInTheWay(string path, string service, string why) =>
        Error("LLE2405", Location.OfFile(path), $"Unit '{path}' of service '{service}' {why}",
            "Put your changes into a drop-in or into the Template, and remove the file; LleAdopt replaces it");

    public static Diagnostic UnitDirMissing(string path, string found) =>
        Error("LLE2406", Location.OfProperty("LleUnitDir"),
            $"Record '{path}' names the unit '{found}', and LleUnitDir is not the one of the deployment",
            "Set LleUnitDir as it was set for the deployment");

    public static Diagnostic ServiceActionFailed(string service, string action, string reason) =>
        Error("LLE2410", Location.OfItem("LleService", service), $"Service '{service}': {action} failed: {reason}",
            "Run the same action by hand, correct what it says, and deploy again");

    public static Diagnostic ServiceNotRunning(string service, string state, string log) =>
        Error("LLE2411", Location.OfItem("LleService", service), $"Service '{service}' does not run after it was started: it is {state}",
            $"Look at {log}, correct the cause, and deploy again");

    public static Diagnostic ServiceRunsOldProgram(string service, int process, string file) =>
        Error("LLE2412", Location.OfItem("LleService", service),
            $"Service '{service}' still runs an older program: process {process} runs '{file}'",
            "A reload never changes the program: set OnChange to restart, or give an UpgradeCommand that hands over to the new one");

    public static Diagnostic HealthCheckFailed(string check, string question, string answer, int attempts, double seconds) =>
        Error("LLE2413", Location.OfItem("LleHealthCheck", check),
            $"Health check '{check}' ({question}) failed in {attempts} attempts within {seconds:0.#} s: {answer}",
            "Look at the log of the service; if it only needs longer to start, raise TimeoutSeconds");

    public static Diagnostic ServiceUnstable(string service, string state, double seconds, string log) =>
        Error("LLE2414", Location.OfItem("LleService", service),
            $"Service '{service}' was started again, or ended, within the {seconds:0.#} s that it was watched for: it is {state}",
            $"Look at {log}, correct the cause, and deploy again");

    public static Diagnostic HealthCheckFailedBefore(string check, string question) =>
        Warning("LLE2416", Location.OfItem("LleHealthCheck", check),
            $"Health check '{check}' ({question}) failed before anything was changed",
            "Safe to ignore if this deployment is to repair the service");

    public static Diagnostic ServiceLeftStopped(string service, string unit) =>
        Warning("LLE2417", Location.OfItem("LleService", service),
            $"Service '{service}' ({unit}) was stopped and disabled before, and is left so",
            "Enable and start it, if it is to run; the next deployment then looks after it");

    public static Diagnostic ConfigurationRewritten(string path) =>
        Warning("LLE2418", Location.OfFile(path),
            $"Configuration file '{path}' was written anew after its service was started; it was kept so",
            "Safe to ignore if the service writes its own configuration; otherwise find out what writes to it");

    public static Diagnostic UnitNotActivated(string service, string path, string reason) =>
        Warning("LLE2420", Location.OfItem("LleService", service),
            $"Unit '{path}' of service '{service}' is written, and not activated: {reason}",
            $"Where systemd runs, systemctl enable --now '{path}' activates it; or set LleUnitDir to the folder that systemd reads");
}
