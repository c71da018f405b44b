using Lle.Deploy.Faults.PowerLoss;

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
        var trace = PowerCuts.Record(() => sandbox.Run("deploy", "B", FailingGate));
        var cuts = new PowerCuts(sandbox, judge, trace) { Always = "old", PerCut = Sampling.Of(4, 24), Step = Sampling.Of(14, 1) };
        var wrong = cuts.Sweep();
        Console.WriteLine($"{cuts.States} states");
        Assert.IsNull(wrong, wrong);
    }

    private static void Twice(Sandbox sandbox)
    {
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
    }
}
