using System.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>lle in the hands of somebody who closes the window, loses the connection, or presses Ctrl+C: what was begun is undone, to its
/// end.</summary>
[TestClass]
public sealed class InterruptionsOfLleTests
{
    private const int ManyRuns = 100_000;

    [TestMethod]
    [DataRow("BEGIN PHASE 3/12")]
    [DataRow("BEGIN PHASE 8/12")]
    public void A_terminal_that_is_closed_undoes_a_deployment(string moment)
    {
        using var sandbox = Deployed(1);
        ClosingUndoes(sandbox, moment, 2, "ROLLED_BACK", sandbox.DeployWords("2.0.0", ManyRuns));
    }

    [TestMethod]
    public void A_terminal_that_is_closed_undoes_a_rollback()
    {
        using var sandbox = Deployed(2);
        ClosingUndoes(sandbox, "Rollback reason", 3, "FAILED", ["rollback"]);
    }

    [TestMethod]
    public void A_terminal_that_is_closed_undoes_a_restore()
    {
        using var sandbox = Deployed(2);
        var backups = sandbox.Path("prefix/var/lib/lusush/backups");
        var stamp = Path.GetFileName(Directory.GetDirectories(backups).Order(StringComparer.Ordinal).Last());
        ClosingUndoes(sandbox, "Restore of backup", 3, "FAILED", ["restore", stamp]);
    }

    [TestMethod]
    public void Ctrl_C_at_the_keyboard_undoes_a_deployment_and_says_so_there()
    {
        using var sandbox = Deployed(1);
        var before = TreeFingerprint.Of(sandbox.Prefix);

        using var window = Window(sandbox, sandbox.DeployWords("2.0.0", ManyRuns));
        OperationLogs.WaitFor(sandbox, "BEGIN PHASE 8/12", 2, () => window.HasEnded, () => window.Seen);
        window.Type("\x03");
        while (!window.HasEnded)
        {
            Thread.Sleep(10);
        }

        var seen = window.Seen;
        Assert.AreEqual(4, window.Finish().ExitCode, seen);
        Assert.Contains("rolled back", seen);
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
    }

    [TestMethod]
    [DataRow("INT", "rollback")]
    [DataRow("TERM", "rollback")]
    [DataRow("INT", "deploy")]
    [DataRow("TERM", "deploy")]
    public void A_signal_undoes_what_was_not_committed(string signal, string operation)
    {
        using var sandbox = Deployed(2);
        var before = TreeFingerprint.Of(sandbox.Prefix);
        var moment = operation == "deploy" ? "BEGIN PHASE 3/12" : "Rollback reason";

        using var run = sandbox.StartLle(
            operation == "deploy" ? sandbox.DeployWords("3.0.0", ManyRuns) : ["rollback"]);
        OperationLogs.WaitFor(sandbox, moment, 3, () => run.HasExited, () => Infrastructure.Cli.Finish(run).Everything);
        Shell.Run("-c", $"kill -{signal} {run.Id}");
        var end = Infrastructure.Cli.Finish(run);

        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix), end.Everything);
        Assert.AreEqual(operation == "deploy" ? 4 : 2, end.ExitCode, end.Everything);
    }

    [TestMethod]
    public void A_signal_that_is_repeated_undoes_and_says_which_it_was()
    {
        using var sandbox = Deployed(1);
        var before = TreeFingerprint.Of(sandbox.Prefix);

        using var run = sandbox.StartLle(sandbox.DeployWords("2.0.0", ManyRuns));
        OperationLogs.WaitFor(sandbox, "BEGIN PHASE 8/12", 2, () => run.HasExited, () => Infrastructure.Cli.Finish(run).Everything);
        Shell.Run("-c", $"for each in 1 2 3 4 5; do kill -TERM {run.Id} && kill -HUP {run.Id}; done");
        var end = Infrastructure.Cli.Finish(run);

        Assert.AreEqual(4, end.ExitCode, end.Everything);
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        Assert.MatchesRegex("LLE3013: Deployment .* was stopped by SIG(TERM|HUP)", end.Everything);
        Assert.Contains("ROLLED_BACK: LLE3013", sandbox.Lle(["status"]).Everything);
    }

    private static void ClosingUndoes(Sandbox sandbox, string moment, int operation, string status, string[] words)
    {
        var before = TreeFingerprint.Of(sandbox.Prefix);

        using var window = Window(sandbox, words);
        OperationLogs.WaitFor(sandbox, moment, operation, () => window.HasEnded, () => window.Seen);
        window.Dispose();
        var end = window.Finish();

        Assert.AreEqual(LaunchOutcome.Exited, end.Outcome, $"ended by signal {end.Signal}");
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        Assert.AreEqual(status, (string?)sandbox.Result()["Status"]);
    }

    private static TerminalWindow Window(Sandbox sandbox, string[] words) =>
        new(sandbox.Root, StaticLle.Require(), sandbox.LleWords(words));

    /// <summary>So many versions, each deployed over the one before, and so much data that a backup takes its time.</summary>
    private static Sandbox Deployed(int versions)
    {
        var sandbox = new Sandbox();
        sandbox.Lle(sandbox.DeployWords("1.0.0")).Succeeded();
        var data = Directory.CreateDirectory(sandbox.Path("prefix/var/lib/lusush/live")).FullName;
        for (var file = 0; file < 3000; file++)
        {
            File.WriteAllText(Path.Combine(data, $"{file}"), $"{file}");
        }

        if (versions > 1)
        {
            sandbox.Lle(sandbox.DeployWords("2.0.0")).Succeeded();
        }

        return sandbox;
    }
}
