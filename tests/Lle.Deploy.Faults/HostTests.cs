namespace Lle.Deploy.Faults;

/// <summary>
/// LleInstallHost under kills, errors and power cuts: lle and its link belong to the transaction of the run that brings them, and to
/// whichever installation of the prefix has come to rely on them since. The lle under test brings itself; for older ones, and where only
/// files matter, a script that knows its version stands in.
/// </summary>
[TestClass]
public sealed class HostTests
{
    private const string BringsItself = "LleInstallHost=true";

    [TestMethod]
    public void A_first_deployment_that_brings_lle_and_is_killed_at_any_call_leaves_nothing_or_all_of_it() =>
        KillTests.Sweep(_ => { }, s => s.Command("deploy", "A", BringsItself), sampled: 10);

    [TestMethod]
    public void An_upgrade_that_brings_a_newer_lle_and_is_killed_at_any_call_leaves_the_old_or_the_new() =>
        KillTests.Sweep(s => s.Do("deploy", "A", Brings(s, "0.1.0")), s => s.Command("deploy", "B", BringsItself), sampled: 10);

    [TestMethod]
    public void An_upgrade_that_brings_a_newer_lle_and_meets_an_error_says_so_and_leaves_the_old() => ErrorTests.Sweep(
        s => s.Do("deploy", "A", Brings(s, "0.1.0")), s => s.Command("deploy", "B", BringsItself), sampled: 1);

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
            sandbox.Do("deploy", "A", Brings(sandbox, "0.1.0"));
        }

        var before = sandbox.Save();
        var command = operation == "uninstall" ? sandbox.Command("uninstall", "A") : sandbox.Command("deploy", "B", BringsItself);
        var version = ProcessRun.Start(Strace.Host, ["--version"]).Output;
        foreach (var call in Sampling.Spread(Strace.Changes(sandbox, command), 8))
        {
            sandbox.Load(before);
            Strace.Kill(call, command);
            sandbox.Do("deploy", "A", [.. Brings(sandbox, "itself"), .. Second(sandbox)]);
            var second = Fingerprint.Of(sandbox.Layout).Entries
                .Where(entry => entry.Key.Contains("second", StringComparison.Ordinal)).ToList();

            sandbox.Do("recover");

            var link = Path.Combine(sandbox.Prefix, "bin/lle");
            Assert.AreEqual(version, ProcessRun.Start(link, ["--version"]).Output, $"killed at {call.Text}");
            var now = Fingerprint.Of(sandbox.Layout).Entries;
            foreach (var (path, state) in second)
            {
                Assert.AreEqual(state, now.GetValueOrDefault(path), $"killed at {call.Text}: {path}");
            }

            Assert.IsFalse(now.Keys.Any(path => path.Contains("/.lle-", StringComparison.Ordinal)), $"killed at {call.Text}: left over");
        }
    }

    /// <summary>A package with an lle of this version for both architectures; "itself": the one under test.</summary>
    private static string[] Brings(Sandbox sandbox, string version)
    {
        var package = Path.Combine(sandbox.Root, "lle-" + version);
        foreach (var platform in new[] { "linux-x64", "linux-arm64" })
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(package, platform)).FullName, "lle");
            if (File.Exists(file))
            {
                continue;
            }

            if (version == "itself")
            {
                File.CreateSymbolicLink(file, Strace.Host);
            }
            else
            {
                Sandbox.Write(file, $"#!/bin/sh\necho {version}\n", 0x1ed);
            }
        }

        return [BringsItself, $"LleHostPackage={package}"];
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
