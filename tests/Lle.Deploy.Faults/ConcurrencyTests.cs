using System.Diagnostics;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>R6: many writers at once, and a holder that dies.</summary>
[TestClass]
public sealed class ConcurrencyTests
{
    private const int Processes = 8;

    [TestMethod]
    public void One_run_wins_and_the_others_are_told_who_holds_the_target()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var slow = SlowPayload(sandbox);
        var longest = TimeSpan.Zero;
        for (var round = 0; round < Sampling.Of(3, 20); round++)
        {
            using var holder = ProcessRun.Begin(Strace.Host, sandbox.Command("deploy", "B", $"LlePayloadDir={slow}"));
            WaitUntilHeld(sandbox, holder.Id);
            string[] operations = ["deploy", "rollback", "restore", "backup", "backup", "deploy", "rollback"];
            var clock = Stopwatch.StartNew();
            var others = operations.Take(Processes - 1)
                .Select(o => ProcessRun.Begin(Strace.Host, sandbox.Command(o, "C", $"LleBackupTimestamp={sandbox.BackupIds[0]}"))).ToList();
            foreach (var run in others.Select(ProcessRun.End))
            {
                Assert.AreEqual(2, run.ExitCode, run.Errors);
                Assert.Contains("LLE3011", run.Errors);
                Assert.Contains($"process {holder.Id} on", run.Errors);
            }

            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            others.ForEach(o => o.Dispose());
            Assert.IsFalse(holder.HasExited, "the others waited for the holder instead of being refused");
            if (round % 2 == 0)
            {
                holder.Kill();
                holder.WaitForExit();
            }
            else
            {
                File.WriteAllText(Path.Combine(slow, "go"), "");
                Assert.AreEqual(0, ProcessRun.End(holder).ExitCode);
                File.Delete(Path.Combine(slow, "go"));
            }

            // No lock is left to remove by hand.
            sandbox.Do("deploy", "A");
        }

        Console.WriteLine($"{Sampling.Of(3, 20)} rounds of {Processes} processes; seven refusals together took at most " +
            $"{longest.TotalMilliseconds:0} ms");
    }

    [TestMethod]
    public void Eight_first_runs_at_once_make_one_installation()
    {
        for (var round = 0; round < Sampling.Of(2, 20); round++)
        {
            using var sandbox = new Sandbox();
            var runs = Enumerable.Range(0, Processes).Select(_ => ProcessRun.Begin(Strace.Host, sandbox.Command("deploy", "A"))).ToList();
            var ended = runs.Select(ProcessRun.End).ToList();
            Assert.IsGreaterThan(0, ended.Count(r => r.ExitCode == 0));
            foreach (var loser in ended.Where(r => r.ExitCode != 0))
            {
                Assert.Contains("LLE3011", loser.Errors);
            }

            runs.ForEach(r => r.Dispose());
            Assert.AreEqual(Sandbox.Answer("A"), ProcessRun.Start(sandbox.Layout.Binary, ["-c", "exit 0"]).Output.Trim());
        }
    }

    /// <summary>Its smoke test waits for a file beside it (and for no longer than a smoke test may take).</summary>
    private static string SlowPayload(Sandbox sandbox)
    {
        var folder = Path.Combine(sandbox.Root, "payload-slow");
        Sandbox.Tool("cp", "-a", sandbox.Payload("B"), folder);
        Sandbox.Write(Path.Combine(folder, "lusush"),
            $"#!/bin/sh\ni=0; while [ ! -e '{folder}/go' ] && [ $i -lt 40 ]; do sleep 0.1; i=$((i + 1)); done\necho " +
            $"'{Sandbox.Answer("B")}'\n", 0x1ed);
        return folder;
    }

    private static void WaitUntilHeld(Sandbox sandbox, int process)
    {
        // Not with File.ReadAllText: .NET would take a lock of its own for reading.
        while (DeploymentLock.Holder(sandbox.Layout.Lock)?.Contains($"process {process} on", StringComparison.Ordinal) != true)
        {
            Thread.Sleep(1);
        }
    }
}
