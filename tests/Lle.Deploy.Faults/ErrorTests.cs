namespace Lle.Deploy.Faults;

/// <summary>R3: a system call fails instead, once or for good. Nothing may pass for done that was not.</summary>
[TestClass]
public sealed class ErrorTests
{
    private static readonly (string Call, string Error)[] Failures =
    [
        ("fsync", "EIO"), ("write", "ENOSPC"), ("write", "EDQUOT"), ("mkdirat", "ENOSPC"), ("mkdirat", "EDQUOT"),
        ("openat", "EROFS"), ("openat", "EACCES"), ("openat", "EMFILE"), ("renameat", "EIO"), ("renameat2", "EIO"), ("fchmod", "EPERM"),
        ("unlinkat", "EIO"),
    ];

    /// <summary>
    /// The runtime names the threads it starts from our thread, and on a busy machine starts one earlier or later: the call that was the
    /// eighth of its name may then be the tenth. An error that met no call of ours shows nothing, so its neighbours are tried.
    /// </summary>
    private static readonly int[] Shifts = [2, -2, 1, -1, 4, -4, 3, -3];

    [TestMethod]
    public void A_first_deployment_that_meets_an_error_says_so_and_leaves_nothing() =>
        Sweep(_ => { }, s => s.Command("deploy", "A"), sampled: 1);

    [TestMethod]
    public void An_upgrade_that_meets_an_error_says_so_and_leaves_the_old() =>
        Sweep(s => s.Do("deploy", "A"), s => s.Command("deploy", "B"), sampled: 1);

    [TestMethod]
    public void A_rollback_that_meets_an_error_says_so_and_leaves_the_old() => Sweep(Twice, s => s.Command("rollback", "B"), sampled: 1);

    [TestMethod]
    public void A_restore_that_meets_an_error_says_so_and_leaves_the_old() =>
        Sweep(Twice, s => s.Command("restore", "B", $"LleBackupTimestamp={s.BackupIds[^1]}"), sampled: 1);

    [TestMethod]
    public void An_uninstall_that_meets_an_error_says_so_and_leaves_the_old() =>
        Sweep(Twice, s => s.Command("uninstall", "B"), sampled: 1);

    [TestMethod]
    public void A_purge_that_meets_an_error_says_so_and_leaves_the_old() =>
        Sweep(Twice, s => s.Command("uninstall", "B", "LlePurge=true"), sampled: 1);

    [TestMethod]
    public void An_adoption_that_meets_an_error_says_so_and_leaves_the_old() => Sweep(
        s =>
        {
            s.Do("deploy", "A");
            File.Delete(s.Layout.InstallationFile);
        },
        s => s.Command("deploy", "B", "LleAdopt=true"), sampled: 1);

    private static void Twice(Sandbox sandbox)
    {
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
    }

    internal static void Sweep(Action<Sandbox> prepare, Func<Sandbox, string[]> operation, int sampled, bool isTree = false)
    {
        using var sandbox = new Sandbox(isTree);
        prepare(sandbox);
        var before = sandbox.Save();
        var arguments = operation(sandbox);
        ProcessRun? untouched = null;
        var judge = Judge.Of(sandbox, before, () => untouched = ProcessRun.Start(Strace.Host, arguments));
        var usual = Codes(untouched!);
        sandbox.Load(before);
        var calls = Strace.Changes(sandbox, arguments);
        var wrong = new List<string>();
        var runs = 0;
        var succeeded = 0;
        foreach (var (call, error) in Failures)
        {
            foreach (var point in Sampling.Spread([.. calls.Where(c => c.Name == call)], sampled, 10))
            {
                foreach (var lasting in new[] { "", "+" })
                {
                    sandbox.Load(before);
                    var run = Strace.Inject(call, $"error={error}:when={point.Number}{lasting}", arguments, out var injected);
                    foreach (var shift in Shifts.TakeWhile(_ => injected?.Contains(sandbox.Root, StringComparison.Ordinal) == false))
                    {
                        Console.WriteLine($"{error} on {call} {point.Number}{lasting} met a call of the runtime, and is tried {shift} " +
                            $"further: {injected}");
                        sandbox.Load(before);
                        run = Strace.Inject(call, $"error={error}:when={Math.Max(1, point.Number + shift)}{lasting}", arguments,
                            out injected);
                    }

                    if (injected is null)
                    {
                        continue;
                    }

                    runs++;
                    succeeded += run.ExitCode == 0 ? 1 : 0;
                    if (Look(judge, run, usual, lasting.Length > 0) is { } problem)
                    {
                        wrong.Add($"{error} on {call} {point.Number}{lasting} ({point.Text}): {problem}\n{run.Errors}");
                    }
                }
            }
        }

        Console.WriteLine($"{arguments[0]}: {runs} injected errors, {succeeded} after the commit (told as warnings), {wrong.Count} wrong");
        Assert.IsEmpty(wrong, $"{wrong.Count} of {runs}:\n{string.Join('\n', wrong.Take(10))}");
        Assert.IsGreaterThan(0, runs);
    }

    private static string? Look(Judge judge, ProcessRun run, HashSet<string> usual, bool lasting)
    {
        var told = Codes(run);
        told.ExceptWith(usual);
        if (told.Count == 0)
        {
            return $"exit {run.ExitCode} and no code names the cause";
        }

        var state = judge.Name();
        if (run.ExitCode == 0)
        {
            // What fails after the commit undoes nothing; what a lasting error keeps from being cleared away the next run clears.
            return judge.Recover("new");
        }

        return !lasting && state != "old" ? $"exit {run.ExitCode}, but {state}" : judge.Recover();
    }

    private static HashSet<string> Codes(ProcessRun run) => [.. Strace.Code().Matches(run.Errors).Select(m => m.Value)];
}
