using Lle.Deploy.Text;

namespace Lle.Deploy.Diagnostics;

/// <summary>LLE30xx, lock, transaction, journal, recovery and rollback: docs/diagnostics/LLE30xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic FileOperationFailed(string operation, string path, string cause) =>
        Error("LLE3001", Location.OfFile(path), $"Could not {operation} '{path}': {cause}",
            "Fix the cause and run again; what this run had changed is undone");

    /// <param name="failed">What failed after the commit: then nothing is undone.</param>
    public static Diagnostic FileOperationFailedLater(Diagnostic failed) => failed with
    {
        Remedy = "What this run had decided stands. Fix the cause; the next run clears away what is left"
    };

    public static Diagnostic SpecialFile(string path) =>
        Error("LLE3003", Location.OfFile(path), $"The path '{path}' is a device, socket or pipe; expected a file",
            "Find out who created it, and remove it");

    public static Diagnostic DirectoryInTheWay(string path) =>
        Error("LLE3004", Location.OfFile(path), $"The path '{path}' is a directory, but a file must be installed there",
            "Move the directory away, or choose another prefix or program name");

    public static Diagnostic FileInTheWay(string path) =>
        Error("LLE3005", Location.OfFile(path), $"The path '{path}' is not a directory, but the installation needs a directory there",
            "Move it away, or choose another directory");

    public static Diagnostic ContentChanged(string path) =>
        Error("LLE3006", Location.OfFile(path),
            $"The file '{path}' has changed since its content was verified",
            "Find out what writes to it, then run again");

    public static Diagnostic ChangedMeanwhile(string path) =>
        Error("LLE3007", Location.OfFile(path), $"The path '{path}' was changed outside the deployment while its replacement was prepared",
            "Find out what writes to it, then run again; the change has been kept");

    public static Diagnostic NoExchange(string directory) =>
        Error("LLE3008", Location.OfFile(directory),
            $"The file system of '{directory}' cannot exchange two names, so what is there could not be kept for a rollback",
            "Use a prefix on a local Unix file system");

    public static Diagnostic JournalDamaged(string path, int line) =>
        Error("LLE3009", Location.OfFile(path, line), $"The journal '{path}' is damaged at line {line}: its length or hash is wrong",
            "Move the transaction's folder out of the transactions directory, keep it as evidence, and restore a backup with LleRestore");

    public static Diagnostic TooManyRecoveries(string folder, int attempts, string cause) =>
        Error("LLE3010", Location.OfFile(folder),
            $"The interrupted transaction in '{folder}' could not be recovered in {attempts} attempts: {cause}",
            "Fix the cause and run again; or move the folder out of the transactions directory and restore a backup with LleRestore");

    public static Diagnostic Locked(string path, string holder) =>
        Error("LLE3011", Location.OfFile(path), $"Another run is changing this installation: {holder}",
            "Wait until it has ended; the lock ends with its process, so never remove the file");

    /// <param name="what">"Deployment 20251009_140930", or the name of a step.</param>
    public static Diagnostic Cancelled(string what) =>
        Error("LLE3012", Location.None, $"{what} was cancelled", "Run it again when it can run to its end");

    /// <param name="what">The run.</param>
    /// <param name="signal">What SignalGuard received; null: it was cancelled otherwise.</param>
    public static Diagnostic Stopped(string what, string? signal) => signal is null ? Cancelled(what)
        : Error("LLE3013", Location.None, $"{what} was stopped by {signal}",
            "Run it again; judge by the Status of the result, not by the exit code");

    public static Diagnostic DeploymentEnded(string deploymentId) =>
        Error("LLE3014", Location.None,
            $"Deployment {deploymentId} has ended, so no further phase can run in it",
            "Run all phases with LleDeploy");

    public static Diagnostic RolledBack(string deploymentId, string outcome) =>
        Warning("LLE3016", Location.None, $"Deployment {deploymentId} failed and was {outcome}", "Fix the error above and deploy again");

    public static Diagnostic RolledBackUnverified(string deploymentId, string outcome) =>
        Error("LLE3017", Location.None, $"Deployment {deploymentId} failed and was {outcome}",
            "Compare that path with the newest backup; LleRestore restores it");

    public static Diagnostic LeftInPlace(string deploymentId) =>
        Warning("LLE3018", Location.OfProperty("LleRollbackOnFailure"),
            $"Deployment {deploymentId} failed and has been left in place, because LleRollbackOnFailure is false",
            "Roll it back with LleRollback");

    public static Diagnostic KeptForeignChange(string path) =>
        Error("LLE3019", Location.OfFile(path),
            $"Manual action required: '{path}' was changed outside the deployment, so it was not rolled back",
            "Decide which version to keep; the backup of the deployment that was rolled back contains the previous one");

    public static Diagnostic UndoLost(string path) =>
        Error("LLE3020", Location.OfFile(path), $"The path '{path}' could not be restored: the saved copy of the old file is gone",
            "Restore it from a backup with LleRestore");

    public static Diagnostic RecoveryFinished(string id, string operation) =>
        Warning("LLE3021", Location.None,
            $"Run {id} ({operation}) was interrupted after its commit and has now been completed",
            "Safe to ignore");

    public static Diagnostic RecoveryUndid(string id, string operation, string started, string outcome) =>
        Warning("LLE3022", Location.None, $"Run {id} ({operation}, {started} UTC) was interrupted and has now been {outcome}",
            "Look for the reason in its log, then run it again if you want it");

    public static Diagnostic RecoveryIncomplete(string id, string path, string cause) =>
        Error("LLE3023", Location.OfFile(path), $"The interrupted transaction {id} cannot be undone completely: {cause}",
            "Fix the cause and run again; where a file is lost, copy it from the backup of that deployment");

    public static Diagnostic NothingToRollBack(string transactions) =>
        Error("LLE3024", Location.OfFile(transactions),
            "There is no deployment to roll back",
            "Deploy first; LleStatus shows what can be rolled back");

    public static Diagnostic DeploymentUnknown(string id, IEnumerable<string> known) =>
        Error("LLE3025", Location.OfProperty("LleDeploymentId"),
            $"LleDeploymentId is '{id}', which cannot be rolled back; the deployments that can be rolled back are: {Listed(known)}",
            "Name one of them, or leave LleDeploymentId out for the last one");

    public static Diagnostic DecisionUncertain(string folder) =>
        Error("LLE3026", Location.OfFile(folder),
            $"Whether the commit of the transaction in '{folder}' reached the disk is not known, so nothing was undone",
            "Repair the disk and run LleRecover: it completes the transaction if the commit is there, and undoes it if not");

    public static Diagnostic LockNotSigned(string path, string reason) =>
        Warning("LLE3027", Location.OfFile(path), $"The lock is held, but its holder could not be recorded: {reason}",
            "Free some space; until then other runs are refused without a name");

    public static Diagnostic StatusIncomplete(string path, int count) =>
        Warning("LLE3029", Location.OfFile(path),
            "The status is incomplete, because this user may not read "
            + $"{(count == 1 ? "this path" : $"{count} paths, of which this is the first")}",
            "Ask as the user who deployed, or as root");

    public static Diagnostic UndoBlocked(string path, string cause) =>
        Error("LLE3030", Location.OfFile(path), $"The path '{path}' could not be restored: {cause}",
            "Fix the cause and run LleRecover, or any other operation that writes: it continues the undo");

    public static Diagnostic KeptUnseen(string path, string cause) =>
        Error("LLE3031", Location.OfFile(path),
            $"Manual action required: '{path}', or a directory that leads to it, is now of another kind, so it was not rolled back: "
            + $"{cause}",
            "Decide which version to keep; the backup of the deployment that was rolled back contains the previous one");

    public static Diagnostic TraitNotKept(string path, string what) =>
        Warning("LLE3032", Location.OfFile(path), $"Path '{path}' loses {what}",
            "Set it again afterwards if it is still wanted");

    public static Diagnostic RecordOfNewerVersion(string path, int line) =>
        Error("LLE3040", Location.OfFile(path, line),
            $"Record '{path}' was written by a newer version: this one does not know the form of line {line}",
            "Use the version that wrote it, or a newer one; nothing was changed");

    public static Diagnostic RecordPathOutside(string path, string found) =>
        Error("LLE3041", Location.OfFile(path),
            $"Record '{path}' names '{OneLine.Escape(found)}', which no deployment to this layout writes; expected a path like " +
            $"config/lle.conf",
            "Find out who wrote the record, then move its folder away; nothing was changed");

    public static Diagnostic OldRecordElsewhere(string path, string found) =>
        Error("LLE3042", Location.OfFile(path),
            $"Record '{path}' of version 1.0.0 names '{OneLine.Escape(found)}', which is outside of the layout",
            "Name the directories that it was deployed with; in a copy, move the folder transactions away and deploy again. Nothing " +
            "was changed");

    public static Diagnostic RecordNotTrusted(string path, string why) =>
        Error("LLE3043", Location.OfFile(path),
            $"Record '{path}' is not trusted: {why}",
            "Find out who wrote there; records and their directory must belong to root or the deploying user, and nobody else may have " +
            "write permission");

    public static Diagnostic PrefixInOwnersHome(string prefix, string user, string home) =>
        Error("LLE3033", Location.OfProperty("LleInstallPrefix"),
            $"LleInstallPrefix is '{prefix}', which is inside the home directory '{home}' of {user} (LleOwner): {user} can rename every "
            + "directory on the way there while root deploys",
            $"Deploy as {user}, without LleOwner, or choose a prefix outside of the home directory");

    public static Diagnostic DirectoryOfAnother(string option, string directory, string name, string data) =>
        Error("LLE3044", Location.OfProperty(option),
            $"{option} is '{directory}', which belongs to the installation {OneLine.Escape(name)} with the data directory '{data}'",
            $"Give this installation a directory of its own with {option}; nothing was changed");

    public static Diagnostic DirectoryOfOriginal(string option, string directory, string data) =>
        Error("LLE3045", Location.OfProperty(option),
            $"{option} is '{directory}', which the installation in '{data}' still uses; this installation is a copy of that one",
            $"Give the copy a directory of its own with {option}, or set LleAdopt to true to take this one over; nothing was changed");

    public static Diagnostic DataOfAnother(string directory, string name, string program) =>
        Error("LLE3046", Location.OfProperty("LleDataDir"),
            $"LleDataDir is '{directory}', which belongs to the installation {OneLine.Escape(name)} of the program " +
            $"{OneLine.Escape(program)}",
            "Set LleName and LleBinaryName to those, or give this installation a data directory of its own; nothing was changed");

    public static Diagnostic LayoutChanged(string option, string given, string recorded) =>
        Error("LLE3047", Location.OfProperty(option),
            $"{option} is '{given}'; expected '{recorded}', where this installation has its files",
            "Name that directory, or move it to the new place first; nothing was changed");

    public static Diagnostic ProgramOfAnother(string binary, string name, string data) =>
        Error("LLE3048", Location.OfFile(binary),
            $"Program '{binary}' belongs to the installation {OneLine.Escape(name)} with the data directory '{data}'",
            "Name that data directory, or another prefix or binary name; nothing was changed");

    public static Diagnostic OldNameStands(string data, string name, string oldName) =>
        Error("LLE3049", Location.OfProperty("LleName"),
            $"LleName is '{name}', but '{data}' holds the records of this program from before it had a name of its own",
            $"Set LleName to {oldName} to stay there, or LleReplaces to {oldName} to move; nothing was changed");

    public static Diagnostic ReplacedUnknown(string name, string prefix, IEnumerable<string> known) =>
        Error("LLE3057", Location.OfProperty("LleReplaces"),
            $"LleReplaces is '{OneLine.Escape(name)}', but the prefix '{prefix}' has no installation of that name; it has: "
            + $"{Listed(known)}",
            "Give the LleName of the installation that is to be replaced, or leave LleReplaces out; nothing was changed");

    public static Diagnostic ReplacementRefused(string name, string why) =>
        Error("LLE3058", Location.OfProperty("LleReplaces"),
            $"LleReplaces is '{OneLine.Escape(name)}', but that installation cannot be taken over: {why}",
            "Fix that and deploy again, or leave LleReplaces out; the installation is as it was");

    public static Diagnostic BeingTakenOver(string name, string data) =>
        Error("LLE3059", Location.OfProperty("LleName"),
            $"The installation {OneLine.Escape(name)} is being taken over by the one in '{data}' (LleReplaces), whose run was interrupted",
            "Run LleRecover for that installation first; nothing was changed");

    public static Diagnostic RollbackOverTakeover(string id, string name) =>
        Error("LLE3060", Location.OfProperty("LleDeploymentId"),
            $"Deployment {id} took over an installation of another name (LleReplaces), and a rollback does not undo that",
            $"Deploy the earlier version under its old name, with LleReplaces={OneLine.Escape(name)}; nothing was changed");

    public static Diagnostic ChangedWhileTaken(string path) =>
        Error("LLE3061", Location.OfFile(path),
            $"The path '{path}' was changed while the deployment took over its installation (LleReplaces)",
            "Stop what writes there, and deploy again");

    public static Diagnostic OthersInPrefix(string name, IEnumerable<string> others) =>
        Warning("LLE3062", Location.OfProperty("LleName"),
            $"This is the first deployment of {OneLine.Escape(name)}, and the prefix has the same program under other names: "
            + $"{Listed(others)}",
            "If one of them is this program's old name, set LleReplaces to it; otherwise safe to ignore");

    public static Diagnostic RecordWithoutIdentity(string path) =>
        Error("LLE3056", Location.OfFile(path),
            $"Record '{path}' bears no identity; only records of version 1.0.0 have none, and this one has a later form",
            "Find out who changed it, then move its folder away; nothing was changed");

    public static Diagnostic RecordOfAnother(string path, string found, string expected) =>
        Error("LLE3050", Location.OfFile(path),
            $"Record '{path}' belongs to the installation '{OneLine.Escape(found)}'; expected '{OneLine.Escape(expected)}'",
            "Find out who put it there, then move its folder away; nothing was changed");

    public static Diagnostic HoldLost(string path, string why) =>
        Error("LLE3051", Location.OfFile(path),
            $"File '{path}' {why}, so nothing was committed",
            "Find out who removed or replaced it during the run, then run again");

    public static Diagnostic LockFolderNotPrivate(string path, string why) =>
        Error("LLE3052", Location.OfFile(path),
            $"Lock folder '{path}' cannot be used: {why}",
            "Remove it; the next run makes it again, for the deploying user alone");

    public static Diagnostic PurgeRefused(string directory, string why) =>
        Error("LLE3053", Location.OfProperty("LlePurge"),
            $"LlePurge would remove '{directory}', but {why}",
            "Uninstall without LlePurge, then remove by hand what is to go; nothing was changed");

    public static Diagnostic DataOfAnotherPrefix(string directory, string prefix) =>
        Error("LLE3054", Location.OfProperty("LleDataDir"),
            $"LleDataDir is '{directory}', which belongs to the installation in the prefix '{prefix}'",
            "Name that prefix, or give this installation a data directory of its own; nothing was changed");

    public static Diagnostic DirectoriesOverlap(string option, string directory, string other, string name) =>
        Error("LLE3055", Location.OfProperty(option),
            $"{option} is '{directory}', and '{other}' belongs to the installation {OneLine.Escape(name)}: one would lie in the other",
            "Name a directory that neither lies in one of another installation nor contains one; nothing was changed");

    /// <param name="step">What was asked for; null: the end of the deployment.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="expected">The step whose turn it is; null: all have run.</param>
    /// <param name="expectedPhase">Its phase.</param>
    public static Diagnostic StepOutOfOrder(string? step, string? phase, string? expected, string? expectedPhase) =>
        Error("LLE3070", Location.None,
            step is null
                ? $"The deployment was to end where step {expected} of phase {expectedPhase} is next, so phases are missing"
                : expected is null
                ? $"Step {step} of phase {phase} was asked for after the last step of the deployment"
                : $"Step {step} of phase {phase} was asked for where step {expected} of phase {expectedPhase} is next; "
                    + "each step runs once, in its order, and nothing is committed before all have passed",
            "Run the phases in their default order, and leave none out");

    public static Diagnostic PlanChanged(string expected, string found) =>
        Error(
            "LLE3071", Location.OfProperty("LlePlanHash"),
            $"Payload, options or installed files are no longer what the plan was made from: its hash was {expected}, and it is " +
            $"{found} now",
            "Look at a new plan, and give its hash");

    public static Diagnostic PlanNotWritten(string path, string reason) =>
        Error("LLE3072", Location.OfProperty("LlePlanFile"), $"Plan file '{path}' could not be written: {reason}",
            "Name a file in a directory that can be written to");
}
