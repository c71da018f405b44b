namespace Lle.Deploy.Faults;

/// <summary>Spec section 10, first promise: people go on working while their shell is being replaced.</summary>
[TestClass]
public sealed class LaunchStormTests
{
    private const string Storm = """
        launches=0 failed=0
        while [ ! -e "$2" ] && [ -d "${2%/*}" ]; do
            launches=$((launches + 1))
            if ! said=$("$1" -c 'exit 0' 2>&1); then failed=$((failed + 1)); echo "failed: $said"; fi
            case $said in
            'this is version A' | 'this is version B' | 'this is version C') ;;
            *) failed=$((failed + 1)); echo "neither the old nor the new: $said" ;;
            esac
        done
        echo "$launches launches, $failed failed"
        """;

    [TestMethod]
    public void No_launch_fails_or_meets_a_mixture_while_versions_come_and_go()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var stop = Path.Combine(sandbox.Root, "stop");
        using var storm = ProcessRun.Begin(Tools.Require("sh"), ["-c", Storm, "storm", sandbox.Layout.Binary, stop]);
        var report = Task.Run(() => ProcessRun.End(storm));
        var cycles = Sampling.Of(4, 50);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            sandbox.Do("deploy", "B");
            var backup = sandbox.BackupIds[^1];
            sandbox.Run("deploy", "C", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true");
            Assert.AreEqual(Sandbox.Answer("B"), Says(sandbox));
            sandbox.Do("rollback", "B");
            Assert.AreEqual(Sandbox.Answer("A"), Says(sandbox));
            sandbox.Do("deploy", "B");
            sandbox.Do("restore", "B", $"LleBackupTimestamp={backup}");
            Assert.AreEqual(Sandbox.Answer("A"), Says(sandbox));
        }

        File.WriteAllText(stop, "");
        var said = report.Result.Output;
        Console.WriteLine($"{cycles} cycles: {said}");
        Assert.EndsWith(" launches, 0 failed\n", said);
        Assert.IsGreaterThan(cycles, int.Parse(said.Split('\n')[^2].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Says(Sandbox sandbox) => ProcessRun.Start(sandbox.Layout.Binary, ["-c", "exit 0"]).Output.Trim();
}
