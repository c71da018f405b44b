using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class StartupMeasurementTests
{
    private static readonly StartupPlan Quick = new(Runs: 12, WarmUp: 2) { MaxRuns = 20, LaunchLimit = TimeSpan.FromSeconds(20) };

    // A busy machine may let a short program end before anybody looks; so there are many tries.
    private static readonly StartupPlan Watched = Quick with { WarmUp = 50 };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    public void A_shell_is_measured(string shell)
    {
        var record = StartupMeasurement.Measure(Tools.Require(shell), Quick, TestContext.CancellationToken);
        Assert.IsInRange(12, 20, record.Wall.Count);
        Assert.IsGreaterThan(0.0, record.Wall.Minimum);
        Assert.IsGreaterThan(0.0, record.UserMicroseconds + record.SystemMicroseconds);
    }

    [TestMethod]
    public void Peak_memory_is_the_programs_own_and_not_that_of_the_process_that_starts_it()
    {
        var peak = StartupMeasurement.Measure(Tools.Require("dash"), Watched, TestContext.CancellationToken).PeakMemoryKib;
        Assert.IsInRange(300L, 8000L, peak!.Value);
        Assert.IsGreaterThan(20_000L, Environment.WorkingSet / 1024, "else this would prove nothing");
    }

    [TestMethod]
    public void Peak_memory_holds_what_a_program_takes_at_the_very_end()
    {
        var plan = Watched with { Arguments = ["-c", "x=$(head -c 20000000 /dev/zero | tr '\\0' a); exit 0"] };
        var peak = StartupMeasurement.Measure(Tools.Require("dash"), plan, TestContext.CancellationToken).PeakMemoryKib;
        Assert.IsInRange(19_000L, 100_000L, peak!.Value);
    }

    [TestMethod]
    public void A_program_that_hangs_while_its_memory_is_watched_is_killed_in_time()
    {
        var plan = Quick with { Arguments = ["-c", "sleep 600"], LaunchLimit = TimeSpan.FromSeconds(0.3) };
        var dash = Tools.Require("dash");
        var failure = Assert.ThrowsExactly<DeploymentException>(
            () => StartupMeasurement.Measure(dash, plan, TestContext.CancellationToken));
        Assert.AreEqual("LLE1812", failure.Diagnostics[0].Code);
    }

    [TestMethod]
    public void A_program_that_leaves_its_process_group_and_hangs_is_killed_too()
    {
        // perl, because no shell moves itself to the group of another process.
        var plan = Quick with { Arguments = ["-e", "setpgrp(0, getpgrp(getppid())); sleep 600"], LaunchLimit = TimeSpan.FromSeconds(0.3) };
        var perl = Tools.Require("perl");
        var failure = Assert.ThrowsExactly<DeploymentException>(
            () => StartupMeasurement.Measure(perl, plan, TestContext.CancellationToken));
        Assert.AreEqual("LLE1812", failure.Diagnostics[0].Code);
    }

    [TestMethod]
    public void A_signal_reaches_a_program_whose_memory_is_watched()
    {
        var plan = Watched with { Arguments = ["-c", "trap 'exit 0' USR1; kill -USR1 $$; exit 1"] };
        Assert.IsNotNull(StartupMeasurement.Measure(Tools.Require("dash"), plan, TestContext.CancellationToken).PeakMemoryKib);
    }

    [TestMethod]
    public void Any_program_can_be_measured_with_its_own_arguments()
    {
        var plan = Quick with { Arguments = ["--version"] };
        Assert.IsGreaterThan(0.0, StartupMeasurement.Measure(Tools.Require("env"), plan, TestContext.CancellationToken).Wall.Median);
    }

    [TestMethod]
    public void A_multi_call_binary_is_measured_under_its_name()
    {
        var plan = Quick with { Argv0 = "sh" };
        Assert.IsGreaterThan(0.0, StartupMeasurement.Measure(Tools.Require("busybox"), plan, TestContext.CancellationToken).Wall.Median);
    }

    [TestMethod]
    public void The_time_limit_ends_a_slow_series_early()
    {
        var plan = new StartupPlan(Runs: 1000, WarmUp: 0) { MaxTime = TimeSpan.FromMilliseconds(1), Arguments = ["0.01"] };
        Assert.AreEqual(6, StartupMeasurement.Measure(Tools.Require("sleep"), plan, TestContext.CancellationToken).Wall.Count);
    }

    [TestMethod]
    public void A_launch_that_fails_names_the_exit_status() =>
        AssertFails("LLE1810", "exit status 1", Tools.Require("false"), Quick);

    [TestMethod]
    public void A_launch_that_crashes_names_the_signal() =>
        AssertFails("LLE1811", "SIGSEGV", Tools.Require("sh"), Quick with { Arguments = ["-c", "kill -SEGV $$"] });

    [TestMethod]
    public void A_launch_that_hangs_is_killed_and_named() =>
        AssertFails("LLE1812", "0.2 s", Tools.Require("sleep"),
            Quick with { Arguments = ["1000"], LaunchLimit = TimeSpan.FromSeconds(0.2) });

    [TestMethod]
    public void A_launch_the_kernel_refuses_says_why() =>
        AssertFails("LLE1813", "ENOENT", "/nonexistent/shell", Quick);

    [TestMethod]
    public void The_number_of_the_failing_launch_is_named()
    {
        using var folder = new PrivateFolder();
        var counter = Path.Combine(folder.Work, "count");
        var script = $"echo x >>'{counter}'; [ $(wc -l <'{counter}') -lt 5 ]";
        AssertFails("LLE1810", "launch 5 ", Tools.Require("sh"), Quick with { Arguments = ["-c", script] });
    }

    private void AssertFails(string code, string words, string binary, StartupPlan plan)
    {
        var failure = Assert.ThrowsExactly<DeploymentException>(
            () => StartupMeasurement.Measure(binary, plan, TestContext.CancellationToken));
        Assert.AreEqual(code, failure.Diagnostics[0].Code);
        Assert.Contains(words, failure.Diagnostics[0].Message);
    }
}
