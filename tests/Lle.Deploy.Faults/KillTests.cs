namespace Lle.Deploy.Faults;

/// <summary>R1 and R2: the engine is killed at the entry of every system call that changes something, one call a run.</summary>
[TestClass]
public sealed class KillTests
{
    [TestMethod]
    public void A_first_deployment_killed_at_any_call_leaves_nothing_or_all_of_it()
    {
        using var sandbox = new Sandbox();
        Sweep(sandbox, sandbox.Save(), sandbox.Command("deploy", "A"), sampled: 14);
    }

    [TestMethod]
    public void An_upgrade_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        Sweep(sandbox, sandbox.Save(), sandbox.Command("deploy", "B"), sampled: 14);
    }

    [TestMethod]
    public void A_rollback_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
        Sweep(sandbox, sandbox.Save(), sandbox.Command("rollback", "B"), sampled: 10);
    }

    [TestMethod]
    public void A_restore_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
        var backup = sandbox.BackupIds[^1];
        Sweep(sandbox, sandbox.Save(), sandbox.Command("restore", "B", $"LleBackupTimestamp={backup}"), sampled: 10);
    }

    [TestMethod]
    public void A_backup_killed_at_any_call_leaves_it_whole_or_not_at_all()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        Sweep(sandbox, sandbox.Save(), sandbox.Command("backup", "A"), sampled: 6);
    }

    [TestMethod]
    public void An_adoption_killed_at_any_call_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        File.Delete(sandbox.Layout.InstallationFile);
        Sweep(sandbox, sandbox.Save(), sandbox.Command("deploy", "B", "LleAdopt=true"), sampled: 6);
    }

    [TestMethod]
    public void An_undo_killed_at_any_call_leaves_the_old()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var before = sandbox.Save();
        // Without measurements nobody reaches such a readiness: the deployment fails when nearly everything is in place.
        var judge = Judge.Of(sandbox, before,
            () => Assert.AreEqual(0, ProcessRun.Start(Strace.Host, sandbox.Command("deploy", "B")).ExitCode));
        KillEach(sandbox, judge, before, sandbox.Command(
            "deploy", "B", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true"),
            10, int.MaxValue, "old");
    }

    [TestMethod]
    public void A_recovery_killed_at_any_call_is_taken_up_again_by_the_next()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var before = sandbox.Save();
        string[][] operations = [sandbox.Command("deploy", "B")];
        foreach (var operation in operations)
        {
            var judge = Judge.Of(sandbox, before, () => Assert.AreEqual(0, ProcessRun.Start(Strace.Host, operation).ExitCode));
            sandbox.Load(before);
            var calls = Strace.Changes(sandbox, operation);
            var killed = 0;
            foreach (var first in Sampling.Spread(calls, 4, 12))
            {
                sandbox.Load(before);
                Strace.Kill(first, operation);
                // At the first call and at the last one there is nothing to recover.
                killed += KillEach(sandbox, judge, sandbox.Save(), sandbox.Command("recover", "A"), 4, 40, mayBeNone: true);
            }

            Assert.IsGreaterThan(0, killed, "no recovery was killed");
        }
    }

    internal static void Sweep(Action<Sandbox> prepare, Func<Sandbox, string[]> operation, int sampled)
    {
        using var sandbox = new Sandbox();
        prepare(sandbox);
        Sweep(sandbox, sandbox.Save(), operation(sandbox), sampled);
    }

    internal static void Sweep(Sandbox sandbox, string before, string[] arguments, int sampled)
    {
        var judge = Judge.Of(sandbox, before, () => ProcessRun.Start(Strace.Host, arguments));
        KillEach(sandbox, judge, before, arguments, sampled, int.MaxValue);
    }

    /// <returns>How many runs were killed.</returns>
    internal static int KillEach(Sandbox sandbox, Judge judge, string start, string[] arguments, int sampled, int full,
        string? mustBe = null, bool mayBeNone = false)
    {
        sandbox.Load(start);
        var calls = Sampling.Spread(Strace.Changes(sandbox, arguments, mayBeNone), sampled, full);
        var outcomes = new Tally();
        foreach (var call in calls)
        {
            sandbox.Load(start);
            outcomes.Killed += Strace.Kill(call, arguments) ? 1 : 0;
            if ((judge.FindMixture() ?? judge.Recover(mustBe)) is { } wrong)
            {
                outcomes.Wrong.Add($"killed at {call.Text}:\n  {wrong}");
            }
        }

        Console.WriteLine($"{arguments[0]}: {calls.Count} kill points, {outcomes.Killed} kills, {outcomes.Wrong.Count} wrong");
        Assert.IsEmpty(outcomes.Wrong, $"{outcomes.Wrong.Count} of {calls.Count}:\n{string.Join('\n', outcomes.Wrong.Take(12))}");
        Assert.IsGreaterThanOrEqualTo(calls.Count * 9 / 10, outcomes.Killed,
            "most runs ended before they were killed: the numbering does not hold");
        return outcomes.Killed;
    }

    private sealed class Tally
    {
        public int Killed { get; set; }

        public List<string> Wrong { get; } = [];
    }
}
