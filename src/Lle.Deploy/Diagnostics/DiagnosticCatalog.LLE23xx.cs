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
}
