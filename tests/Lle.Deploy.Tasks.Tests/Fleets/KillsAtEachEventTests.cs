using System.Diagnostics;

namespace Lle.Deploy.Tasks.Tests.Fleets;

/// <summary>
/// Session, program and host killed at each event of a deployment: the host has the old version or the new one, the roll-out resumes, and
/// nothing is committed twice. A fixed sample; with LLE_FULL=1 all.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class KillsAtEachEventTests
{
    private static readonly string[] phases =
    [
        "PRE_DEPLOYMENT_VALIDATION", "ENVIRONMENT_PREPARATION", "BACKUP_CREATION", "BINARY_INSTALLATION", "CONFIGURATION_DEPLOYMENT",
        "SECURITY_CONFIGURATION", "INTEGRATION_VALIDATION", "PERFORMANCE_VALIDATION", "SECURITY_VALIDATION", "PRODUCTION_READINESS",
        "MONITORING_ACTIVATION", "DEPLOYMENT_FINALIZATION",
    ];

    /// <summary>Lines of the audit log, in order; the first is no line: the bundle comes over.</summary>
    private static readonly string[] events =
    [
        "bundle sent", "Deployment initiated", .. phases.Select(phase => $"Phase started: {phase}"), "Deployment finalized",
        "Post-deployment validation", "Deployment completed",
    ];

    private static Fleet? fleet;
    private static int release;

    public static IEnumerable<object[]> Kills => Environment.GetEnvironmentVariable("LLE_FULL") == "1"
        ? from what in new[] { "session", "program", "host" } from moment in events select new object[] { what, moment }
        : [["session", "Phase started: BINARY_INSTALLATION"], ["program", "Deployment finalized"],
            ["host", "Phase started: PERFORMANCE_VALIDATION"]];

    [ClassInitialize]
    public static void Make(TestContext _)
    {
        fleet = new Fleet(1);
        fleet.Run("LleFleetDeploy", "-p:LleVersion=1.0.0").Succeeded();
    }

    [ClassCleanup]
    public static void Remove() => fleet?.Dispose();

    [TestMethod]
    [DynamicData(nameof(Kills))]
    public void A_host_is_old_or_new_and_the_roll_out_resumes_and_nothing_is_deployed_twice(string what, string moment)
    {
        var host = fleet!.Machines[1];
        var version = $"1.0.{++release}";
        var old = host.Program;
        // Slow enough to be met, and a file of its own each time.
        fleet.Program($"sleep 0.05 # {version}");
        var audit = host.At("var/log/lusush/deployment_audit.log");
        var seen = File.ReadAllLines(audit).Length;
        using var parts = new FileSystemWatcher(Path.Combine(host.Folder, "lib"), "bundle-*.tar.gz.*");
        using var sends = new ManualResetEventSlim();
        // A part is there for some milliseconds only. A file that is on its way has the name of the call behind its own.
        parts.Created += (_, _) => sends.Set();
        parts.EnableRaisingEvents = true;
        var killed = Task.Run(() => When(() => moment == "bundle sent" ? sends.IsSet
            : File.ReadLines(audit).Skip(seen).Any(line => line.Contains(moment, StringComparison.Ordinal)), () => Kill(host, what)));

        var result = fleet.Run("LleFleetDeploy", $"-p:LleVersion={version}", "-p:LleFleetPatience=60");

        Assert.IsTrue(killed.Result, result.Everything);
        Assert.IsTrue(host.Program == old || host.Program.Contains(version, StringComparison.Ordinal), host.Program);
        if (result.ExitCode != 0)
        {
            result = fleet.Run("LleFleetDeploy", $"-p:LleVersion={version}", "-p:LleFleetPatience=60").Succeeded();
        }

        Assert.Contains($"# {version}", host.Program, result.Everything);
        Assert.HasCount(1, Committed(File.ReadAllLines(audit), version), File.ReadAllText(audit));
        fleet.Run("LleFleetStatus").Succeeded().Said($"h1: SUCCESS {version}");
    }

    /// <summary>The line is written just before the commit: of a run that was killed between the two, the recovery says that it undid
    /// it.</summary>
    private static List<string> Committed(string[] audit, string version)
    {
        const string Finalized = "Deployment finalized: ";
        return [.. audit.Where(line => line.Contains($"{Finalized}UPDATE_{version}_", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(Finalized, StringComparison.Ordinal) + Finalized.Length)..].Split(' ')[0])
            .Where(id => !audit.Any(line => line.Contains($"Recovery undid update {id}:", StringComparison.Ordinal)))];
    }

    private static void Kill(LightHost host, string what)
    {
        if (what == "host")
        {
            LightHosts.Kill(host);
            Thread.Sleep(500);
            LightHosts.Start(host);
            return;
        }

        foreach (var pid in LightHosts.Descendants(host.Process!.Id).Where(pid => LightHosts.NameOf(pid) is var name
            && (what == "session" ? name == "sshd" : name.StartsWith("lle-", StringComparison.Ordinal))))
        {
            LightHosts.Signal(pid, "-KILL");
        }
    }

    private static bool When(Func<bool> condition, Action action)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < TimeSpan.FromMinutes(2); Thread.Sleep(2))
        {
            if (condition())
            {
                action();
                return true;
            }
        }

        return false;
    }
}
