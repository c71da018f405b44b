using Lle.Deploy.Text;

namespace Lle.Deploy.Diagnostics;

/// <summary>LLE30xx, lock, transaction, journal, recovery and rollback: docs/diagnostics/LLE30xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic FileOperationFailed(string operation, string path, string cause) =>
        Error("LLE3001", Location.OfFile(path), $"could not {operation} '{path}': {cause}", "Mend the cause and run again; the deployment undoes what it had done");

    public static Diagnostic SpecialFile(string path) =>
        Error("LLE3003", Location.OfFile(path), $"'{path}' is a device, socket or pipe, and a file is expected there", "Find out who put it there and remove it");

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
        Error("LLE3009", Location.OfFile(path, line), $"the journal '{path}' is damaged at line {line}: length or hash do not fit",
            "Move the transaction's folder out of the transactions directory, keep it as evidence, and bring back a backup with LleRestore");

    public static Diagnostic TooManyRecoveries(string folder, int attempts, string cause) =>
        Error("LLE3010", Location.OfFile(folder),
            $"the interrupted transaction in '{folder}' was taken up {attempts} times without coming to an end: {cause}",
            "Correct the cause and run again; or move the folder out of the transactions directory and bring back a backup with LleRestore");

    public static Diagnostic Locked(string path, string holder) =>
        Error("LLE3011", Location.OfFile(path), $"another run writes to this target: {holder}", "Wait until it has ended; the lock goes with its process, so there is never one to remove by hand");

    public static Diagnostic Cancelled(string deploymentId) =>
        Error("LLE3012", Location.None, $"deployment {deploymentId} was cancelled", "Run it again when it may run to its end");

    public static Diagnostic Signalled(string deploymentId, string signal) =>
        Error("LLE3013", Location.None, $"deployment {deploymentId} was stopped by {signal}", "Run it again; judge by the Status of the result, not by the exit code");

    public static Diagnostic DeploymentEnded(string deploymentId) =>
        Error("LLE3014", Location.None, $"deployment {deploymentId} has ended already; no further phase can run in it", "Run the phases through LleDeploy");

    public static Diagnostic NoDeploymentOpen() =>
        Error("LLE3015", Location.None, "no deployment is open here: a phase runs only within LleDeploy", "Run -t:LleDeploy; the phases it consists of cannot be asked for alone");

    public static Diagnostic RolledBack(string deploymentId, string outcome) =>
        Warning("LLE3016", Location.None, $"deployment {deploymentId} failed and was {outcome}", "Mend what the error says and deploy again");

    public static Diagnostic RolledBackUnverified(string deploymentId, string outcome) =>
        Error("LLE3017", Location.None, $"deployment {deploymentId} failed and was {outcome}", "Compare that path with the newest backup; LleRestore brings it back");

    public static Diagnostic LeftInPlace(string deploymentId) =>
        Warning("LLE3018", Location.OfProperty("LleRollbackOnFailure"), $"deployment {deploymentId} failed and stays in place, because LleRollbackOnFailure is false", "Undo it with -t:LleRollback");

    public static Diagnostic KeptForeignChange(string path) =>
        Error("LLE3019", Location.OfFile(path), $"'{path}' is neither what the deployment found nor what it installed: somebody changed it meanwhile, so it was left alone", "Decide by hand; what stood there before is in the backup of the deployment that is undone");

    public static Diagnostic UndoLost(string path) =>
        Error("LLE3020", Location.OfFile(path), $"'{path}' could not be put back: the kept old file is gone", "Restore it from a backup with -t:LleRestore");

    public static Diagnostic RecoveryFinished(string id, string operation) =>
        Warning("LLE3021", Location.None, $"the {operation} {id} had been cut off after its commit; it is finished now", "Nothing is left to do");

    public static Diagnostic RecoveryUndid(string id, string operation, string started, string outcome) =>
        Warning("LLE3022", Location.None, $"the {operation} {id} of {started} UTC had been cut off; it is {outcome}", "Look into its log for the reason; then go on");

    public static Diagnostic RecoveryIncomplete(string id, string path, string cause) =>
        Error("LLE3023", Location.OfFile(path), $"the interrupted transaction {id} cannot be undone completely: {cause}",
            "Correct the cause and run again; where a file is lost, copy it from the backup of that deployment to its place");

    public static Diagnostic NothingToRollBack(string transactions) =>
        Error("LLE3024", Location.OfFile(transactions), "there is no deployment to roll back", "Deploy first; LleStatus shows what can be undone");

    public static Diagnostic DeploymentUnknown(string id, IEnumerable<string> known) =>
        Error("LLE3025", Location.OfProperty("LleDeploymentId"), $"LleDeploymentId is '{id}'; expected one of the deployments that can be rolled back: {Listed(known)}", "Name one of them, or leave it out for the last one");

    public static Diagnostic DecisionUncertain(string folder) =>
        Error("LLE3026", Location.OfFile(folder), $"whether the decision of the transaction in '{folder}' reached the disk is not known, so nothing was undone", "Mend the disk and run LleRecover: it finds either the decision and finishes, or none and undoes");

    public static Diagnostic LockNotSigned(string path, string reason) =>
        Warning("LLE3027", Location.OfFile(path), $"the lock is held, but who holds it could not be written: {reason}", "Make room; until then others are refused without being told by whom");

    public static Diagnostic Unexpected(string what, Exception error) =>
        Error("LLE3028", Location.None, $"{what} met an error nobody had foreseen: {error.GetType().Name}: {OneLine.Escape(error.Message)}", "Report it with this message and the log; what had been changed was undone");

    public static Diagnostic StatusIncomplete(string path, int count) =>
        Warning("LLE3029", Location.OfFile(path), $"The status is not complete: this user may not look at {(count == 1 ? "this path" : $"{count} paths, of which this is the first")}", "Ask as the user who deployed, or as root");

    public static Diagnostic UndoBlocked(string path, string cause) =>
        Error("LLE3030", Location.OfFile(path), $"'{path}' could not be put back: {cause}",
            "Correct the cause and run LleRecover, or anything else that writes: it goes on from here");

    public static Diagnostic KeptUnseen(string path, string cause) =>
        Error("LLE3031", Location.OfFile(path),
            $"'{path}' could not be undone, because something of another kind stands there or on the way; it was left alone: {cause}",
            "Decide by hand; what stood there before is in the backup of the deployment that is undone");

    public static Diagnostic StepOutOfOrder(string step, string phase, string? expected, string? expectedPhase) =>
        Error(
            "LLE3070", Location.None,
            expected is null
                ? $"Step {step} of phase {phase} was asked for after the last step of the deployment"
                : $"Step {step} of phase {phase} was asked for where step {expected} of phase {expectedPhase} is next; each step runs once, in its order, and nothing is committed before all have passed",
            "Run the phases in the order that LlePhases has by default, and leave none out");
}
