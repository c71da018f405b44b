using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Faults;

/// <summary>R7: names on the way are swapped for links that lead elsewhere, without pause, while the engine works.</summary>
[TestClass]
public sealed class SwapperTests
{
    [TestMethod]
    public void Whoever_swaps_directories_for_links_changes_nothing_outside()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var canary = Path.Combine(sandbox.Root, "canary");
        Sandbox.Tool("cp", "-a", sandbox.Prefix, canary);
        var expected = Listing(canary);
        (string Folder, string Name)[] targets =
            [(sandbox.Prefix, "bin"), (sandbox.Prefix, "etc"), (sandbox.Layout.DataDir, "backups"),
                (sandbox.Layout.DataDir, "transactions"), (sandbox.Layout.DataDir, "history")];
        foreach (var (folder, name) in targets)
        {
            File.CreateSymbolicLink(Path.Combine(folder, name + "-link"), canary + Path.Combine(folder, name)[sandbox.Prefix.Length..]);
        }


        using var stop = new CancellationTokenSource();
        var swaps = 0L;
        var swapper = Task.Run(() =>
        {
            for (var index = 0; !stop.IsCancellationRequested; index++)
            {
                var (folder, name) = targets[index % targets.Length];
                using var parent = PosixDirectory.Open(folder);
                parent.TryExchange(name, name + "-link");
                parent.TryExchange(name, name + "-link");
                swaps += 2;
                // Long enough for a walk to come through now and then, and short enough to meet every step some time.
                Thread.Sleep(index % 4);
            }
        });
        var outcomes = new Dictionary<string, int>();
        for (var run = 0; run < Sampling.Of(15, 200); run++)
        {
            var outcome = Deploy(sandbox, run % 2 == 0 ? "B" : "A");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        stop.Cancel();
        swapper.Wait();
        Console.WriteLine($"{swaps} swaps; {string.Join(", ", outcomes.Select(o => $"{o.Key}: {o.Value}"))}");
        Assert.AreEqual("", string.Join('\n', Listing(canary).Except(expected).Concat(expected.Except(Listing(canary))).Take(5)));
        Assert.IsGreaterThan(100L, swaps);
    }

    /// <summary>The same without chance: the link is there from one step on until the undo has ended.</summary>
    [TestMethod]
    [DataRow("BINARY_INSTALLATION", "bin")]
    [DataRow("CONFIGURATION_DEPLOYMENT", "etc")]
    [DataRow("SECURITY_CONFIGURATION", "etc/lusush")]
    [DataRow("BACKUP_CREATION", "var/lib/lusush/backups")]
    [DataRow("BINARY_INSTALLATION", "var/lib/lusush")]
    [DataRow("MONITORING_ACTIVATION", "etc")]
    public void A_link_in_place_of_a_directory_leads_nowhere_from_any_step_on(string phase, string directory)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var canary = Path.Combine(sandbox.Root, "canary");
        Sandbox.Tool("cp", "-a", sandbox.Prefix, canary);
        var expected = Listing(canary);
        var (path, aside) = (Path.Combine(sandbox.Prefix, directory), Path.Combine(sandbox.Root, "aside"));
        var steps = Steps.All
            .Where(step => step.Phase != Phase.IntegrationValidation && step.Phase != Phase.PerformanceValidation).ToList();
        using (var deployment = Deployment.Open(sandbox.Options("B"), steps, OperationListener.Of(sandbox.Told.Add)))
        {
            foreach (var step in steps)
            {
                if (step.Phase.Name == phase && !Directory.Exists(aside))
                {
                    Directory.Move(path, aside);
                    File.CreateSymbolicLink(path, Path.Combine(canary, directory));
                }

                if (!deployment.Run(step, CancellationToken.None))
                {
                    break;
                }
            }

            deployment.Abandon("a phase failed");
        }

        Assert.IsTrue(Directory.Exists(aside));
        Assert.AreEqual("", string.Join('\n', Listing(canary).Except(expected).Concat(expected.Except(Listing(canary))).Take(5)));
    }

    private static string Deploy(Sandbox sandbox, string version)
    {
        try
        {
            return sandbox.Run("deploy", version).Status.ToString();
        }
        catch (DeploymentException refused)
        {
            return $"refused ({refused.Diagnostics[0].Code})";
        }
    }

    private static List<string> Listing(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(p => File.Exists(p)
        ? $"{p} {Convert.ToString((int)File.GetUnixFileMode(p), 8)} " +
            $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(p)))}" : p)];
}
