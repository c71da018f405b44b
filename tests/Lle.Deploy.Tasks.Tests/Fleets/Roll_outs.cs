namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>Many machines, for real: sshd, Ansible, and lle on hosts without .NET.</summary>
[TestClass]
[DoNotParallelize]
public sealed class Roll_outs
{
    private static Fleet fleet = null!;

    [ClassInitialize]
    public static void MakeHosts(TestContext _) => fleet = new Fleet(4);

    [ClassCleanup]
    public static void RemoveHosts() => fleet.Dispose();

    [TestInitialize]
    public void Reset() => fleet.Reset();

    [TestMethod]
    public void All_hosts_are_deployed_canary_first_and_the_same_again_changes_nothing()
    {
        var first = fleet.Run("LleFleetDeploy").Succeeded();

        Assert.AreEqual("1 1 1 1", Deployments());
        first.Said("[batch 1] h1: SUCCESS").Said("[batch 2] h2: SUCCESS").Said("4 SUCCESS");

        fleet.Run("LleFleetDeploy").Succeeded();

        Assert.AreEqual("1 1 1 1", Deployments());
    }

    [TestMethod]
    public void A_canary_that_fails_is_rolled_back_and_no_other_host_begins()
    {
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Program("exit 3");

        var result = fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0");

        result.Failed("LLE2311").Said("LLE2312").Said("fleet.proj(");
        Assert.AreEqual("2 1 1 1", Deployments());
        Assert.Contains("exit 0", fleet.Machines[1].Program);
    }

    private static string Deployments() => string.Join(' ', fleet.Machines.Hosts.Select(host => host.Deployments));
}
