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

    /// <summary>Each takes some seconds on four hosts: a few by default, all with LLE_FULL=1.</summary>
    public static IEnumerable<object[]> Scenarios =>
        Chosen.Select(scenario => new object[] { scenario.Method.Name });

    private static IEnumerable<Action> Chosen =>
        Environment.GetEnvironmentVariable("LLE_FULL") == "1" ? Short.Concat(Long) : Short;

    private static Action[] Short =>
    [
        All_hosts_are_deployed_canary_first_the_same_again_changes_nothing_and_a_canary_that_fails_stops_the_next,
        A_run_is_rolled_back_by_its_name_on_every_host_where_it_stands,
        Hosts_are_confirmed_over_new_connections,
        A_session_that_is_killed_while_a_host_works_ends_in_one_deployment,
    ];

    private static Action[] Long =>
    [
        A_failed_roll_out_can_take_back_every_host_that_it_has_changed,
        A_host_that_is_down_and_one_with_another_key_are_named_and_the_others_go_on_where_that_is_allowed,
        A_plan_changes_nothing_and_a_pause_ends_after_the_canary,
        A_program_that_is_killed_on_a_host_leaves_the_old_version_and_the_same_call_goes_on,
        A_host_may_have_options_of_its_own_and_misspelt_ones_are_refused_before_any_host_is_asked,
    ];

    [TestMethod]
    [DynamicData(nameof(Scenarios))]
    public void On_four_hosts(string scenario) => Chosen.Single(each => each.Method.Name == scenario)();

    private static void All_hosts_are_deployed_canary_first_the_same_again_changes_nothing_and_a_canary_that_fails_stops_the_next()
    {
        var first = fleet.Run("LleFleetDeploy").Succeeded();

        Assert.AreEqual("1 1 1 1", Deployments());
        first.Said("[batch 1] h1: SUCCESS").Said("[batch 2] h2: SUCCESS").Said("4 SUCCESS");

        fleet.Run("LleFleetDeploy").Succeeded();

        Assert.AreEqual("1 1 1 1", Deployments());

        fleet.Program("exit 3");
        fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0").Failed("LLE2311").Said("LLE2312").Said("fleet.proj(");

        Assert.AreEqual("2 1 1 1", Deployments());
        Assert.Contains("exit 0", fleet.Machines[1].Program);
    }

    private static void A_failed_roll_out_can_take_back_every_host_that_it_has_changed()
    {
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Program("[ ! -e /opt/fleet/broken ]");
        Directory.CreateDirectory(fleet.Machines[4].At("broken"));

        var result = fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetUndo=run", "-p:LleFleetBatches=3");

        result.Failed("LLE2311").Said("Rolled back with the run: 3 of 3 hosts");
        Assert.IsTrue(fleet.Machines.Hosts.TrueForAll(host => host.Program.Contains("exit 0", StringComparison.Ordinal)),
            result.Everything);
    }

    private static void A_run_is_rolled_back_by_its_name_on_every_host_where_it_stands()
    {
        fleet.Run("LleFleetDeploy", "-p:LleFleetRun=first").Succeeded();
        fleet.Program("exit 0 # second");
        fleet.Run("LleFleetDeploy", "-p:LleFleetRun=second", "-p:LleVersion=2.0.0").Succeeded();

        fleet.Run("LleFleetRollback", "-p:LleFleetRun=first").Failed("LLE2304");
        fleet.Run("LleFleetRollback", "-p:LleFleetRun=second").Succeeded().Said("4 SUCCESS");
        fleet.Run("LleFleetStatus").Succeeded().Said("h1: SUCCESS 1.0.0");
    }

    private static void A_host_that_is_down_and_one_with_another_key_are_named_and_the_others_go_on_where_that_is_allowed()
    {
        LightHosts.Kill(fleet.Machines[2]);
        LightHosts.ChangeHostKey(fleet.Machines[3]);
        try
        {
            fleet.Run("LleFleetDeploy").Failed("LLE2310").Said("LLE2312");
            fleet.Run("LleFleetDeploy", "-p:LleFleetMaxFailures=1", "-p:LleFleetOffline=skip").Failed("LLE2315").Said("warning LLE2310");

            Assert.AreEqual("1 0 0 1", Deployments());
            fleet.Run("LleFleetDeploy", "-p:LleFleetOffline=stop", "-p:LleVersion=2.0.0").Failed("LLE2310");
            Assert.AreEqual("1 0 0 1", Deployments());
        }
        finally
        {
            fleet.Dispose();
            fleet = new Fleet(4);
        }
    }

    private static void A_plan_changes_nothing_and_a_pause_ends_after_the_canary()
    {
        fleet.Run("LleFleetPlan").Succeeded();
        Assert.AreEqual("0 0 0 0", Deployments());

        fleet.Run("LleFleetDeploy", "-p:LleFleetPause=true").Succeeded().Said("Paused after the first batch");
        Assert.AreEqual("1 0 0 0", Deployments());

        fleet.Run("LleFleetDeploy", "-p:LleFleetPause=true").Succeeded();
        Assert.AreEqual("1 1 1 1", Deployments());
    }

    private static void Hosts_are_confirmed_over_new_connections()
    {
        fleet.Run("LleFleetDeploy", "-p:LleFleetConfirm=60", "-p:LleFleetBatches=4").Succeeded().Said("4 SUCCESS");

        Assert.Contains("Confirmed over a new connection", Log(fleet.Machines[1]));
    }

    private static void A_session_that_is_killed_while_a_host_works_ends_in_one_deployment()
    {
        // Slow enough to be met in the middle: it is started several times.
        fleet.Program("sleep 0.4");
        var killed = Task.Run(() => KillOnce(fleet.Machines[1], pid => Name(pid) == "sshd", host => host.Deployments > 0));

        var result = fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=4").Succeeded();

        Assert.IsTrue(killed.Result, result.Everything);
        Assert.AreEqual("1 1 1 1", Deployments());
    }

    private static void A_program_that_is_killed_on_a_host_leaves_the_old_version_and_the_same_call_goes_on()
    {
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Program("sleep 0.4");
        var killed = Task.Run(() => KillOnce(fleet.Machines[1], pid => Name(pid).StartsWith("lle-", StringComparison.Ordinal),
            host => host.Deployments > 1));

        var result = fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetBatches=4", "-p:LleFleetRun=again");

        Assert.IsTrue(killed.Result, result.Everything);
        result.Failed("LLE2311");
        fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetBatches=4", "-p:LleFleetRun=again").Succeeded();
        Assert.IsTrue(fleet.Machines.Hosts.TrueForAll(host => host.Program.Contains("sleep", StringComparison.Ordinal)));
        Assert.AreEqual("3 2 2 2", Deployments());
    }

    private static void A_host_may_have_options_of_its_own_and_misspelt_ones_are_refused_before_any_host_is_asked()
    {
        fleet.Project(host: host => host.Name == "h2" ? "LleBackupRetention=\"3\"" : "");
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Project(host: host => host.Name == "h2" ? "LleBackupRetentoin=\"3\" Group=\"a b\"" : "");

        fleet.Run("LleFleetDeploy").Failed("LLE1011").Said("LLE2317").Said("LleBackupRetention");
    }

    private static string Log(LightHost host) =>
        File.ReadAllText(Directory.GetFiles(host.At("var/log/lusush"), "deployment_2*.log").Concat(
            Directory.GetFiles(host.At("var/log/lusush"), "deployment_UPDATE_*.log")).Order(StringComparer.Ordinal).Last());

    /// <summary>Kills what a host has started, once it has come so far.</summary>
    private static bool KillOnce(LightHost host, Func<int, bool> which, Func<LightHost, bool> when)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if (when(host))
            {
                int[] found = [.. LightHosts.Descendants(host.Process!.Id).Where(which)];
                foreach (var pid in found)
                {
                    LightHosts.Signal(pid, "-KILL");
                }

                return found.Length > 0;
            }

            Thread.Sleep(10);
        }

        return false;
    }

    private static string Name(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Deployments() => string.Join(' ', fleet.Machines.Hosts.Select(host => host.Deployments));
}
