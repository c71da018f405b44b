using System.Diagnostics;
using Lle.Deploy.Tests.Bundles;

namespace Lle.Deploy.Tests.CommandLine;

/// <summary>What is linked into lle, and what it must not take from the machine.</summary>
[TestClass]
public sealed class StaticLleTests
{
    [TestMethod]
    public void It_names_the_openssl_that_is_built_in_and_prints_the_licences()
    {
        Assert.Contains("(built in)", Run(StaticLle.Require(), "version").Output);
        var notices = Run(StaticLle.Require(), "notices").Output;
        foreach (var part in new[] { "OpenSSL", ".NET", "GNU C Library", "relink" })
        {
            Assert.Contains(part, notices);
        }
    }

    [TestMethod]
    public void It_reads_no_configuration_of_openssl_and_loads_no_library()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Make().Path;
        var planted = Path.Combine(folder.Root, "planted.cnf");
        File.WriteAllText(planted, "openssl_conf = x\n[x]\n");
        var key = Path.Combine(folder.Root, "key.pem");
        Assert.AreEqual(0, Run("/bin/sh", "-c", $"openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout -out {key}")
            .ExitCode);
        var trace = Path.Combine(folder.Root, "trace");

        Run(Tools.Require("strace"), "-f", "-e", "trace=file", "-o", trace, "-E", $"OPENSSL_CONF={planted}", "-E",
            $"OPENSSL_MODULES={folder.Root}/modules", "-E", $"OPENSSL_ENGINES={folder.Root}/engines", StaticLle.Require(), "verify", bundle,
            "--trusted-keys", key);

        var calls = File.ReadAllText(trace);
        Assert.Contains(bundle, calls);
        foreach (var never in new[] { "planted.cnf", "openssl.cnf", "/modules", "/engines", ".so" })
        {
            Assert.DoesNotContain(never, calls);
        }
    }

    [TestMethod]
    public void The_manual_page_is_clean()
    {
        var page = Path.GetTempFileName();
        File.WriteAllText(page, Run(StaticLle.Require(), "man").Output);

        var run = Run(Tools.Require("mandoc"), "-T", "lint", "-W", "warning", page);

        Assert.AreEqual("", run.Output + run.Errors);
        File.Delete(page);
    }

    [TestMethod]
    [DataRow("bash", "-c", """. "$1"; COMP_WORDS=(lle sta); COMP_CWORD=1; _lle; echo "${COMPREPLY[@]}" """, "status")]
    [DataRow("bash", "-c", """. "$1"; COMP_WORDS=(lle deploy --payload-k); COMP_CWORD=2; _lle; echo "${COMPREPLY[@]}" """,
        "--payload-kind")]
    [DataRow("bash", "-c", """. "$1"; COMP_WORDS=(lle deploy --payload-kind t); COMP_CWORD=3; _lle; echo "${COMPREPLY[@]}" """, "tree")]
    [DataRow("zsh", "-fc", """autoload -U compinit; compinit -D; . "$1"; echo ${_comps[lle]}""", "_lle")]
    [DataRow("fish", "-c", """source $argv[2]; complete -C 'lle sta'""", "status")]
    [DataRow("fish", "-c", """source $argv[2]; complete -C 'lle deploy --payload-kind t'""", "tree")]
    public void The_completions_complete_in_their_shell(string shell, string how, string script, string expected)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Run(StaticLle.Require(), "completion", shell).Output);

        var run = Run(Tools.Require(shell), how, script, shell, file);

        Assert.StartsWith(expected, run.Output.Trim(), run.Errors);
        Assert.AreEqual("", run.Errors);
        File.Delete(file);
    }

    private static LleRun Run(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new LleRun(process.ExitCode, output, errors.Result);
    }
}
