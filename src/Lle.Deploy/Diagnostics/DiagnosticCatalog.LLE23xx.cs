namespace Lle.Deploy.Diagnostics;

/// <summary>LLE23xx, many machines: docs/diagnostics/LLE23xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic NotConfirmed(string run, TimeSpan wait) =>
        Error("LLE2301", Location.OfProperty("LleFleetConfirm"),
            $"Run {run} was not confirmed over a new connection within {wait.TotalSeconds:0} s",
            "Find out why this host can no longer be reached, for instance its login shell, sshd or firewall, and deploy again");

    public static Diagnostic NoUndoTimer() =>
        Warning("LLE2302", Location.OfProperty("LleFleetConfirm"),
            "There is no systemd here that this user may give a timer to: if this program is killed while it waits for its confirmation, " +
            "the deployment stays until the next operation rolls it back",
            "Deploy as root on a machine with systemd, or ignore this where the next operation comes soon enough");

    public static Diagnostic NothingToConfirm(string run, string folder) =>
        Error("LLE2303", Location.OfFile(folder),
            $"No deployment of run {run} is at work, and none has answered",
            "Look at the deployment log of this host: the deployment was interrupted, or could not begin");

    public static Diagnostic NotInForce(string run, string deployment, string later) =>
        Error("LLE2304", Location.OfProperty("LleFleetRun"),
            $"Run {run} deployed {deployment}, and {later} was deployed after it",
            "Roll back the later deployment first, or name the deployment to roll back");

    public static Diagnostic AnsibleMissing(string program) =>
        Error("LLE2305", Location.OfProperty("LleAnsiblePlaybook"),
            $"Program '{program}' was not found; roll-outs need Ansible on this machine",
            "Install it (apt install ansible-core, or pip install ansible-core), or set LleAnsiblePlaybook");

    public static Diagnostic InventoryRefused(string inventory, string pattern, string said) =>
        Error("LLE2306", Location.OfProperty("LleInventory"), $"Ansible cannot read '{pattern}' of '{inventory}': {said}",
            "Correct the inventory or LleFleetHosts; ansible-inventory --graph shows what it holds");

    public static Diagnostic BatchUnknown(string size) =>
        Error("LLE2307", Location.OfProperty("LleFleetBatches"),
            $"Batch '{size}' is neither a number, nor a percentage, nor a group with hosts in it",
            "Correct LleFleetBatches, or give hosts that group");

    public static Diagnostic FleetWithoutHosts() =>
        Error("LLE2308", Location.OfProperty("LleHost"), "There are no hosts: the project has no LleHost item, and LleInventory is not set",
            "Add LleHost items, or set LleInventory");

    public static Diagnostic HostTwice(string host) =>
        Error("LLE2309", Location.OfItem("LleHost", host), $"Host {host} is named twice", "Remove one of the items");

    public static Diagnostic HostUnreachable(string host, string why) =>
        Error("LLE2310", Location.OfItem("LleHost", host), $"{host} cannot be reached: {why}",
            "Start it or correct its address, then deploy again with the same run; LleFleetOffline=skip goes on without it");

    /// <param name="host">Its name.</param>
    /// <param name="status">ROLLED_BACK, FAILED …</param>
    /// <param name="why">Its first error, with its code.</param>
    public static Diagnostic HostFailed(string host, string status, string why) =>
        Error("LLE2311", Location.OfItem("LleHost", host), $"{host} ended as {status}: {why}",
            "See the report of this host, fix the cause, and deploy again");

    public static Diagnostic HostsUntouched(IEnumerable<string> hosts, int failed, string limit) =>
        Warning("LLE2312", Location.OfProperty("LleFleetMaxFailures"),
            $"The roll-out has stopped, {failed} failed and LleFleetMaxFailures is {limit}; not begun: {string.Join(", ", hosts)}",
            "Fix the cause and deploy again: hosts that are done are not deployed twice");

    public static Diagnostic RunNotUndone(string host, string why) =>
        Error("LLE2313", Location.OfItem("LleHost", host), $"{host} was not rolled back with the run: {why}",
            "Run LleFleetRollback with the same LleFleetRun when the host is well again");

    public static Diagnostic HostLost(string host, string why) =>
        Error("LLE2314", Location.OfItem("LleHost", host), $"The connection to {host} was lost, and it has not answered again: {why}",
            "The host finishes or rolls back by itself; deploy again with the same run to hear how it ended");

    public static Diagnostic HostKeyRefused(string host, string why) =>
        Error("LLE2315", Location.OfItem("LleHost", host), $"{host} is not trusted: {why}",
            "Find out why its key is another one; then correct the known_hosts file (LleKnownHosts)");

    public static Diagnostic HostNotUsable(string host, string why) =>
        Error("LLE2316", Location.OfItem("LleHost", host), $"{host} cannot take the roll-out: {why}",
            "Correct that on the host, or leave it out");

    public static Diagnostic HostValueRefused(string host, string name, string why) =>
        Error("LLE2317", Location.OfItem("LleHost", host), $"LleHost {host}, {name}: {why}", "Correct the metadata of the item");

    public static Diagnostic RolloutBroken(string said) =>
        Error("LLE2318", Location.None, $"The roll-out did not come to its end: {said}",
            "Correct what it says; hosts that have begun finish by themselves, and the same run goes on");

    public static Diagnostic ProgramsMissing(string folder) =>
        Error("LLE2319", Location.OfProperty("LleHostPackage"), $"There is no lle for hosts in '{folder}'",
            "Reference the package Lle.Deploy.Host, or set LleHostPackage to a folder that holds linux-x64/lle");

    public static Diagnostic RunNotNamed() =>
        Error("LLE2320", Location.OfProperty("LleFleetRun"), "LleFleetRun is not set, and a rollback needs to know which run",
            "Set LleFleetRun to what the roll-out showed");

    /// <param name="property">Where it is named; empty: a promotion wants environments, and there are none.</param>
    /// <param name="name">Of the environment.</param>
    /// <param name="known">Names of all.</param>
    public static Diagnostic EnvironmentUnknown(string property, string name, IEnumerable<string> known) =>
        Error("LLE2321", Location.OfProperty(property.Length == 0 ? "LleEnvironment" : property),
            property.Length == 0 ? "There are no environments: the project has no LleEnvironment item"
                : $"There is no environment '{name}'{(known.Any() ? $"; there are: {string.Join(", ", known)}" : "")}",
            "Add an LleEnvironment item, or correct the name");

    public static Diagnostic EnvironmentWithoutHosts(string environment, string named) =>
        Error("LLE2322", Location.OfItem("LleEnvironment", environment),
            $"Environment {environment}: '{named}' is neither an LleHost item nor the Group of one",
            "Correct Hosts of the environment, or give hosts that group");

    public static Diagnostic EnvironmentValueRefused(string environment, string name, string why) =>
        Error("LLE2323", Location.OfItem("LleEnvironment", environment), $"LleEnvironment {environment}, {name}: {why}",
            "Correct the metadata of the item");

    /// <param name="environment">What was to be deployed to.</param>
    /// <param name="before">What has to have it already.</param>
    /// <param name="bundle">Its version and hash.</param>
    /// <param name="missing">What is not as required, a text a host.</param>
    public static Diagnostic NotPromoted(string environment, string before, string bundle, IEnumerable<string> missing) =>
        Error("LLE2324", Location.OfItem("LleEnvironment", environment),
            $"{environment} takes only what {before} has, and {before} does not have {bundle}: {string.Join("; ", missing)}",
            "Deploy this bundle to that environment first, or correct there what is named");

    public static Diagnostic PromotionStopped(string at, IEnumerable<string> untouched) =>
        Warning("LLE2325", Location.OfItem("LleEnvironment", at),
            $"The promotion has stopped at {at}; not begun: {string.Join(", ", untouched)}",
            "Fix the cause and promote again");

    public static Diagnostic EnvironmentNotNamed(IEnumerable<string> known) =>
        Error("LLE2326", Location.OfProperty("LleFleetEnvironment"),
            $"The project has environments ({string.Join(", ", known)}), and LleFleetDeploy deploys to those that are named",
            "Set LleFleetEnvironment, or run LlePromote, which takes all of them in order");

    public static Diagnostic NothingOfRun(string run) =>
        Warning("LLE2327", Location.OfProperty("LleFleetRun"),
            $"No host had anything of run '{run}' to roll back, and nothing was changed",
            "Check the name (obj/lle/fleet has a folder for each run); a run that was rolled back before needs nothing");
}
