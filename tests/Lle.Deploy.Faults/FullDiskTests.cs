using System.Globalization;

namespace Lle.Deploy.Faults;

/// <summary>R5: a file system of its own that is too small, by a little or by a lot, in bytes or in files.</summary>
[TestClass]
public sealed class FullDiskTests
{
    private const string Script = """
        mount -t tmpfs -o "$1" none "$2" || exit 99
        [ ! -d "$3" ] || cp -a "$3" "$2/prefix" 2>/dev/null || exit 98
        out=$4; target=$2; shift 4
        "$@" >/dev/null 2>"$out.errors"; code=$?
        [ ! -d "$target/prefix" ] || cp -a "$target/prefix" "$out"
        exit $code
        """;

    [TestMethod]
    public void A_disk_that_fills_up_at_any_byte_leaves_the_old_or_the_new() =>
        Sweep(Enumerable.Range(0, 64).Select(i => $"size={80 + (i * 12)}k").ToList());

    [TestMethod]
    public void A_disk_that_runs_out_of_files_leaves_the_old_or_the_new() =>
        Sweep(Enumerable.Range(0, 64).Select(i => $"size=8m,nr_inodes={60 + (i * 3)}").ToList());

    [TestMethod]
    public void Too_little_space_is_found_before_anything_is_touched()
    {
        using var sandbox = new Sandbox();
        var run = Deploy(sandbox, "size=1000k", "none", out _, "LleRequiredDiskSpace=102400");
        Assert.AreEqual(2, run.ExitCode);
        Assert.Contains("LLE1202", run.Errors);
    }

    private static void Sweep(List<string> sizes)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        // By the same program as below: a run in this process measures nothing, and what was measured is a part of the new state.
        var judge = Judge.Of(sandbox, sandbox.Save(),
            () => Assert.AreEqual(0, ProcessRun.Start(Strace.Host, sandbox.Command("deploy", "B")).ExitCode));
        var outcomes = new Dictionary<string, int> { ["too small to begin"] = 0, ["old"] = 0, ["new"] = 0 };
        foreach (var size in Sampling.Spread(sizes, 8))
        {
            var run = Deploy(sandbox, size, judge.Before, out var state);
            if (run.ExitCode == 98)
            {
                outcomes["too small to begin"]++;
                continue;
            }

            sandbox.Load(state);
            var name = judge.Name();
            Assert.AreEqual(run.ExitCode == 0 ? "new" : "old", name, $"{size}: exit {run.ExitCode}\n{run.Errors}");
            Assert.MatchesRegex(Strace.Code(), run.Errors);
            outcomes[name]++;
            Assert.IsNull(judge.Recover(), size);
        }

        Console.WriteLine(string.Join(", ", outcomes.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Key}: {o.Value}"))));
        Assert.IsGreaterThan(0, outcomes["old"]);
        Assert.IsGreaterThan(0, outcomes["new"]);
    }

    private static ProcessRun Deploy(Sandbox sandbox, string options, string before, out string state, params string[] more)
    {
        state = Path.Combine(sandbox.Root, "full-disk");
        if (Directory.Exists(state))
        {
            Directory.Delete(state, recursive: true);
        }

        var asRoot = Environment.UserName == "root" ? "-m" : "-rm";
        var run = ProcessRun.Start(Tools.Require("unshare"),
            [asRoot, Tools.Require("sh"), "-c", Script, "sh", options, sandbox.Target, before, state, Strace.Host,
            .. sandbox.Command("deploy", "B", more)]);
        if (run.ExitCode == 99 || run.Errors.Contains("unshare", StringComparison.Ordinal))
        {
            Assert.Inconclusive($"This machine lets nobody mount a file system of his own: {run.Errors}");
        }

        return run with { Errors = File.Exists(state + ".errors") ? File.ReadAllText(state + ".errors") : run.Errors };
    }
}
