using System.Diagnostics;
using System.Text.RegularExpressions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>Builds that are killed or stopped at moments nobody chose; every system call one by one is what the fault tests do, through a
/// host of their own.</summary>
[TestClass]
public sealed partial class RandomKillsTests
{
    [TestMethod]
    public void A_build_that_is_killed_or_stopped_at_any_moment_leaves_the_old_or_the_new()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var saved = sandbox.Path("saved");
        Copy(sandbox.Prefix, saved);
        var old = Picture(sandbox.Prefix);
        File.AppendAllText(Path.Combine(sandbox.Payload, "lle.conf.template"), "# changed\n");
        File.Delete(Path.Combine(sandbox.Payload, "checksums.sha256"));
        var clock = Stopwatch.StartNew();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var duration = clock.Elapsed;
        var changed = Picture(sandbox.Prefix);
        Assert.AreNotEqual(old, changed);
        var random = new Random(1);
        var rounds = Environment.GetEnvironmentVariable("LLE_FULL") == "1" ? 25 : 5;
        var outcomes = new Dictionary<string, int>();
        for (var round = 0; round < rounds;)
        {
            Directory.Delete(sandbox.Prefix, recursive: true);
            Copy(saved, sandbox.Prefix);
            var signal = new[] { "KILL", "TERM", "INT", "KILL", "TERM" }[round % 5];
            using var build = Infrastructure.Cli.Start(sandbox.Root, ["msbuild", "-nologo", "deploy.proj"]);
            Thread.Sleep(random.NextDouble() * 1.05 * duration);
            if (build.HasExited)
            {
                // The first ones were slower. A build that had ended proves nothing.
                duration *= 0.9;
                Infrastructure.Cli.Finish(build).Succeeded();
                continue;
            }

            Shell.Run("-c", $"kill -{signal} {build.Id} 2>/dev/null || :");
            var run = Infrastructure.Cli.Finish(build);
            if (signal == "KILL")
            {
                sandbox.MSBuild("deploy.proj", "-t:LleRecover").Succeeded();
            }

            var now = Picture(sandbox.Prefix);
            Assert.IsTrue(now == old || now == changed,
                $"round {round}, {signal}: neither the old nor the new:\n{now}\n--- old:\n{old}\n--- new:\n{changed}\n{run.Everything}");
            var outcome = $"{signal} {(now == old ? "old" : "new")}";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            sandbox.MSBuild("deploy.proj").Succeeded();
            round++;
        }

        Console.WriteLine($"{rounds} builds: {string.Join(", ", outcomes.Select(o => $"{o.Key}: {o.Value}"))}");
    }

    private static void Copy(string from, string to) => Assert.AreEqual(0, Shell.Run("-c", $"cp -a '{from}' '{to}'"));

    /// <summary>What stands, apart from logs, backups and the engine's own books; IDs that deployments get, and times, read as
    /// placeholders.</summary>
    private static string Picture(string prefix) => string.Join('\n', Directory.EnumerateFiles(prefix, "*", SearchOption.AllDirectories)
        .Where(path => !Left().IsMatch(path[prefix.Length..]))
        .Order(StringComparer.Ordinal)
        .Select(path => $"{Id().Replace(path[prefix.Length..], "ID")} {File.GetUnixFileMode(path)} {Content(path)}"));

    private static string Content(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.Latin1.GetBytes(Time()
            .Replace(Id().Replace(File.ReadAllText(path, System.Text.Encoding.Latin1), "ID"), "TIME"))));

    [GeneratedRegex("^/var/(log/|lib/lusush/(backups|transactions|history|deployment.lock))")]
    private static partial Regex Left();

    [GeneratedRegex(@"\d{8}_\d{6}(_\d+)?")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Time();
}
