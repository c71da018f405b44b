namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>Hosts as people have them. One roll-out takes all in one batch, which costs little more than one host.</summary>
[TestClass]
[DoNotParallelize]
public sealed class KindsOfHostsTests
{
    /// <summary>What is done in the host's own view of the machine before its sshd starts; @ is the host's folder.</summary>
    private static readonly (string Kind, string Prepare)[] kinds =
    [
        ("without Python", "for f in /usr/bin/python3 /usr/bin/python3.*; do [ ! -x $f ] || mount --bind /dev/null $f; done"),
        ("without libssl", "for f in /usr/lib/*/libssl.so*; do [ ! -e $f ] || mount --bind /dev/null $f; done"),
        ("with nothing but busybox", """
            mkdir @/applets && cp $(command -v busybox) @/applets/busybox
            for a in $(@/applets/busybox --list); do ln -sf busybox @/applets/$a; done
            sed 's|^root:.*|root:x:0:0:root:/root:/bin/sh|' /etc/passwd >@/passwd
            mount --bind @/passwd /etc/passwd && mount --bind @/applets /usr/bin
            """),
        ("whose login shell is an odd one", """
            sed 's|^root:.*|root:x:0:0:root:/root:SHELL|' /etc/passwd >@/passwd
            mount --bind @/passwd /etc/passwd
            """),
        ("with umask 077", "umask 077"),
        ("whose login says much", "printf 'echo \"{ not JSON\"; echo lle-begin >&2\\n' >@/rc; mount --bind @/rc /etc/bash.bashrc"),
        ("whose disk for lle is full", "mount -t tmpfs -o size=1m none /var/lib/lle"),
        ("whose disk for the program is full", "mount -t tmpfs -o size=64k none /opt/fleet"),
    ];

    [TestMethod]
    public void Are_deployed_to_or_named_with_what_they_lack()
    {
        Tools.Require("busybox");
        var shell = Environment.GetEnvironmentVariable("LLE_TEST_LUSUSH") is { Length: > 0 } lusush ? lusush : Tools.Require("fish");
        using var fleet = new Fleet([.. kinds.Select(kind => kind.Prepare.Replace("SHELL", shell, StringComparison.Ordinal))]);

        var result = fleet.Run("LleFleetDeploy", "-p:LleFleetBatches=100%25", "-p:LleFleetMaxFailures=2");

        for (var number = 1; number <= 6; number++)
        {
            result.Said($"h{number}: SUCCESS 1.0.0");
            Assert.Contains("exit 0", fleet.Machines[number].Program, $"a host {kinds[number - 1].Kind}");
        }

        result.Failed("LLE2316").Said("h7 cannot take the roll-out").Said("No space left on device");
        result.Said("error LLE2311: h8 ended as FAILED");
    }

    [TestMethod]
    public void A_controller_whose_clock_is_an_hour_slow_or_fast_deploys_confirms_and_resumes_all_the_same()
    {
        var faketime = Tools.Require("faketime");
        using var fleet = new Fleet(2);
        foreach (var (offset, version) in new[] { ("-1h", "1.0.0"), ("+1h", "2.0.0") })
        {
            fleet.Write("ansible-of-another-hour",
                $"#!/bin/sh\nexec {faketime} -f '{offset}' {Tools.Require("ansible-playbook")} \"$@\"\n");
            File.SetUnixFileMode(fleet.Path("ansible-of-another-hour"), (UnixFileMode)0x1ed);
            fleet.Program($"exit 0 # {version}");
            string[] arguments = ["LleFleetDeploy", $"-p:LleVersion={version}", "-p:LleFleetConfirm=60",
                $"-p:LleAnsiblePlaybook={fleet.Path("ansible-of-another-hour")}"];

            fleet.Run(arguments[0], arguments[1..]).Succeeded().Said("2 SUCCESS");
            fleet.Run(arguments[0], arguments[1..]).Succeeded();
        }

        Assert.AreEqual("2 2", string.Join(' ', fleet.Machines.Hosts.Select(host => host.Deployments)));
    }
}
