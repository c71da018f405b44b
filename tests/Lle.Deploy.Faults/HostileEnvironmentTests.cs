using System.Text.RegularExpressions;
using Lle.Deploy.Installed;
using Lle.Deploy.Logging;

namespace Lle.Deploy.Faults;

/// <summary>R10: whoever starts a deployment may have an odd or a poisoned environment; the deployment does not take it over.</summary>
[TestClass]
public sealed partial class HostileEnvironmentTests
{
    [TestMethod]
    public void Nothing_that_is_planted_in_the_environment_runs_or_is_passed_on()
    {
        using var sandbox = new Sandbox();
        var planted = Path.Combine(sandbox.Root, "planted");
        var proof = Path.Combine(sandbox.Root, "it-ran");
        Directory.CreateDirectory(planted);
        foreach (var name in new[] { "sh", "date", "awk", "sed", "grep", "cat", "ls", "rm", "mv", "cp", "find", "stat", "id", "sha256sum",
            "cksum", "expr", "wc", "tail", "head", "sort", "mktemp", "lusush", "env", "od", "tr", "cut", "df", "uname" })
        {
            Sandbox.Write(Path.Combine(planted, name), $"#!/bin/sh\necho {name} >> '{proof}'\n", 0x1ed);
        }

        Sandbox.Write(Path.Combine(planted, "startup.sh"), $"echo startup >> '{proof}'\n", 0x1ed);
        File.CreateSymbolicLink(Path.Combine(planted, "home"), "/");
        var payload = sandbox.Payload("A");
        Sandbox.Write(Path.Combine(payload, "lusush"),
            $"#!/bin/sh\nenv >> '{sandbox.Root}/passed-on'\npwd >> '{sandbox.Root}/directories'\necho '{Sandbox.Answer("A")}'\n", 0x1ed);
        var run = ProcessRun.Start(Strace.Host, sandbox.Command("deploy", "A", $"LleDataDir={sandbox.Layout.DataDir}"), start =>
        {
            start.WorkingDirectory = planted;
            foreach (var (name, value) in new[]
            {
                ("PATH", $".:{planted}"), ("BASH_ENV", $"{planted}/startup.sh"), ("ENV", $"{planted}/startup.sh"), ("IFS", "/"),
                ("CDPATH", planted),
                ("LD_PRELOAD", $"{planted}/none.so"), ("LD_LIBRARY_PATH", planted), ("TMPDIR", planted), ("HOME", planted),
                ("SHELLOPTS", "xtrace"), ("PS4", $"$(echo ps4 >> '{proof}')"),
                ("LLE_DATA_DIR", "/nowhere"), ("PERL5OPT", "-Mnone"), ("PYTHONPATH", planted),
            })
            {
                start.Environment[name] = value;
            }
        });
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.IsFalse(File.Exists(proof), File.Exists(proof) ? File.ReadAllText(proof) : "");
        Assert.DoesNotContain(planted, File.ReadAllText(Path.Combine(sandbox.Root, "passed-on")));
        Assert.DoesNotContain(planted, File.ReadAllText(Path.Combine(sandbox.Root, "directories")));
        Assert.IsTrue(File.Exists(sandbox.Layout.DeploymentState), "the data directory is the given one");
    }

    [TestMethod]
    [DataRow("000")]
    [DataRow("022")]
    [DataRow("077")]
    [DataRow("0777")]
    public void A_secret_file_is_never_wider_than_600_whatever_the_umask(string umask)
    {
        using var sandbox = new Sandbox();
        var log = Path.Combine(sandbox.Root, "strace.log");
        string[] host = [Strace.Host, .. sandbox.Command("deploy", "A")];
        var run = ProcessRun.Start(Tools.Require("sh"),
            ["-c", $"umask {umask}; log=$1; shift; exec \"$0\" -qq -y -o \"$log\" -e trace=openat,mkdirat,fchmod \"$@\"",
            Tools.Require("strace"), log, .. host]);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        var created = new List<string>();
        foreach (var line in File.ReadLines(log).Where(l => l.Contains(sandbox.Prefix, StringComparison.Ordinal)))
        {
            if (line.StartsWith("openat", StringComparison.Ordinal) && line.Contains("O_CREAT", StringComparison.Ordinal))
            {
                created.Add(line);
                Assert.MatchesRegex(CreatedSecret(), line);
            }

            Assert.IsFalse(IsSecret().IsMatch(line) && WideMode().IsMatch(line), line);
        }

        Assert.IsGreaterThan(10, created.Count);
        foreach (var (path, mode) in new[] { (sandbox.Layout.SecurityConfiguration, 0x180), (sandbox.Layout.AuditLog, 0x180),
            (sandbox.Layout.SecurityAuditLog, 0x180), (sandbox.Layout.BackupDir, 0x1c0), (sandbox.Layout.Binary, 0x1ed),
            (sandbox.Layout.Configuration, 0x1a4), (sandbox.Layout.BinDir, 0x1ed), (sandbox.Layout.DataDir, 0x1ed) })
        {
            Assert.AreEqual((UnixFileMode)mode, File.GetUnixFileMode(path), path);
        }
    }

    [GeneratedRegex("O_EXCL.*, 0600\\)")]
    private static partial Regex CreatedSecret();

    /// <summary>Staged names do not say what they become; those are created 600 and widened to the mode of what they replace.</summary>
    [GeneratedRegex("security_audit.log|deployment_audit.log|/journal")]
    private static partial Regex IsSecret();

    [GeneratedRegex("^fchmod.*, 0(?!600)[0-7]+\\)")]
    private static partial Regex WideMode();
}
