using Lle.Deploy.Faults.PowerLoss;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>R13: a tree's install, switch and undo, killed, failing or cut off from power at every call.</summary>
[TestClass]
public sealed class VersionFolderTests
{
    private static readonly string[] FailingGate =
        ["LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true"];

    [TestMethod]
    public void A_first_tree_killed_at_any_call_leaves_nothing_or_all_of_it()
    {
        using var sandbox = new Sandbox(isTree: true);
        KillTests.Sweep(sandbox, sandbox.Save(), sandbox.Command("deploy", "A"), sampled: 5);
    }

    [TestMethod]
    public void A_switch_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox(isTree: true);
        sandbox.Do("deploy", "A");
        KillTests.Sweep(sandbox, sandbox.Save(), sandbox.Command("deploy", "B"), sampled: 6);
    }

    [TestMethod]
    public void A_rollback_of_a_tree_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox(isTree: true);
        Twice(sandbox);
        KillTests.Sweep(sandbox, sandbox.Save(), sandbox.Command("rollback", "B"), sampled: 5);
    }

    [TestMethod]
    public void A_restore_of_a_tree_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox(isTree: true);
        Twice(sandbox);
        var backup = sandbox.BackupIds[^1];
        KillTests.Sweep(sandbox, sandbox.Save(), sandbox.Command("restore", "B", $"LleBackupTimestamp={backup}"), sampled: 5);
    }

    [TestMethod]
    public void An_undo_of_a_tree_killed_at_any_call_leaves_the_old()
    {
        using var sandbox = new Sandbox(isTree: true);
        sandbox.Do("deploy", "A");
        var before = sandbox.Save();
        var judge = Judge.Of(sandbox, before,
            () => Assert.AreEqual(0, ProcessRun.Start(Strace.Host, sandbox.Command("deploy", "B")).ExitCode));
        KillTests.KillEach(sandbox, judge, before, sandbox.Command("deploy", "B", FailingGate), 5, int.MaxValue, "old");
    }

    [TestMethod]
    public void A_switch_that_meets_an_error_says_so_and_leaves_the_old() =>
        ErrorTests.Sweep(s => s.Do("deploy", "A"), s => s.Command("deploy", "B"), sampled: 1, isTree: true);

    [TestMethod]
    public void A_rollback_of_a_tree_that_meets_an_error_says_so_and_leaves_the_old() =>
        ErrorTests.Sweep(Twice, s => s.Command("rollback", "B"), sampled: 1, isTree: true);

    [TestMethod]
    public void A_deployment_that_prunes_killed_at_any_call_leaves_the_old_or_the_new_and_the_next_one_removes_what_is_left()
    {
        using var sandbox = new Sandbox(isTree: true);
        WithOlder(sandbox);
        KillTests.Sweep(sandbox, sandbox.Save(), sandbox.Command("deploy", "E", "LleBackupRetention=3"), sampled: 4);
    }

    [TestMethod]
    public void A_deployment_that_prunes_and_meets_an_error_says_so() =>
        ErrorTests.Sweep(WithOlder, s => s.Command("deploy", "E", "LleBackupRetention=3"), sampled: 1, isTree: true);

    [TestMethod]
    public void A_power_cut_in_a_deployment_that_prunes_leaves_the_old_or_the_new() =>
        PowerLossTests.Cut(WithOlder, s => s.Do("deploy", "E", "LleBackupRetention=3"), 3, 20, isTree: true);

    [TestMethod]
    public void What_an_interrupted_pruning_left_goes_with_the_next_operation()
    {
        using var sandbox = new Sandbox(isTree: true);
        WithOlder(sandbox);
        var before = sandbox.Save();
        var command = sandbox.Command("deploy", "E", "LleBackupRetention=3");
        var oldest = Oldest(sandbox);
        var calls = Strace.Changes(sandbox, command).Where(call => call.Text.Contains(oldest, StringComparison.Ordinal)).ToList();
        Assert.IsNotEmpty(calls, "nothing was pruned");
        foreach (var call in Sampling.Spread(calls, 3))
        {
            KillAfterTheDecision(sandbox, before, call, command);
            sandbox.Do("backup");
            Assert.IsFalse(Directory.Exists(oldest), $"{call}");
            Assert.IsFalse(File.Exists(oldest + ".list"), $"{call}");
        }
    }

    /// <summary>A tree is written by several threads, and calls are counted for each: how many the first one makes before the decision
    /// differs from run to run.</summary>
    private static void KillAfterTheDecision(Sandbox sandbox, string before, TracedCall call, string[] command)
    {
        const int MostTries = 20;
        for (var tries = 1; ; tries++)
        {
            sandbox.Load(before);
            var last = Last();
            Strace.Kill(call, command);
            if (Last() != last)
            {
                return;
            }

            Assert.IsLessThan(MostTries, tries, $"always killed before the decision: {call}");
        }

        string Last() => CommittedTransaction.Read(sandbox.Layout)[^1].Header.Id;
    }

    [TestMethod]
    public void A_power_cut_in_a_first_tree_leaves_nothing_or_all_of_it() =>
        PowerLossTests.Cut(_ => { }, s => s.Do("deploy", "A"), 4, 16, isTree: true);

    [TestMethod]
    public void A_power_cut_in_a_switch_leaves_the_old_or_the_new() =>
        PowerLossTests.Cut(s => s.Do("deploy", "A"), s => s.Do("deploy", "B"), 4, 14, isTree: true);

    [TestMethod]
    public void A_power_cut_in_a_rollback_of_a_tree_leaves_the_old_or_the_new() =>
        PowerLossTests.Cut(Twice, s => s.Do("rollback", "B"), 4, 14, isTree: true);

    [TestMethod]
    public void A_power_cut_in_an_undo_of_a_tree_leaves_the_old()
    {
        using var sandbox = new Sandbox(isTree: true);
        sandbox.Do("deploy", "A");
        var before = sandbox.Save();
        var judge = Judge.Of(sandbox, before, () => sandbox.Do("deploy", "B"));
        sandbox.Load(before);
        var trace = Recorded.Operations(() => sandbox.Run("deploy", "B", FailingGate));
        var cuts = new PowerCuts(sandbox, judge, trace) { Always = "old", PerCut = Sampling.Of(4, 24), Step = Sampling.Of(14, 1) };
        var wrong = cuts.Sweep();
        Console.WriteLine($"{cuts.States} states");
        Assert.IsNull(wrong, wrong);
    }

    private static string Oldest(Sandbox sandbox) => Directory.GetDirectories(sandbox.Layout.VersionsDir, "0.8.0-*").Single();

    /// <summary>Two versions more than backups: with LleBackupRetention=3 the next deployment prunes those and nothing else (one of them
    /// only where all processes can be looked at).</summary>
    private static void WithOlder(Sandbox sandbox)
    {
        Twice(sandbox);
        var first = Directory.GetDirectories(sandbox.Layout.VersionsDir, "1.0.0-*").Single();
        foreach (var (version, end) in new[] { ("0.8.0", ""), ("0.8.0", ".list"), ("0.9.0", ""), ("0.9.0", ".list") })
        {
            Sandbox.Tool("cp", "-a", first + end, first.Replace("/1.0.0-", $"/{version}-", StringComparison.Ordinal) + end);
        }
    }

    private static void Twice(Sandbox sandbox)
    {
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
    }
}
