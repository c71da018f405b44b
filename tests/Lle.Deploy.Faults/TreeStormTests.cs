using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>R13: every launch finds five files of its tree, always of one version, and so does a process that opens them late.</summary>
[TestClass]
public sealed class TreeStormTests
{
    [TestMethod]
    public void Every_launch_and_every_late_reader_finds_five_files_of_its_own_version()
    {
        using var sandbox = new Sandbox(isTree: true);
        using var grace = new RealGrace();
        foreach (var version in new[] { "A", "B", "C" })
        {
            Fill(sandbox, version);
        }

        sandbox.Do("deploy", "A");
        var go = Path.Combine(sandbox.Root, "go");
        var launches = Sampling.Of(4000, 100_000);
        using var storm = ProcessRun.Begin(
            Compile("storm", Path.Combine(sandbox.Root, "storm")), [sandbox.Layout.Binary, $"{launches}"]);
        var report = Task.Run(() => ProcessRun.End(storm));
        var late = new List<System.Diagnostics.Process>();
        var cycles = 0;
        do
        {
            late.Add(Late(sandbox, go));
            sandbox.Do("deploy", "B", "LleBackupRetention=1");
            late.Add(Late(sandbox, go));
            sandbox.Do("deploy", "A", "LleBackupRetention=1");
            FailAndRollBack(sandbox, late, go);
            cycles++;
        }
        while (!report.IsCompleted);

        sandbox.Do("deploy", "C", "LleBackupRetention=1");
        File.WriteAllText(go, "");
        var wrong = late.ConvertAll(ProcessRun.End).Where(run => run.ExitCode != 0).Select(run => run.Errors).ToList();
        Console.WriteLine($"{cycles} cycles, {late.Count} late readers: {report.Result.Output}");
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.AreEqual($"{launches} launches, 0 failed\n", report.Result.Output, report.Result.Errors);
    }

    /// <summary>A version is taken back while programs have just been started from it: by the undo of a failing upgrade, and by a
    /// rollback.</summary>
    private static void FailAndRollBack(Sandbox sandbox, List<System.Diagnostics.Process> late, string go)
    {
        sandbox.Run("deploy", "C", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true");
        sandbox.Do("deploy", "C", "LleBackupRetention=3");
        late.Add(Late(sandbox, go));
        sandbox.Do("rollback");
        sandbox.Do("deploy", "C", "LleBackupRetention=3");
        sandbox.Do("rollback");
    }

    /// <summary>As it is in the product, while this lives.</summary>
    private sealed class RealGrace : IDisposable
    {
        private readonly TimeSpan before = UnusedTrees.Grace;

        public RealGrace() => UnusedTrees.Grace = TimeSpan.FromSeconds(1);

        public void Dispose() => UnusedTrees.Grace = before;
    }

    private static System.Diagnostics.Process Late(Sandbox sandbox, string go)
    {
        var process = ProcessRun.Begin(sandbox.Layout.Binary, ["late", go]);
        Assert.AreEqual("ready", process.StandardOutput.ReadLine());
        return process;
    }

    /// <summary>The program compiled for a version, and the five files that it looks for.</summary>
    private static void Fill(Sandbox sandbox, string version)
    {
        var payload = sandbox.Payload(version);
        Compile("five", Path.Combine(payload, "bin/lusush"), $"-DVERSION=\"{version}\"");
        foreach (var file in new[] { "share/lusush/data", "share/lusush/deep/five", "libexec/lusush/two", "share/man/man1/lusush.1",
            "lib/lusush/four" })
        {
            var path = Path.Combine(payload, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, version);
        }
    }

    private static string Compile(string name, string to, params string[] more)
    {
        Sandbox.Tool("cc", ["-O1", .. more, "-o", to, Path.Combine(Repository.Root, $"tests/Lle.Deploy.Faults/Data/{name}.c")]);
        return to;
    }
}
