using Lle.Deploy.Logging;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Logging;

[TestClass]
public sealed class DeploymentLogTests
{
    private static readonly FixedClock Clock = new(new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)));

    [TestMethod]
    public void Lines_wait_for_the_directory_and_keep_the_form_of_old()
    {
        using var scratch = new Scratch();
        using (var log = new DeploymentLog(Clock))
        {
            log.Info("before");
            log.BeginPhase(1, "PRE_DEPLOYMENT_VALIDATION");
            log.CompletePhase();
            log.Attach(scratch.At("deployment.log"));
            log.BeginPhase(2, "ENVIRONMENT_PREPARATION");
            log.Warning("w");
            log.Critical("c");
            log.FailPhase(2);
            Assert.IsNull(log.Failure);
        }

        Assert.AreEqual(
            """
            [2026-01-02 03:04:05] [INFO] [INIT] before
            [2026-01-02 03:04:05] [INFO] [PRE_DEPLOYMENT_VALIDATION] === BEGIN PHASE 1/12: PRE_DEPLOYMENT_VALIDATION ===
            [2026-01-02 03:04:05] [INFO] [PRE_DEPLOYMENT_VALIDATION] === PHASE PRE_DEPLOYMENT_VALIDATION COMPLETED SUCCESSFULLY ===
            [2026-01-02 03:04:05] [INFO] [ENVIRONMENT_PREPARATION] === BEGIN PHASE 2/12: ENVIRONMENT_PREPARATION ===
            [2026-01-02 03:04:05] [WARNING] [ENVIRONMENT_PREPARATION] w
            [2026-01-02 03:04:05] [CRITICAL] [ENVIRONMENT_PREPARATION] c
            [2026-01-02 03:04:05] [ERROR] [ENVIRONMENT_PREPARATION] === PHASE ENVIRONMENT_PREPARATION FAILED (Exit Code: 2) ===

            """,
            File.ReadAllText(scratch.At("deployment.log")));
        Assert.AreEqual((UnixFileMode)0b110_100_100, File.GetUnixFileMode(scratch.At("deployment.log")));
    }

    [TestMethod]
    public void One_event_is_one_line_whatever_it_holds()
    {
        using var scratch = new Scratch();
        using var log = new DeploymentLog(Clock);
        log.Attach(scratch.At("log"));

        log.Info("a\n[2026-01-01 00:00:00] [INFO] [X] forged\r\u001b[2J\u2028\\c");

        Assert.HasCount(1, File.ReadAllLines(scratch.At("log")));
        StringAssert.Contains(File.ReadAllText(scratch.At("log")), "a\\n[2026");
    }

    [TestMethod]
    public void A_full_disk_is_remembered_and_the_last_lines_are_still_known()
    {
        using var disk = new SmallDisk();
        using var log = new DeploymentLog(Clock);
        log.Attach(disk.At("log"));
        disk.Fill();

        log.Info("a");
        log.Info("b");

        Assert.AreEqual("LLE2201", log.Failure!.Code);
        StringAssert.Contains(log.Failure.Message, "ENOSPC");
        Assert.HasCount(2, log.LastLines);
    }

    [TestMethod]
    public void A_missing_directory_is_remembered()
    {
        using var scratch = new Scratch();
        using var log = new DeploymentLog(Clock);

        log.Attach(scratch.At("missing/log"));

        Assert.AreEqual("LLE2201", log.Failure!.Code);
    }

    [TestMethod]
    public void The_last_fifty_lines_are_kept_for_the_report()
    {
        using var log = new DeploymentLog(Clock);
        for (var i = 0; i < 60; i++)
        {
            log.Info($"line {i}");
        }

        Assert.HasCount(50, log.LastLines);
        StringAssert.EndsWith(log.LastLines[0], "line 10");
    }
}
