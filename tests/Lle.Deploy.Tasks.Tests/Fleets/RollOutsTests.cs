namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>Many machines, for real: sshd, Ansible, and lle on hosts without .NET.</summary>
[TestClass]
[DoNotParallelize]
public sealed class RollOutsTests
{
    /// <summary>Well until it is installed on a host that has /opt/fleet/broken: what is changed there has to be rolled back.</summary>
    private const string FailsWhereItIsInstalled = "case $0 in /opt/fleet/*) [ ! -e /opt/fleet/broken ] ;; esac";

    private static Fleet fleet = null!;

    [ClassInitialize]
    public static void MakeHosts(TestContext _) => fleet = new Fleet(4);

    [ClassCleanup]
    public static void RemoveHosts()
    {
        fleet.Dispose();
        Booted_hosts.Remove();
    }

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
        A_run_that_no_host_knows_is_named_and_changes_nothing,
        Hosts_are_confirmed_over_new_connections,
        A_session_that_is_killed_while_a_host_works_ends_in_one_deployment,
        One_bundle_goes_from_staging_to_production_and_only_what_staging_proves_does,
    ];

    private static Action[] Long =>
    [
        A_failed_roll_out_can_take_back_every_host_that_it_has_changed,
        A_host_that_is_down_and_one_with_another_key_are_named_and_the_others_go_on_where_that_is_allowed,
        A_plan_changes_nothing_and_a_pause_ends_after_the_canary,
        A_program_that_is_killed_on_a_host_leaves_the_old_version_and_the_same_call_goes_on,
        A_host_may_have_options_of_its_own_and_misspelt_ones_are_refused_before_any_host_is_asked,
        A_host_of_the_last_batch_that_fails_is_rolled_back_and_the_others_keep_what_they_have,
        A_controller_that_is_killed_leaves_hosts_that_finish_and_the_same_call_goes_on,
        Their_own_inventory_names_hosts_and_groups_and_items_add_to_it,
        Two_roll_outs_at_once_leave_each_host_at_one_version_and_say_who_was_there_first,
        Environments_of_one_order_go_at_the_same_time_and_the_next_order_not_at_all_where_one_fails,
        A_bundle_that_was_made_elsewhere_is_verified_on_the_controller_before_any_host_is_asked,
        A_playbook_of_their_own_deploys_with_the_collection_from_its_tarball,
        Booted_hosts.A_host_that_nobody_confirms_undoes_itself_although_lle_was_killed_while_it_waited,
        Booted_hosts.A_host_that_nobody_confirms_undoes_itself_although_the_machine_was_switched_off_while_it_waited,
        Booted_hosts.Confirmed_hosts_keep_no_timer,
        Booted_hosts.Another_user_becomes_root_by_sudo_without_a_password_and_one_who_may_not_is_named,
        Booted_hosts.A_service_is_upgraded_on_four_hosts_behind_a_proxy_and_no_request_fails,
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
        Assert.AreEqual("2 0, 2 0, 2 0, 2 0", Costs());

        fleet.Program("exit 3");
        fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0").Failed("LLE2311").Said("LLE2312").Said("fleet.proj(");

        Assert.AreEqual("2 1 1 1", Deployments());
        Assert.Contains("exit 0", fleet.Machines[1].Program);
    }

    private static void A_failed_roll_out_can_take_back_every_host_that_it_has_changed()
    {
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Program(FailsWhereItIsInstalled);
        Directory.CreateDirectory(fleet.Machines[4].At("broken"));

        var result = fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetUndo=run", "-p:LleFleetBatches=3");

        result.Failed("LLE2311").Said("Rolled back with the run: 3 of 3 hosts").Said("4 ROLLED_BACK")
            .Said("h1: ROLLED_BACK 2.0.0, rolled back with the run, version ");
        Assert.IsTrue(fleet.Machines.Hosts.TrueForAll(host => host.Program.Contains("exit 0", StringComparison.Ordinal)),
            result.Everything);
    }

    private static void A_host_of_the_last_batch_that_fails_is_rolled_back_and_the_others_keep_what_they_have()
    {
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Program(FailsWhereItIsInstalled);
        Directory.CreateDirectory(fleet.Machines[4].At("broken"));

        fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetBatches=1%3b1%3b2").Failed("LLE2311")
            .Said("h4: ROLLED_BACK").DidNotSay("LLE2312");

        Assert.AreEqual("broken broken broken exit", string.Join(' ', fleet.Machines.Hosts.Select(host =>
            host.Program.Contains("broken", StringComparison.Ordinal) ? "broken" : "exit")));
    }

    private static void A_controller_that_is_killed_leaves_hosts_that_finish_and_the_same_call_goes_on()
    {
        fleet.Program("sleep 0.2");
        using var build = fleet.Begin("LleFleetDeploy", "-p:LleFleetBatches=2");
        When(() => fleet.Machines[1].Deployments + fleet.Machines[2].Deployments == 2);
        foreach (var pid in LightHosts.Descendants(build.Id).Append(build.Id))
        {
            LightHosts.Signal(pid, "-KILL");
        }

        Infrastructure.Cli.Finish(build);
        When(() => fleet.Machines.Hosts.Take(2).All(host => LightHosts.Descendants(host.Process!.Id).All(pid =>
            !LightHosts.NameOf(pid).StartsWith("lle-", StringComparison.Ordinal))));
        fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=2").Succeeded();

        foreach (var host in fleet.Machines.Hosts)
        {
            Assert.AreEqual(1, File.ReadLines(host.At("var/log/lusush/deployment_audit.log"))
                .Count(line => line.Contains("Deployment finalized: ", StringComparison.Ordinal)), host.Name);
        }
    }

    private static void Their_own_inventory_names_hosts_and_groups_and_items_add_to_it()
    {
        fleet.Write("inventory/hosts.ini", "[web]\n" + string.Join('\n', fleet.Machines.Hosts.Select(host =>
            $"{host.Name} ansible_host=127.0.0.1 ansible_port={host.Port}")) + "\n[web:vars]\nansible_user=root\n[canary]\nh3\n");
        fleet.ProjectOf("<LleHost Include=\"h2\" LleBackupRetention=\"3\" />", """
            <PropertyGroup>
              <LleInstallPrefix>/opt/fleet</LleInstallPrefix>
              <LleInventory>inventory/hosts.ini</LleInventory>
              <LleFleetHosts>web:!h4</LleFleetHosts>
              <LleFleetBatches>canary;100%25</LleFleetBatches>
            </PropertyGroup>
            """);

        fleet.Run("LleFleetDeploy").Succeeded().Said("[batch 1] h3: SUCCESS").Said("[batch 2] h2: SUCCESS");
        Assert.AreEqual("1 1 1 0", Deployments());
        Assert.Contains("\"LleBackupRetention\":\"3\"", File.ReadAllText(Newest("h2.json", "/requests/")));

        fleet.Run("LleFleetStatus", "-p:LleFleetHosts=wed").Failed("LLE2306");
        fleet.Write("inventory/hosts.ini", "[web\nh1\n");
        fleet.Run("LleFleetStatus").Failed("LLE2306");
    }

    private static void Two_roll_outs_at_once_leave_each_host_at_one_version_and_say_who_was_there_first()
    {
        // The other one is there while this one is still at work.
        fleet.Program("sleep 2");
        using var first = fleet.Begin("LleFleetDeploy", "-p:LleFleetBatches=4", "-p:LleFleetRun=first");
        When(() => fleet.Machines.Hosts.TrueForAll(host => host.Deployments == 1));

        fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=4", "-p:LleVersion=2.0.0").Failed("LLE2311").Said("LLE3011");

        Infrastructure.Cli.Finish(first).Succeeded();
        fleet.Run("LleFleetStatus").Succeeded().Said("h1: SUCCESS 1.0.0").DidNotSay("More than one version");
    }

    private static void A_run_is_rolled_back_by_its_name_on_every_host_where_it_stands()
    {
        fleet.Run("LleFleetDeploy", "-p:LleFleetRun=first").Succeeded();
        fleet.Program("exit 0 # second");
        fleet.Run("LleFleetDeploy", "-p:LleFleetRun=second", "-p:LleVersion=2.0.0").Succeeded();

        fleet.Run("LleFleetRollback", "-p:LleFleetRun=first").Failed("LLE2304");
        fleet.Run("LleFleetRollback", "-p:LleFleetRun=second").Succeeded().Said("4 SUCCESS").Said("h1: SUCCESS 1.0.0");
        fleet.Run("LleFleetRollback", "-p:LleFleetRun=first").Succeeded().Said("h1: SUCCESS, nothing is deployed");
        fleet.Run("LleFleetStatus").Succeeded().Said("h1: SUCCESS, nothing is deployed");
    }

    private static void A_run_that_no_host_knows_is_named_and_changes_nothing()
    {
        fleet.Run("LleFleetRollback", "-p:LleFleetRun=first").Succeeded().Said("warning LLE2327").Said("'first'");
        fleet.Run("LleFleetDeploy", "-p:LleFleetRun=first", "-p:LleFleetBatches=4").Succeeded();

        fleet.Run("LleFleetRollback", "-p:LleFleetRun=frist").Succeeded().Said("warning LLE2327").Said("'frist'");

        Assert.AreEqual("1 1 1 1", Deployments());
        fleet.Run("LleFleetStatus").Succeeded().Said("h4: SUCCESS 1.0.0").DidNotSay("LLE2327");
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
        var killed = Task.Run(() => KillOnce(fleet.Machines[1], pid => LightHosts.NameOf(pid) == "sshd", host => host.Deployments > 0));

        var result = fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=4").Succeeded();

        Assert.IsTrue(killed.Result, result.Everything);
        Assert.AreEqual("1 1 1 1", Deployments());
    }

    private static void A_program_that_is_killed_on_a_host_leaves_the_old_version_and_the_same_call_goes_on()
    {
        fleet.Run("LleFleetDeploy").Succeeded();
        fleet.Program("sleep 0.4");
        var killed = Task.Run(() => KillOnce(fleet.Machines[1], pid => LightHosts.NameOf(pid).StartsWith("lle-", StringComparison.Ordinal),
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

    private static void One_bundle_goes_from_staging_to_production_and_only_what_staging_proves_does()
    {
        fleet.Environments("""
            <LleEnvironment Include="staging" Hosts="h1" LleMaxStartupTime="60000000" />
            <LleEnvironment Include="production" Order="2" Hosts="h2;h3" LleRequirePromotedFrom="staging" />
            """);
        // As the recipe for CI does it: one job makes the bundle, and the others deploy that file.
        fleet.Run("LleBundle", "-p:LleVersion=1.0.0", "-p:LleBundleDir=bundle").Succeeded();
        var bundle = $"-p:LleUpdatePackage={Directory.GetFiles(fleet.Path("bundle"), "*.tar.gz").Single()}";
        fleet.Run("LlePromote", "-p:LleFleetEnvironment=staging", bundle).Succeeded();
        Assert.AreEqual("1 0 0 0", Deployments());
        File.AppendAllText(fleet.Machines[1].At("bin/lusush"), "# edited by hand");
        fleet.Run("LlePromote", "-p:LleFleetEnvironment=production", bundle).Failed("LLE2324").Said("h1 has it with drift");
        Assert.AreEqual("1 0 0 0", Deployments());

        fleet.Run("LlePromote", bundle).Succeeded().Said("[batch staging/1] h1: SUCCESS").Said("[batch production/1] h2: SUCCESS");
        Assert.AreEqual("2 1 1 0", Deployments());

        fleet.Program("exit 3");
        fleet.Run("LlePromote", "-p:LleVersion=2.0.0").Failed("LLE2311").Said("LLE2325");
        Assert.AreEqual("3 1 1 0", Deployments());
        fleet.Run("LleFleetStatus").Succeeded().Said("staging/h1: SUCCESS 1.0.0").Said("production/h3: SUCCESS 1.0.0");
    }

    private static void A_bundle_that_was_made_elsewhere_is_verified_on_the_controller_before_any_host_is_asked()
    {
        fleet.Run("LleBundle", "-p:LleVersion=1.0.0", "-p:LleBundleDir=made").Succeeded();
        var made = Directory.GetFiles(fleet.Path("made"), "*.tar.gz").Single();
        var changed = fleet.Path("changed.tar.gz");
        Assert.AreEqual(0, Shell.Run("-c", $"mkdir {fleet.Path("open")} && cd {fleet.Path("open")} && tar -xzf {made} && "
            + $"chmod u+w lusush && echo '# one line more' >> lusush && tar -czf {changed} $(tar -tzf {made})"));

        fleet.Run("LleFleetDeploy", $"-p:LleUpdatePackage={changed}").Failed("LLE1117").Said("lusush").DidNotSay("[batch 1]");
        var key = fleet.Path("release.pem");
        Assert.AreEqual(0, Shell.Run("-c", $"openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout -out {key} 2>/dev/null"));
        fleet.Run("LleFleetDeploy", $"-p:LleUpdatePackage={made}", $"-p:LleTrustedKeys={key}").Failed("LLE1135").DidNotSay("[batch 1]");

        Assert.AreEqual("0 0 0 0", Deployments());
        fleet.Run("LleFleetDeploy", $"-p:LleUpdatePackage={made}").Succeeded();
        Assert.AreEqual("1 1 1 1", Deployments());
    }

    private static void Environments_of_one_order_go_at_the_same_time_and_the_next_order_not_at_all_where_one_fails()
    {
        fleet.Environments("""
            <LleEnvironment Include="east" Order="1" Hosts="h1" />
            <LleEnvironment Include="west" Order="1" Hosts="h2;h3" LleFleetBatches="1" />
            <LleEnvironment Include="all" Order="2" Hosts="h4" />
            """);
        // Each waits for the other: one after the other they would wait for ever.
        fleet.Program("d=/run/lle-meet; mkdir -p $d; : > $d/$$; for i in $(seq 300); do "
            + "[ $(ls $d | wc -l) -ge 2 ] && exit 0; sleep 0.1; done; exit 1");
        var meeting = Directory.CreateDirectory("/run/lle-meet");
        try
        {
            fleet.Run("LlePromote").Succeeded();
        }
        finally
        {
            meeting.Delete(recursive: true);
        }

        Assert.AreEqual("1 1 1 1", Deployments());

        fleet.Program(FailsWhereItIsInstalled);
        Directory.CreateDirectory(fleet.Machines[3].At("broken"));
        var result = fleet.Run("LlePromote", "-p:LleVersion=2.0.0");

        result.Failed("LLE2311").Said("LLE2325").Said("not begun: all").Said("Rolled back with the run: 1 of 1 hosts");
        Assert.AreEqual("Version 2 1 1 1", "Version " + string.Join(' ', fleet.Machines.Hosts.Select(host =>
            host.Program.Contains("broken", StringComparison.Ordinal) ? 2 : 1)), result.Everything);
    }

    /// <summary>The playbook of docs/fleets.md, with this test's paths in it.</summary>
    private static void A_playbook_of_their_own_deploys_with_the_collection_from_its_tarball()
    {
        fleet.Run("LleBundle", "-p:LleVersion=1.0.0", "-p:LleBundleDir=bundle").Succeeded();
        var page = Repository.Read("docs", "fleets.md");
        var from = page.IndexOf("- name: Roll out", StringComparison.Ordinal);
        fleet.Write("site.yml", page[from..page.IndexOf("```", from, StringComparison.Ordinal)]
            .Replace("bin/lusush-1.4.0.tar.gz", Directory.GetFiles(fleet.Path("bundle")).Single(), StringComparison.Ordinal)
            .Replace("tools/lle", fleet.Path("host"), StringComparison.Ordinal)
            .Replace("/opt/lusush", LightHosts.Prefix, StringComparison.Ordinal));
        fleet.Write("hosts.ini", "[web]\n" + string.Join('\n', fleet.Machines.Hosts.Select(host =>
            $"{host.Name} ansible_host=127.0.0.1 ansible_port={host.Port} ansible_user=root")));

        Assert.AreEqual(0, Shell.Run("-ec", $"""
            cd '{fleet.Path()}'
            ansible-galaxy collection build --output-path . '{PackedPackage.Folder}/ansible/ansible_collections/lle/deploy' >build.log
            ansible-galaxy collection install -p installed lle-deploy-*.tar.gz >>build.log
            export ANSIBLE_COLLECTIONS_PATH=installed ANSIBLE_COLLECTIONS_PATHS=installed ANSIBLE_HOME=ansible ANSIBLE_LOCAL_TEMP=ansible
            export ANSIBLE_SSH_COMMON_ARGS='-F {fleet.Machines.SshConfig} -o UserKnownHostsFile={fleet.Machines.KnownHosts}'
            recap() ( grep -c " $1 " recap.log )
            ansible-playbook -i hosts.ini site.yml --check >recap.log && [ "$(recap changed=1)" = 4 ] || (cat recap.log; exit 1)
            ansible-playbook -i hosts.ini site.yml >recap.log && [ "$(recap changed=1)" = 4 ] || (cat recap.log; exit 1)
            ansible-playbook -i hosts.ini site.yml --check >recap.log && [ "$(recap changed=0)" = 4 ] || (cat recap.log; exit 1)
            """));

        Assert.AreEqual("1 1 1 1", Deployments());
    }

    /// <summary>Of all runs in the project's folder.</summary>
    private static string Newest(string name, string part = "/") => Directory.GetFiles(fleet.Path("obj"), name, SearchOption.AllDirectories)
        .Where(path => path.Contains(part, StringComparison.Ordinal)).OrderBy(File.GetLastWriteTimeUtc).Last();

    /// <summary>Round trips and bytes sent, a host each.</summary>
    private static string Costs()
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Newest("deploy.json")));
        return string.Join(", ", json.RootElement.GetProperty("Hosts").EnumerateArray().Select(host =>
            $"{host.GetProperty("RoundTrips").GetInt64()} {host.GetProperty("SentBytes").GetInt64()}"));
    }

    private static string Log(LightHost host) =>
        File.ReadAllText(Directory.GetFiles(host.At("var/log/lusush"), "deployment_2*.log").Concat(
            Directory.GetFiles(host.At("var/log/lusush"), "deployment_UPDATE_*.log")).Order(StringComparer.Ordinal).Last());

    private static void When(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.IsLessThan(6000, tries, "it has not come so far");
            Thread.Sleep(10);
        }
    }

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

    private static string Deployments() => string.Join(' ', fleet.Machines.Hosts.Select(host => host.Deployments));
}
