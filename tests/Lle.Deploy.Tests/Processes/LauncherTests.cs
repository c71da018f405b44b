using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Processes;

[TestClass]
public sealed partial class LauncherTests
{
    private static readonly string Shell = Tools.Require("sh");

    public TestContext TestContext { get; set; } = null!;

    private LaunchResult Run(string script, string input = "", int limit = 65536, double seconds = 30) =>
        Launcher.Run(
            new LaunchRequest(Shell, ["-c", script])
            {
                Input = Encoding.UTF8.GetBytes(input),
                OutputLimit = limit,
                TimeLimit = TimeSpan.FromSeconds(seconds),
                Environment = SafeEnvironment.Of("/nonexistent"),
            },
            TestContext.CancellationToken);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    [TestMethod]
    public void Output_and_errors_are_kept_apart()
    {
        var result = Run("echo out; echo err >&2");
        Assert.AreEqual("out\n", Text(result.Output));
        Assert.AreEqual("err\n", Text(result.Errors));
        Assert.IsTrue(result.Succeeded);
    }

    [TestMethod]
    public void An_exit_status_comes_back()
    {
        var result = Run("exit 3");
        Assert.AreEqual(LaunchOutcome.Exited, result.Outcome);
        Assert.AreEqual(3, result.ExitCode);
    }

    [TestMethod]
    public void A_signal_comes_back()
    {
        var result = Run("kill -SEGV $$");
        Assert.AreEqual(LaunchOutcome.Signalled, result.Outcome);
        Assert.AreEqual(11, result.Signal);
    }

    [TestMethod]
    public void A_silent_launch_reports_the_exit_status_too() =>
        Assert.AreEqual(7, Run("exit 7", limit: 0).ExitCode);

    [TestMethod]
    public void The_program_sees_exactly_the_given_environment()
    {
        var result = Launcher.Run(
            new LaunchRequest(Tools.Require("env"), [])
            { OutputLimit = 4096, Environment = new Dictionary<string, string> { ["ONE"] = "1 ü=" } },
            TestContext.CancellationToken);
        Assert.AreEqual("ONE=1 ü=\n", Text(result.Output));
    }

    [TestMethod]
    public void Arguments_arrive_unchanged()
    {
        string[] arguments = ["", "a b", "$HOME", "'\"", "*", "-n", "ü\n%"];
        var result = Launcher.Run(
            new LaunchRequest(Shell, ["-c", "printf '<%s>' \"$@\"", "sh", .. arguments]) { OutputLimit = 4096 },
            TestContext.CancellationToken);
        Assert.AreEqual(string.Concat(arguments.Select(argument => $"<{argument}>")), Text(result.Output));
    }

    [TestMethod]
    public void The_working_directory_is_the_given_one()
    {
        using var folder = new PrivateFolder();
        var result = Launcher.Run(folder.Request(Shell, "-c", "pwd; ls -A | wc -l") with { OutputLimit = 4096 },
            TestContext.CancellationToken);
        var lines = Text(result.Output).Split('\n', StringSplitOptions.TrimEntries);
        Assert.AreEqual(folder.Work, lines[0]);
        Assert.AreEqual("0", lines[1]);
    }

    [TestMethod]
    public void Argv0_is_what_a_multi_call_binary_goes_by()
    {
        var result = Launcher.Run(
            new LaunchRequest(Tools.Require("busybox"), ["applet"]) { Argv0 = "echo", OutputLimit = 4096 }, TestContext.CancellationToken);
        Assert.AreEqual("applet\n", Text(result.Output));
    }

    [TestMethod]
    public void Megabytes_of_input_and_output_pass_without_deadlock()
    {
        var input = new string('x', 3_000_000);
        var result = Run("cat", input, limit: 4_000_000);
        Assert.AreEqual(input, Text(result.Output));
        Assert.IsFalse(result.Truncated);
    }

    [TestMethod]
    public void A_program_that_does_not_read_its_input_does_not_end_this_one()
    {
        var result = Run("exec <&-; echo done", new string('x', 3_000_000));
        Assert.AreEqual("done\n", Text(result.Output));
    }

    [TestMethod]
    public void Output_beyond_the_limit_is_read_and_dropped()
    {
        var result = Run("i=0; while [ $i -lt 5000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done", limit: 1000);
        Assert.AreEqual(1000, result.Output.Length);
        Assert.IsTrue(result.Truncated);
        Assert.IsTrue(result.Succeeded);
    }

    [TestMethod]
    public void A_hanging_program_is_killed_with_its_children()
    {
        var result = Run("sleep 1000 & echo $!; wait", seconds: 0.3);
        Assert.AreEqual(LaunchOutcome.TimedOut, result.Outcome);
        AssertGone(int.Parse(Text(result.Output).Trim(), null));
    }

    [TestMethod]
    public void A_hanging_silent_program_is_killed_too() =>
        Assert.AreEqual(LaunchOutcome.TimedOut, Run("sleep 1000", limit: 0, seconds: 0.2).Outcome);

    [TestMethod]
    public void A_program_that_ignores_every_signal_is_killed() =>
        Assert.AreEqual(LaunchOutcome.TimedOut, Run("trap '' HUP INT TERM; while :; do :; done", seconds: 0.3).Outcome);

    [TestMethod]
    public void What_a_program_leaves_running_is_killed_and_not_waited_for()
    {
        var result = Run("sleep 1000 & echo $!");
        Assert.IsTrue(result.Succeeded);
        AssertGone(int.Parse(Text(result.Output).Trim(), null));
    }

    [TestMethod]
    public void A_missing_program_says_why()
    {
        var result = Launcher.Run(new LaunchRequest("/nonexistent/program", []), TestContext.CancellationToken);
        Assert.AreEqual(LaunchOutcome.NotStarted, result.Outcome);
        Assert.AreEqual(2, result.ErrorNumber);
    }

    [TestMethod]
    public void A_file_that_is_no_program_says_why()
    {
        using var folder = new PrivateFolder();
        var file = Path.Combine(folder.Root, "noise");
        File.WriteAllBytes(file, [0, 1, 2, 3]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.AreEqual(8, Launcher.Run(new LaunchRequest(file, []) { OutputLimit = 10 }, TestContext.CancellationToken).ErrorNumber);
    }

    [TestMethod]
    public void The_program_has_no_terminal_and_default_signals()
    {
        var result = Run("(: </dev/tty) 2>/dev/null || echo none; grep -E 'SigBlk|SigIgn' /proc/self/status");
        var lines = Text(result.Output).Split('\n');
        Assert.AreEqual("none", lines[0]);

        // The two signals beyond 31 that glibc keeps to itself count for nothing.
        const ulong Standard = 0x7fffffff;
        Assert.AreEqual(0ul, Convert.ToUInt64(lines[1][7..].Trim(), 16) & Standard);
        Assert.AreEqual(0ul, Convert.ToUInt64(lines[2][7..].Trim(), 16) & Standard);
    }

    [TestMethod]
    public void No_descriptor_of_ours_reaches_the_program()
    {
        using var ours = File.OpenRead("/proc/self/status");
        var result = Launcher.Run(new LaunchRequest(Tools.Require("ls"), ["-l", "/proc/self/fd"]) { OutputLimit = 4096 },
            TestContext.CancellationToken);
        Assert.DoesNotContain("/proc/self/status", Text(result.Output));
        Assert.HasCount(6, Text(result.Output).Split('\n'), "a total, 0, 1, 2, the listing's own, and the end of the last line");
    }

    [TestMethod]
    public void A_program_still_open_for_writing_is_retried_until_it_is_not()
    {
        using var folder = new PrivateFolder();
        var program = Path.Combine(folder.Root, "program");
        File.Copy(Tools.Require("true"), program);
        var writer = new FileStream(program, FileMode.Open, FileAccess.ReadWrite);
        using var release = new Timer(_ => writer.Dispose(), null, 30, Timeout.Infinite);
        Assert.IsTrue(Launcher.Run(new LaunchRequest(program, []), TestContext.CancellationToken).Succeeded);
    }

    [TestMethod]
    public void Cancelling_kills_the_program_and_throws()
    {
        using var cancel = new CancellationTokenSource(200);
        var request = new LaunchRequest(Shell, ["-c", "sleep 1000"]) { OutputLimit = 10, TimeLimit = TimeSpan.FromHours(1) };
        Assert.ThrowsExactly<OperationCanceledException>(() => Launcher.Run(request, cancel.Token));
    }

    [TestMethod]
    public void Cancelling_kills_a_silent_program_too()
    {
        using var cancel = new CancellationTokenSource(200);
        var request = new LaunchRequest(Shell, ["-c", "sleep 1000"]) { TimeLimit = TimeSpan.FromHours(1) };
        Assert.ThrowsExactly<OperationCanceledException>(() => Launcher.Run(request, cancel.Token));
    }

    [TestMethod]
    [DoNotParallelize]
    public unsafe void An_exit_status_comes_back_where_the_caller_ignores_its_children()
    {
        const int ChildEnded = 17;
        var before = stackalloc byte[ProcessCalls.OpaqueSize];
        var ignored = stackalloc byte[ProcessCalls.OpaqueSize];
        new Span<byte>(ignored, ProcessCalls.OpaqueSize).Clear();
        *(nint*)ignored = 1;
        Assert.AreEqual(0, SetAction(ChildEnded, ignored, before));
        try
        {
            Assert.AreEqual(3, Run("exit 3").ExitCode);
        }
        finally
        {
            _ = SetAction(ChildEnded, before, null);
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static unsafe partial int SetAction(int signal, void* action, void* before);

    [TestMethod]
    public void Launches_leave_no_descriptor_behind()
    {
        _ = Run("echo warm");
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (var run = 0; run < 50; run++)
        {
            _ = Run("cat", "text");
            _ = Run("exit 0", limit: 0);
            _ = Launcher.Run(new LaunchRequest("/nonexistent", []) { OutputLimit = 10 }, TestContext.CancellationToken);
        }

        // Whatever else opens files in this process meanwhile: a leak would be fifty at least.
        Assert.IsLessThan(before + 50, Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }

    [TestMethod]
    public void Many_threads_may_launch_at_once()
    {
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.CancellationToken },
            number =>
        {
            var result = Run($"cat; exit {number % 100}", $"text {number}");
            Assert.AreEqual($"text {number}", Text(result.Output));
            Assert.AreEqual(number % 100, result.ExitCode);
        });
    }

    /// <summary>Killed means gone soon: the orphan is reaped by whoever inherited it.</summary>
    private static void AssertGone(int pid)
    {
        var clock = Stopwatch.StartNew();
        while (File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
        {
            Assert.IsLessThan(10_000L, clock.ElapsedMilliseconds, $"Process {pid} outlived its launch.");
            Thread.Sleep(10);
        }
    }
}
