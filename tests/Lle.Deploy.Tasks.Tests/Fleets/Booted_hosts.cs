using System.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>
/// Roll-outs to real machines: systemd as their init, an address of their own, sshd and sudo as Debian delivers them. Making and booting
/// them takes a minute or two, so <see cref="RollOutsTests"/> takes them with LLE_FULL=1 only.
/// </summary>
internal static class Booted_hosts
{
    private const int Count = 4;

    private static FleetProject<BootedHosts>? fleet;

    public static void Remove() => fleet?.Dispose();

    private static void Make()
    {
        fleet ??= new FleetProject<BootedHosts>(folder => new BootedHosts(folder, Count));
        foreach (var host in fleet.Machines.Hosts)
        {
            host.Try("sh", "-c", $"rm -rf {BootedHosts.Prefix} /var/lib/lle /home/deploy/.local; mkdir {BootedHosts.Prefix}");
        }

        fleet.Program("exit 0");
        fleet.ProjectOf(fleet.Machines.Items());
    }

    public static void A_host_that_nobody_confirms_undoes_itself_although_lle_was_killed_while_it_waited()
    {
        Make();
        var host = WaitingAfterAKill(KillLle);

        AwaitUndo(host);
    }

    public static void A_host_that_nobody_confirms_undoes_itself_although_the_machine_was_switched_off_while_it_waited()
    {
        Make();
        var host = WaitingAfterAKill(BootedHosts.PullPlug);
        BootedHosts.Start(host);
        BootedHosts.Await(host);

        AwaitUndo(host);
    }

    public static void Confirmed_hosts_keep_no_timer()
    {
        Make();
        fleet!.Run("LleFleetDeploy", "-p:LleFleetConfirm=60", "-p:LleFleetBatches=4").Succeeded().Said("4 SUCCESS");

        foreach (var host in fleet.Machines.Hosts)
        {
            Assert.AreEqual("", host.Try("sh", "-c", "find /etc/systemd -name 'lle-undo*'").Output);
            Assert.AreEqual("", host.Try("systemctl", "list-units", "--all", "--plain", "--no-legend", "lle-undo*").Output);
        }
    }

    public static void Another_user_becomes_root_by_sudo_without_a_password_and_one_who_may_not_is_named()
    {
        Make();
        fleet!.ProjectOf(fleet.Machines.Items("deploy", "Become=\"true\""));
        fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=4").Succeeded().Said("4 SUCCESS");
        Assert.IsTrue(File.Exists(fleet.Machines[1].At("bin/lusush")));
        Assert.AreEqual("0", fleet.Machines[1].Try("stat", "-c", "%u", $"{BootedHosts.Prefix}/bin/lusush").Output.Trim());

        fleet.Machines[2].Try("rm", "/etc/sudoers.d/deploy");
        try
        {
            fleet.Run("LleFleetStatus").Failed("LLE2316").Said("n2 cannot take the roll-out").Said("password")
                .Said("n1: SUCCESS 1.0.0");
        }
        finally
        {
            fleet.Machines[2].Try("sh", "-c",
                "echo 'deploy ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/deploy; chmod 440 /etc/sudoers.d/deploy");
        }
    }

    public static void A_service_is_upgraded_on_four_hosts_behind_a_proxy_and_no_request_fails()
    {
        Make();
        foreach (var host in fleet!.Machines.Hosts)
        {
            File.WriteAllText(Path.Combine(host.Root, "etc/web.conf"), Service.Configuration);
        }

        Web("1.0.0");
        fleet.Run("LleFleetDeploy", "-p:LleVersion=1.0.0", "-p:LleFleetBatches=4").Succeeded();
        using var bench = new ProxyBench(fleet.Machines.Folder, fleet.Machines.Hosts.Select(host => host.Address));
        When(() => bench.Answered > 100, () => { });

        Web("2.0.0");
        fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetBatches=1%3b1%3b2").Succeeded().Said("4 SUCCESS");
        var upgraded = bench.Answered;
        fleet.Write("payload/web", "#!/bin/sh\n[ \"$1\" = -v ] || exit 1\necho nginx version >&2\n");
        fleet.Run("LleFleetDeploy", "-p:LleVersion=3.0.0", "-p:LleFleetBatches=1%3b1%3b2").Failed("LLE2311").Said("LLE2312");

        Assert.AreEqual("", string.Join('\n', bench.Failures()));
        Console.WriteLine(
            $"{upgraded} requests until all hosts were upgraded, {bench.Answered} until the failed version was rolled back");
        Assert.IsGreaterThan(1000, bench.Answered);
        foreach (var host in fleet.Machines.Hosts)
        {
            Assert.EndsWith("2.0.0", File.ReadAllText(host.At("bin/web")));
            Assert.AreEqual($"{BootedHosts.Prefix}/bin/web", host.Try("sh", "-c", "readlink /proc/$(cat /run/web.pid)/exe").Output.Trim());
        }
    }

    private static void Web(string version)
    {
        fleet!.Write("payload/web", "");
        File.Delete(fleet.Path("payload", "lusush"));
        File.Copy(Path.Combine(fleet.Machines[1].Root, "usr/sbin/nginx"), fleet.Path("payload", "web"), overwrite: true);
        File.AppendAllText(fleet.Path("payload", "web"), version);
        fleet.ProjectOf(fleet.Machines.Items(), Service.Project);
    }

    /// <summary>The controller is gone, and the host has waited for its confirmation when something was done to it.</summary>
    private static BootedHost WaitingAfterAKill(Action<BootedHost> kill)
    {
        var host = fleet!.Machines[1];
        fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=4").Succeeded();
        fleet.Program("exit 0 # second");
        var killed = Task.Run(() => When(() => Begun(host) == 2, () => ShutDoor(host)) && When(() => Waits(host), () => kill(host)));

        fleet.Run("LleFleetDeploy", "-p:LleVersion=2.0.0", "-p:LleFleetConfirm=5", "-p:LleFleetPatience=1").Failed("LLE2314");

        Assert.IsTrue(killed.Result, "it has not waited");
        return host;
    }

    private static void AwaitUndo(BootedHost host)
    {
        Assert.IsTrue(When(() => Directory.GetFiles(Path.Combine(host.Root, "etc/systemd/system"), "lle-undo*").Length == 0
            && !File.ReadAllText(host.At("bin/lusush")).Contains("second", StringComparison.Ordinal), () => { }),
            host.Try("sh", "-c", "systemctl list-timers --all; journalctl -n 50 --no-pager; ls /etc/systemd/system").Output);
        host.Try("systemctl", "start", "ssh");
        fleet!.Run("LleFleetStatus").Succeeded().Said("n1: SUCCESS 1.0.0");
        Assert.AreEqual("", host.Try("systemctl", "list-units", "--all", "--plain", "--no-legend", "lle-undo*").Output);
    }

    private static int Begun(BootedHost host) => File.Exists(host.At("var/log/lusush/deployment_audit.log"))
        ? File.ReadLines(host.At("var/log/lusush/deployment_audit.log"))
            .Count(line => line.Contains("Deployment initiated", StringComparison.Ordinal)) : 0;

    private static bool Waits(BootedHost host) =>
        Directory.Exists(host.At("var/lib/lusush/runs")) && Directory.GetFiles(host.At("var/lib/lusush/runs"), "*.waits").Length > 0;

    /// <summary>Nobody comes in any more, and whoever was there to confirm is gone.</summary>
    private static void ShutDoor(BootedHost host) =>
        host.Try("sh", "-c", "systemctl stop ssh; for f in /proc/[0-9]*; do "
            + "tr '\\0' ' ' <$f/cmdline | grep -q '^sshd:\\|lle-[0-9a-f]* confirm ' && kill -9 ${f#/proc/}; done; true");

    private static void KillLle(BootedHost host) => host.Try("sh", "-c",
        "for f in /proc/[0-9]*; do case $(cat $f/comm) in lle-*) kill -9 ${f#/proc/} ;; esac; done");

    private static bool When(Func<bool> condition, Action action)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < TimeSpan.FromMinutes(3); Thread.Sleep(20))
        {
            if (condition())
            {
                action();
                return true;
            }
        }

        return false;
    }

    /// <summary>nginx, which hands its sockets over to a new version.</summary>
    private static class Service
    {
        public const string Configuration = """
            worker_processes 2; pid /run/web.pid; error_log /run/web-error.log;
            events { worker_connections 256; }
            http { access_log off; server { listen 8080; location / { return 200 ok; } } }

            """;

        public const string Project = """
            <PropertyGroup>
              <LleBinaryName>web</LleBinaryName>
              <LleStartupArguments>-v</LleStartupArguments>
              <LleMaxRegression>100000</LleMaxRegression>
            </PropertyGroup>
            <ItemGroup>
              <LleService Include="web" Manager="command" PidFile="/run/web.pid"
                          StartCommand="exec &quot;$LLE_DEPLOYED_PREFIX/bin/web&quot; -c /etc/web.conf">
                <UpgradeCommand><![CDATA[
                  old=$LLE_SERVICE_PID
                  kill -USR2 "$old" || exit 1
                  n=0
                  while ! { [ -s "$LLE_SERVICE_PIDFILE.oldbin" ] && [ -s "$LLE_SERVICE_PIDFILE" ]; }; do
                    n=%24((n + 1)); [ "$n" -lt 100 ] || { echo "no new master came up"; exit 1; }; sleep 0.05
                  done
                  sleep 0.3
                  kill -WINCH "$old" && kill -QUIT "$old"
                ]]></UpgradeCommand>
              </LleService>
              <LleHealthCheck Include="answers" Url="http://127.0.0.1:8080/" ExpectStatus="200" TimeoutSeconds="5" />
              <LleProbe Include="version" Arguments="-v" ExpectOutput="nginx version" />
            </ItemGroup>
            """;
    }
}
