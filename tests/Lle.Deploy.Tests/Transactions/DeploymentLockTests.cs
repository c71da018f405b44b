using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

[TestClass]
public sealed class DeploymentLockTests
{
    [TestMethod]
    public void A_second_writer_is_told_who_holds_the_lock()
    {
        using var bench = new Bench();
        using var held = DeploymentLock.Take(bench.At("lock"), "deploy of /x/bin/lusush");
        var refused = Assert.ThrowsExactly<DeploymentException>(() => DeploymentLock.Take(bench.At("lock"), "rollback"));
        Assert.AreEqual("LLE3011", refused.Diagnostics[0].Code);
        Assert.Contains($"deploy of /x/bin/lusush by {Environment.UserName}, process {Environment.ProcessId} on {Environment.MachineName}",
            refused.Diagnostics[0].Message);
    }

    [TestMethod]
    public void A_lock_that_was_given_back_can_be_taken_and_names_nobody()
    {
        using var bench = new Bench();
        DeploymentLock.Take(bench.At("lock"), "deploy").Dispose();
        Assert.IsNull(DeploymentLock.Holder(bench.At("lock")));
        DeploymentLock.Take(bench.At("lock"), "deploy").Dispose();
    }

    [TestMethod]
    public void A_lock_that_goes_with_its_last_holder_is_taken_and_given_back_by_many_at_once()
    {
        using var bench = new Bench();
        Parallel.For(0, 4, worker =>
        {
            for (var time = 0; time < 500; time++)
            {
                DeploymentLock.Take(bench.At("lock"), "deploy", leavesNothing: true, shared: true).Dispose();
                _ = DeploymentLock.Holder(bench.At("lock"), shared: true);
            }
        });
        Assert.IsFalse(File.Exists(bench.At("lock")));
    }

    [TestMethod]
    public void The_text_of_a_dead_holder_keeps_nobody_out()
    {
        using var bench = new Bench();
        bench.Write("lock", "deploy by ghost, process 1 on nowhere\n");
        Assert.IsNull(DeploymentLock.Holder(bench.At("lock")));
        using var held = DeploymentLock.Take(bench.At("lock"), "deploy");
        Assert.DoesNotContain("ghost", DeploymentLock.Holder(bench.At("lock"))!);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_lock_that_was_removed_or_replaced_is_no_longer_held(bool replaced)
    {
        using var bench = new Bench();
        using var held = DeploymentLock.Take(bench.At("lock"), "deploy");
        held.Check();
        File.Delete(bench.At("lock"));
        if (replaced)
        {
            bench.Write("lock", "", 0x180);
        }

        Assert.AreEqual("LLE3051", Assert.ThrowsExactly<DeploymentException>(held.Check).Diagnostics[0].Code);
    }

    /// <summary>Version 1.0.0 let everybody read it, and whoever can open a lock can hold it.</summary>
    [TestMethod]
    public void A_lock_that_others_could_open_is_closed_to_them()
    {
        using var bench = new Bench();
        bench.Write("lock", "", 0x1a4);
        using var held = DeploymentLock.Take(bench.At("lock"), "deploy");
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.At("lock")));
    }

    [TestMethod]
    public void A_lock_that_is_a_link_is_not_followed()
    {
        using var bench = new Bench();
        bench.Write("victim", "theirs");
        File.CreateSymbolicLink(bench.At("lock"), "victim");
        Assert.ThrowsExactly<Lle.Deploy.Posix.PosixException>(() => DeploymentLock.Take(bench.At("lock"), "deploy"));
        Assert.AreEqual("theirs", File.ReadAllText(bench.At("victim")));
    }
}
