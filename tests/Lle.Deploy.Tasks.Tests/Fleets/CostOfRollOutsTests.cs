using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>
/// What a roll-out costs beside what everybody could write: ssh to all hosts at once, which sends the same bytes and runs the same lle.
/// Prints ratios, because seconds are the machine's; docs/fleets.md has them.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class CostOfRollOutsTests
{
    public TestContext TestContext { get; set; } = null!;

    private static bool IsFull { get; } = Environment.GetEnvironmentVariable("LLE_FULL") == "1";

    /// <summary>By default only what does not depend on the machine is looked at: round trips, and bytes sent.</summary>
    public static IEnumerable<object[]> Counts => IsFull ? [[1], [8], [32]] : [[1]];

    [TestMethod]
    [DynamicData(nameof(Counts))]
    public void Beside_a_loop_of_ssh(int count)
    {
        using var fleet = new Fleet(count);
        fleet.Run("LleBundle", "-p:LleVersion=1.0.0", "-p:LleBundleDir=bundle").Succeeded();
        var bundle = Directory.GetFiles(fleet.Path("bundle"), "*.tar.gz").Single();
        fleet.Write("loop.sh", Loop(fleet, bundle));
        List<double> loop = [], play = [], build = [], again = [];
        // One after the other, so that a busy moment meets all of them.
        for (var round = 0; round < (!IsFull ? 1 : count > 8 ? 2 : 3); round++)
        {
            fleet.Reset(whole: true);
            loop.Add(Time(() => Assert.AreEqual(0, Shell.Run(fleet.Path("loop.sh")))));
            Assert.IsTrue(fleet.Machines.Hosts.TrueForAll(host => host.Deployments == 1));

            fleet.Reset(whole: true);
            build.Add(Time(() => fleet.Run("LleFleetDeploy", $"-p:LleUpdatePackage={bundle}", "-p:LleFleetBatches=100%25").Succeeded()));
            play.Add(Span(fleet, (roundTrips, sent) => (roundTrips, sent > 1_000_000) is (2, true)));
            fleet.Run("LleFleetDeploy", $"-p:LleUpdatePackage={bundle}", "-p:LleFleetBatches=100%25").Succeeded();
            again.Add(Span(fleet, (roundTrips, sent) => (roundTrips, sent) is (2, 0)));
        }

        TestContext.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} hosts: loop {Median(loop):0.0} s, roll-out {Median(play):0.0} s ({Median(play) / Median(loop):0.00}), "
            + $"whole build {Median(build):0.0} s ({Median(build) / Median(loop):0.00}), again {Median(again):0.0} s"));
    }

    /// <summary>Three connections a host, as a script has it: lle, the bundle, and the deployment.</summary>
    private static string Loop(Fleet fleet, string bundle)
    {
        var ssh = $"ssh -F {fleet.Machines.SshConfig} -o StrictHostKeyChecking=yes -o BatchMode=yes "
            + $"-o UserKnownHostsFile={fleet.Machines.KnownHosts}";
        var deploy = $"/var/lib/lle/lle deploy /var/lib/lle/b.tar.gz --install-prefix={LightHosts.Prefix} --allow-commands --json";
        var lle = Directory.GetFiles(fleet.Path("host"), "lle", SearchOption.AllDirectories).Single();
        return $$"""
            one() {
              h="-p $1 root@127.0.0.1"
              {{ssh}} $h 'cat >/var/lib/lle/lle && chmod 700 /var/lib/lle/lle' <{{lle}} &&
              {{ssh}} $h 'cat >/var/lib/lle/b.tar.gz' <{{bundle}} &&
              {{ssh}} $h '{{deploy}}' >/dev/null 2>&1 </dev/null
            }
            pids=
            for port in {{string.Join(' ', fleet.Machines.Hosts.Select(host => host.Port))}}; do one $port & pids="$pids $!"; done
            for pid in $pids; do wait $pid || exit 1; done

            """;
    }

    /// <summary>From its first host to its last answer, as its result says.</summary>
    private static double Span(Fleet fleet, Func<long, long, bool> isExpected)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(
            Directory.GetFiles(fleet.Path("obj"), "deploy.json", SearchOption.AllDirectories).OrderBy(File.GetLastWriteTimeUtc).Last()));
        foreach (var host in json.RootElement.GetProperty("Hosts").EnumerateArray())
        {
            Assert.IsTrue(isExpected(host.GetProperty("RoundTrips").GetInt64(), host.GetProperty("SentBytes").GetInt64()), host.ToString());
        }

        return (Moment("Finished") - Moment("Started")).TotalSeconds;

        DateTimeOffset Moment(string name) => json.RootElement.GetProperty(name).GetDateTimeOffset();
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
