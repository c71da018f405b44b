using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>Whatever came before the deployment that succeeded, a purge afterwards leaves the file system as it was before the first run,
/// to the letter.</summary>
[TestClass]
public sealed class PurgeHistoryTests
{
    [TestMethod]
    [DataRow("installation_info changed")]
    [DataRow("rollback_*.data changed")]
    [DataRow("rollback_*.data changed, installation_info changed, backup")]
    [DataRow("killed, lle.conf changed, recover")]
    [DataRow("killed, lle.conf changed, recover, killed, lle.conf changed, recover, backup")]
    [DataRow("killed, installation_info changed, recover")]
    [DataRow("killed, recover")]
    [DataRow("left in place")]
    [DataRow("left in place, rollback")]
    [DataRow("deploy, rollback")]
    [DataRow("rollback_*.data changed, deploy, rollback")]
    [DataRow("deploy, uninstall")]
    [DataRow("refused")]
    public void A_purge_after_this_history_leaves_what_was_before_it(string history)
    {
        using var sandbox = new Sandbox();
        File.WriteAllText(Path.Combine(sandbox.Target, "own"), "somebody's");
        string[] given = [$"LleConfigDir={sandbox.Target}/settings/of", $"LleBackupDir={sandbox.Target}/copies/of"];
        var before = UninstallTests.Picture(sandbox.Target);
        Live(sandbox, history, given);
        sandbox.Do("deploy", "B", given);

        sandbox.Do("uninstall", "B", [.. given, "LlePurge=true"]);

        Assert.AreEqual(before, UninstallTests.Picture(sandbox.Target), history);
    }

    /// <summary>What somebody had in a directory before the first run is theirs, whatever a failed run left beside it.</summary>
    [TestMethod]
    [DataRow("LleBackupDir", "installation_info changed")]
    [DataRow("LleBackupDir", "rollback_*.data changed")]
    [DataRow("LleDataDir", "installation_info changed")]
    [DataRow("LleLogDir", "killed, installation_info changed, recover")]
    public void After_this_history_a_purge_is_refused_where_a_directory_held_something_before(string option, string history)
    {
        using var sandbox = new Sandbox();
        var directory = Directory.CreateDirectory(Path.Combine(sandbox.Target, "shared")).FullName;
        File.WriteAllText(Path.Combine(directory, "own"), "");
        var given = $"{option}={directory}";
        Live(sandbox, history, given);
        sandbox.Do("deploy", "B", given);

        var record = sandbox.Run("uninstall", "B", given, "LlePurge=true");

        Assert.AreEqual(DeploymentStatus.Failed, record.Status);
        Assert.Contains("LLE3053", sandbox.Told.Select(d => d.Code));
        Assert.IsTrue(File.Exists(Path.Combine(directory, "own")));
    }

    private static void Live(Sandbox sandbox, string history, params string[] given)
    {
        var layout = sandbox.Options("A", given).Layout;
        var isKilled = false;
        foreach (var happened in history.Split(", "))
        {
            switch (happened.Split(' '))
            {
                case [var name, "changed"] when isKilled:
                    Change(layout, name);
                    break;
                case [var name, "changed"]:
                    Fail(sandbox, given, name);
                    break;
                case ["left", ..]:
                    Assert.AreEqual(DeploymentStatus.Failed, Begin(sandbox, ["LleRollbackOnFailure=false", .. given], () => { }));
                    break;
                case ["killed"]:
                    Assert.IsTrue(Strace.Kill(new TracedCall("renameat2", 6, ""), sandbox.Command("deploy", "A", given)));
                    break;
                case ["refused"]:
                    sandbox.Run("deploy", "A", ["LleStartupExitCode=3", .. given]);
                    break;
                case ["recover"]:
                    sandbox.Run("recover", "A", given);
                    break;
                default:
                    sandbox.Do(happened, "A", given);
                    break;
            }

            isKilled = happened == "killed";
        }
    }

    /// <summary>A first deployment that ends NEEDS_ATTENTION: somebody changes what it installed before it fails.</summary>
    private static void Fail(Sandbox sandbox, string[] given, string name) =>
        Assert.AreEqual(DeploymentStatus.NeedsAttention,
            Begin(sandbox, given, () => Change(sandbox.Options("A", given).Layout, name)), string.Join("; ", sandbox.Told));

    private static DeploymentStatus Begin(Sandbox sandbox, string[] given, Action meanwhile)
    {
        using var deployment = Deployment.Open(sandbox.Options("A", given), Steps.All, OperationListener.Of(sandbox.Told.Add));
        foreach (var step in Steps.All.TakeWhile(step => step.Phase != Phase.IntegrationValidation))
        {
            Assert.IsTrue(deployment.Run(step, CancellationToken.None), string.Join("; ", sandbox.Told));
        }

        meanwhile();
        deployment.Abandon("a phase failed");
        return deployment.Record.Status;
    }

    private static void Change(TargetLayout layout, string name)
    {
        var files = new[] { layout.ConfigDir, layout.DataDir }.SelectMany(directory => Directory.GetFiles(directory, name)).ToList();
        Assert.HasCount(1, files);
        File.AppendAllText(files[0], "# somebody's\n");
    }
}
