using System.Text;
using Lle.Deploy.Faults.PowerLoss;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>R4: what a power cut may leave on a disk that promises no more than POSIX does, and what recovery makes of it.</summary>
[TestClass]
public sealed class PowerLossTests
{
    private static readonly string[] FailingGate =
        ["LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true"];

    [TestMethod]
    public void A_power_cut_in_a_first_deployment_leaves_nothing_or_all_of_it() => Cut(_ => { }, s => s.Do("deploy", "A"), 8, 6);

    [TestMethod]
    public void A_power_cut_in_an_upgrade_leaves_the_old_or_the_new() => Cut(s => s.Do("deploy", "A"), s => s.Do("deploy", "B"), 8, 6);

    [TestMethod]
    public void A_power_cut_in_a_rollback_leaves_the_old_or_the_new() => Cut(Twice, s => s.Do("rollback", "B"), 8, 5);

    [TestMethod]
    public void A_power_cut_in_a_restore_leaves_the_old_or_the_new() =>
        Cut(Twice, s => s.Do("restore", "B", $"LleBackupTimestamp={s.BackupIds[^1]}"), 8, 5);

    [TestMethod]
    public void A_power_cut_in_an_uninstall_leaves_the_old_or_the_new() => Cut(Twice, s => s.Do("uninstall", "B"), 6, 5);

    [TestMethod]
    public void A_power_cut_in_a_purge_leaves_the_old_or_the_new() => Cut(Twice, s => s.Do("uninstall", "B", "LlePurge=true"), 6, 5);

    [TestMethod]
    public void A_power_cut_in_an_adoption_leaves_the_old_or_the_new() => Cut(
        s =>
        {
            s.Do("deploy", "A");
            File.Delete(s.Layout.InstallationFile);
        },
        s => s.Do("deploy", "B", "LleAdopt=true"), 6, 5);

    [TestMethod]
    public void A_power_cut_in_an_undo_leaves_the_old()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var before = sandbox.Save();
        var judge = Judge.Of(sandbox, before, () => sandbox.Do("deploy", "B"));
        sandbox.Load(before);
        var trace = Recorded.Operations(() => sandbox.Run("deploy", "B", FailingGate));
        Check(new PowerCuts(sandbox, judge, trace) { Always = "old", PerCut = Sampling.Of(6, 24), Step = Sampling.Of(6, 1) });
    }

    [TestMethod]
    public void A_power_cut_in_the_recovery_of_a_killed_deployment_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        IReadOnlyList<FileOperation> deployment = [];
        var judge = Judge.Of(sandbox, sandbox.Save(), () => deployment = Recorded.Operations(() => sandbox.Do("deploy", "B")));
        var kills = Enumerable.Range(0, deployment.Count)
            .Where(i => deployment[i].Kind is FileOperationKind.Exchange or FileOperationKind.Rename or FileOperationKind.SyncFile
                or FileOperationKind.Unlink).ToList();
        foreach (var kill in Sampling.Spread(kills, 4, 24))
        {
            // The killed run's changes are all seen by the recovery, and none of them needs to be durable.
            var model = DiskModel.Of(Prepare(sandbox, judge));
            foreach (var operation in deployment.Take(kill))
            {
                model.Apply(operation);
            }

            model.Crash(node => [.. node.Pending.Select(_ => Fate.Kept)], 0).WriteTo(sandbox.Target);
            var recovery = Recorded.Operations(() => Recovery.Run(sandbox.Layout));
            var outcome = judge.Name();
            Assert.IsTrue(outcome is "old" or "new", outcome);
            IReadOnlyList<FileOperation> both = [.. deployment.Take(kill), .. recovery];
            // Once it has returned, what it decided stays decided.
            Check(new PowerCuts(sandbox, judge, both) { From = kill, PerCut = Sampling.Of(6, 30), Step = Sampling.Of(3, 1) });
            Check(new PowerCuts(sandbox, judge, both) { From = both.Count, Always = outcome, PerCut = Sampling.Of(8, 60) });
        }
    }

    /// <summary>The exchanges of a killed run are not durable, and the renames that undo them may be kept without them.</summary>
    [TestMethod]
    public void A_power_cut_in_the_recovery_loses_no_old_file_that_a_killed_deployment_had_exchanged()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        IReadOnlyList<FileOperation> deployment = [];
        var judge = Judge.Of(sandbox, sandbox.Save(), () => deployment = Recorded.Operations(() => sandbox.Do("deploy", "B")));
        var kill = deployment.ToList().FindIndex(o => o.Kind == FileOperationKind.Exchange && o.Path2 == sandbox.Layout.Binary) + 1;
        var model = DiskModel.Of(Prepare(sandbox, judge));
        foreach (var operation in deployment.Take(kill))
        {
            model.Apply(operation);
        }

        model.Crash(node => [.. node.Pending.Select(_ => Fate.Kept)], 0).WriteTo(sandbox.Target);
        var recovery = Recorded.Operations(() => Recovery.Run(sandbox.Layout));

        // Up to where the files have been put back, and the directories are not durable yet: the last cut is always looked at.
        var undone = recovery.TakeWhile(o => o.Kind != FileOperationKind.Unlink);
        Check(new PowerCuts(sandbox, judge, [.. deployment.Take(kill), .. undone])
        {
            From = kill,
            PerCut = 100,
            Step = Sampling.Of(1000, 1),
        });
    }

    /// <summary>A killed run has written its commit, and nothing has made that durable: the recovery finishes what it reads.</summary>
    [TestMethod]
    public void A_decision_that_a_recovery_acts_on_is_durable_before_it_acts()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        IReadOnlyList<FileOperation> deployment = [];
        var judge = Judge.Of(sandbox, sandbox.Save(), () => deployment = Recorded.Operations(() => sandbox.Do("deploy", "B")));
        var kill = deployment.ToList().FindIndex(o => o.Kind == FileOperationKind.Write && Path.GetFileName(o.Path) == Journal.FileName
            && Encoding.UTF8.GetString(o.Data!).Contains("\"commit\"", StringComparison.OrdinalIgnoreCase)) + 1;
        var model = DiskModel.Of(Prepare(sandbox, judge));
        foreach (var operation in deployment.Take(kill))
        {
            model.Apply(operation);
        }

        model.Crash(node => [.. node.Pending.Select(_ => Fate.Kept)], 0).WriteTo(sandbox.Target);
        var recovery = Recorded.Operations(() => Recovery.Run(sandbox.Layout));

        Assert.IsGreaterThan(0, kill);
        Assert.AreEqual("new", judge.Name());
        IReadOnlyList<FileOperation> both = [.. deployment.Take(kill), .. recovery];
        Check(new PowerCuts(sandbox, judge, both) { From = kill, PerCut = Sampling.Of(20, 60), Step = Sampling.Of(2, 1) });
        Check(new PowerCuts(sandbox, judge, both) { From = both.Count, Always = "new", PerCut = 60 });
    }

    /// <summary>The names that a killed run had removed are gone when its recovery looks, and nothing has made that durable.</summary>
    [TestMethod]
    public void What_a_killed_uninstall_had_swept_away_does_not_come_back_after_its_recovery()
    {
        using var sandbox = new Sandbox();
        Twice(sandbox);
        File.WriteAllText(Path.Combine(sandbox.Layout.BinDir, "other"), "somebody's");
        IReadOnlyList<FileOperation> uninstall = [];
        var judge = Judge.Of(sandbox, sandbox.Save(), () => uninstall = Recorded.Operations(() => sandbox.Do("uninstall", "B")));
        var kill = uninstall.ToList().FindLastIndex(
            o => o.Kind == FileOperationKind.Unlink && Path.GetDirectoryName(o.Path) == sandbox.Layout.BinDir) + 1;
        var model = DiskModel.Of(Prepare(sandbox, judge));
        foreach (var operation in uninstall.Take(kill))
        {
            model.Apply(operation);
        }

        model.Crash(node => [.. node.Pending.Select(_ => Fate.Kept)], 0).WriteTo(sandbox.Target);
        var recovery = Recorded.Operations(() => Recovery.Run(sandbox.Layout));

        Assert.IsGreaterThan(0, kill);
        IReadOnlyList<FileOperation> both = [.. uninstall.Take(kill), .. recovery];
        Check(new PowerCuts(sandbox, judge, both) { From = both.Count, Always = "new", PerCut = 60 });
    }

    [TestMethod]
    public void The_copy_of_what_a_hook_has_changed_is_durable_before_the_journal_names_it()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var layout = sandbox.Layout;

        var trace = Recorded.Operations(() =>
        {
            using var deployment = Deployment.Open(sandbox.Options("B"), Steps.All, OperationListener.Of(sandbox.Told.Add));
            foreach (var step in Steps.All.TakeWhile(step => deployment.Run(step, CancellationToken.None)))
            {
                if (step is InstallBinary)
                {
                    File.AppendAllText(layout.SecurityValidator, "# by a hook\n");
                }
            }
        }).ToList();

        var named = trace.FindIndex(o => o.Kind == FileOperationKind.Write && Path.GetFileName(o.Path) == Journal.FileName
            && Encoding.UTF8.GetString(o.Data!).Contains(Path.GetFileName(layout.SecurityValidator), StringComparison.Ordinal));
        Assert.IsGreaterThan(0, named);
        var copied = trace.FindLastIndex(
            named, o => o.Kind == FileOperationKind.Create && Path.GetDirectoryName(o.Path) == layout.ConfigDir);
        Assert.Contains(o => o.Kind == FileOperationKind.SyncDirectory && o.Path == layout.ConfigDir, trace[copied..named]);
    }

    [TestMethod]
    public void Where_each_file_is_synced_by_itself_an_upgrade_leaves_the_old_or_the_new() =>
        WithoutSyncfs(() => Cut(s => s.Do("deploy", "A"), s => s.Do("deploy", "B"), 8, 6));

    [TestMethod]
    public void Where_each_file_is_synced_by_itself_a_restore_leaves_the_old_or_the_new() =>
        WithoutSyncfs(() => Cut(Twice, s => s.Do("restore", "B", $"LleBackupTimestamp={s.BackupIds[^1]}"), 8, 5));

    [TestMethod]
    public void Where_each_file_is_synced_by_itself_every_fsync_of_an_upgrade_is_needed() =>
        WithoutSyncfs(() => NeedEach(s => s.Do("deploy", "A"), s => s.Do("deploy", "B"), 12, IsCarriedByAReport));

    /// <summary>The name of the deployment's log: before its last lines are promised, the validation report has made all names of that
    /// folder durable.</summary>
    private static bool IsCarriedByAReport(Sandbox sandbox, IReadOnlyList<FileOperation> trace, int place) =>
        trace[place].Kind == FileOperationKind.SyncDirectory && trace[place].Path == sandbox.Layout.LogDir;

    private static void WithoutSyncfs(Action test)
    {
        FileSystemSync.IsAllowed = false;
        try
        {
            test();
        }
        finally
        {
            FileSystemSync.IsAllowed = true;
        }
    }

    [TestMethod]
    public void Every_single_fsync_of_an_upgrade_is_needed() =>
        NeedEach(s => s.Do("deploy", "A"), s => s.Do("deploy", "B"), 12, IsCarriedBySyncfs);

    [TestMethod]
    public void Every_single_fsync_of_a_first_deployment_is_needed() =>
        NeedEach(_ => { }, s => s.Do("deploy", "A"), 12,
            (s, trace, place) => IsCarriedByALaterOne(s, trace, place) || IsCarriedBySyncfs(s, trace, place));

    [TestMethod]
    public void Where_each_file_is_synced_by_itself_every_fsync_of_a_first_deployment_is_needed() =>
        WithoutSyncfs(() => NeedEach(_ => { }, s => s.Do("deploy", "A"), 12, IsCarriedByALaterOne));

    [TestMethod]
    public void Where_each_file_is_synced_by_itself_every_fsync_of_a_rollback_is_needed() =>
        WithoutSyncfs(() => NeedEach(Twice, s => s.Do("rollback", "B"), 12));

    /// <summary>
    /// The last syncfs of a run makes durable whatever was done on the file system before it; a directory in which nothing was done since
    /// needs no fsync of its own. (Where there is none, see the tests in which
    /// each file is synced by itself: there each fsync before it is needed.)
    /// </summary>
    private static bool IsCarriedBySyncfs(Sandbox sandbox, IReadOnlyList<FileOperation> trace, int place)
    {
        var last = trace.ToList().FindLastIndex(o => o.Kind == FileOperationKind.SyncFileSystem);
        return place < last || (last >= 0 && trace[place].Kind == FileOperationKind.SyncDirectory
            && trace.Take(place).Skip(last + 1).All(o => Path.GetDirectoryName(o.Path) != trace[place].Path));
    }

    /// <summary>
    /// On an empty target four fsyncs are carried by later ones, by accident of the order; the upgrade and the rollback miss each of them.
    /// The journal's first two entries: nothing but directories is made before the third. The folder of backups: it is new, so the commit
    /// syncs it again. The folder of logs: one log after the other is new, and each sees to its own name.
    /// </summary>
    private static bool IsCarriedByALaterOne(Sandbox sandbox, IReadOnlyList<FileOperation> trace, int place) =>
        new[] { "/journal", "/journal.new" }.Any(name => place == trace.ToList().FindIndex(
            o => o.Kind == FileOperationKind.SyncFile && o.Path.EndsWith(name, StringComparison.Ordinal)))
        || (trace[place].Kind == FileOperationKind.SyncDirectory
        && (trace[place].Path == sandbox.Layout.BackupDir || trace[place].Path == sandbox.Layout.LogDir));

    [TestMethod]
    public void Every_single_fsync_of_a_rollback_is_needed() => NeedEach(Twice, s => s.Do("rollback", "B"), 12, IsCarriedBySyncfs);

    private static void Twice(Sandbox sandbox)
    {
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
    }

    private static string Show(FileOperation operation) =>
        $"{operation.Kind} {operation.Path[^Math.Min(operation.Path.Length, 40)..]} " +
            $"{(operation.Data is { Length: < 600 } data ? Encoding.UTF8.GetString(data) : "")}";

    private static string Prepare(Sandbox sandbox, Judge judge)
    {
        sandbox.Load(judge.Before);
        return sandbox.Target;
    }

    internal static void Cut(
        Action<Sandbox> prepare, Action<Sandbox> operate, int sampledPerCut, int sampledStep, bool isTree = false)
    {
        using var sandbox = new Sandbox(isTree);
        prepare(sandbox);
        IReadOnlyList<FileOperation> trace = [];
        var judge = Judge.Of(sandbox, sandbox.Save(), () => trace = Recorded.Operations(() => operate(sandbox)));
        Check(new PowerCuts(sandbox, judge, trace)
        {
            Decision = PowerCuts.FindDecision(trace),
            PerCut = Sampling.Of(sampledPerCut, 32),
            Step = Sampling.Of(sampledStep, 1)
        });
    }

    private static void Check(PowerCuts cuts)
    {
        var wrong = cuts.Sweep();
        Console.WriteLine($"{cuts.States} states");
        Assert.IsNull(wrong, wrong);
    }

    /// <param name="carried">Whether another one makes the same durable, so that nobody would miss this one.</param>
    private static void NeedEach(Action<Sandbox> prepare, Action<Sandbox> operate, int sampled,
        Func<Sandbox, IReadOnlyList<FileOperation>, int, bool>? carried = null)
    {
        using var sandbox = new Sandbox();
        prepare(sandbox);
        IReadOnlyList<FileOperation> trace = [];
        var judge = Judge.Of(sandbox, sandbox.Save(), () => trace = Recorded.Operations(() => operate(sandbox)));
        var syncs = Enumerable.Range(0, trace.Count)
            .Where(i => trace[i].Kind is FileOperationKind.SyncFile or FileOperationKind.SyncDirectory or FileOperationKind.SyncFileSystem
            && trace[i].Path.StartsWith(sandbox.Prefix, StringComparison.Ordinal))
            .Where(i => carried?.Invoke(sandbox, trace, i) != true).ToList();
        var unneeded = new List<string>();
        foreach (var sync in Sampling.Spread(syncs, sampled))
        {
            var cuts = new PowerCuts(sandbox, judge, trace) { Decision = PowerCuts.FindDecision(trace), PerCut = 0 };
            if (cuts.SweepWithout(sync) is null)
            {
                unneeded.Add($"{sync}: {trace[sync].Kind} {trace[sync].Path} ({cuts.States} states), after " +
                    $"{string.Join(", ", trace.Take(sync).TakeLast(3).Select(Show))}, before " +
                    $"{string.Join(", ", trace.Skip(sync + 1).Take(5).Select(Show))}");
            }
        }

        Console.WriteLine($"{syncs.Count} fsyncs, {unneeded.Count} not missed");
        Assert.IsEmpty(unneeded,
            $"{unneeded.Count} of {syncs.Count} can be left out without anybody noticing:\n{string.Join('\n', unneeded)}");
    }
}
