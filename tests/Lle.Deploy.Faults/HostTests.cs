using Lle.Deploy.Faults.PowerLoss;

namespace Lle.Deploy.Faults;

/// <summary>
/// LleInstallHost under kills, errors and power cuts: lle and its link belong to the transaction of the run that brings them, and to
/// whichever installation of the prefix has come to rely on them since. A script that knows its version stands in for lle.
/// </summary>
[TestClass]
public sealed class HostTests
{
    [TestMethod]
    public void A_first_deployment_that_brings_lle_and_is_killed_at_any_call_leaves_nothing_or_all_of_it() =>
        KillTests.Sweep(_ => { }, s => s.Command("deploy", "A", Brings(s, "1.0.0")), sampled: 12);

    [TestMethod]
    public void An_upgrade_that_brings_a_newer_lle_and_is_killed_at_any_call_leaves_the_old_or_the_new() =>
        KillTests.Sweep(s => s.Do("deploy", "A", Brings(s, "1.0.0")), s => s.Command("deploy", "B", Brings(s, "2.0.0")), sampled: 12);

    [TestMethod]
    public void An_upgrade_that_brings_a_newer_lle_and_meets_an_error_says_so_and_leaves_the_old() => ErrorTests.Sweep(
        s => s.Do("deploy", "A", Brings(s, "1.0.0")), s => s.Command("deploy", "B", Brings(s, "2.0.0")), sampled: 1);

    [TestMethod]
    public void A_power_cut_in_an_upgrade_that_brings_a_newer_lle_leaves_the_old_or_the_new() => PowerLossTests.Cut(
        s => s.Do("deploy", "A", Brings(s, "1.0.0")), s => s.Do("deploy", "B", Brings(s, "2.0.0")), 6, 8);

    [TestMethod]
    public void A_power_cut_in_a_deployment_that_finds_lle_there_leaves_the_old_or_the_new() => PowerLossTests.Cut(
        s => s.Do("deploy", "A", [.. Brings(s, "1.0.0"), .. Second(s)]), s => s.Do("deploy", "A", Brings(s, "1.0.0")), 6, 8);

    [TestMethod]
    [DataRow("deploy", DisplayName = "a first deployment")]
    [DataRow("upgrade", DisplayName = "an upgrade that brings a newer lle")]
    [DataRow("uninstall", DisplayName = "an uninstall that takes lle along")]
    public void An_installation_that_comes_after_a_kill_keeps_lle_whatever_the_recovery_undoes(string operation)
    {
        using var sandbox = new Sandbox();
        if (operation != "deploy")
        {
            sandbox.Do("deploy", "A", Brings(sandbox, "1.0.0"));
        }

        var before = sandbox.Save();
        var command = operation == "uninstall" ? sandbox.Command("uninstall", "A") : sandbox.Command("deploy", "B", Brings(sandbox, "2.0.0"));
        foreach (var call in Sampling.Spread(Strace.Changes(sandbox, command), 10))
        {
            sandbox.Load(before);
            Strace.Kill(call, command);
            sandbox.Do("deploy", "A", [.. Brings(sandbox, "2.0.0"), .. Second(sandbox)]);
            var second = Fingerprint.Of(sandbox.Layout).Entries.Where(entry => entry.Key.Contains("second", StringComparison.Ordinal)).ToList();

            sandbox.Do("recover");

            var link = Path.Combine(sandbox.Prefix, "bin/lle");
            Assert.AreEqual("2.0.0", ProcessRun.Start(link, []).Output.Trim(), $"killed at {call.Text}");
            var now = Fingerprint.Of(sandbox.Layout).Entries;
            foreach (var (path, state) in second)
            {
                Assert.AreEqual(state, now.GetValueOrDefault(path), $"killed at {call.Text}: {path}");
            }

            Assert.IsFalse(now.Keys.Any(path => path.Contains("/.lle-", StringComparison.Ordinal)), $"killed at {call.Text}: left over");
        }
    }

    /// <summary>A package with such an lle for both architectures.</summary>
    private static string[] Brings(Sandbox sandbox, string version)
    {
        var package = Path.Combine(sandbox.Root, "lle-" + version);
        foreach (var platform in new[] { "linux-x64", "linux-arm64" })
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(package, platform)).FullName, "lle");
            if (!File.Exists(file))
            {
                Sandbox.Write(file, $"#!/bin/sh\necho {version}\n", 0x1ed);
            }
        }

        return ["LleInstallHost=true", $"LleHostPackage={package}"];
    }

    /// <summary>Another installation of the same prefix.</summary>
    private static string[] Second(Sandbox sandbox)
    {
        var payload = Path.Combine(sandbox.Root, "payload-second");
        Directory.CreateDirectory(payload);
        Sandbox.Write(Path.Combine(payload, "second"), "#!/bin/sh\necho second\n", 0x1ed);
        return ["LleBinaryName=second", $"LlePayloadDir={payload}"];
    }
}
