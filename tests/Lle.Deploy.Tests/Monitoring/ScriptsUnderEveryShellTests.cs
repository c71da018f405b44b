using Lle.Deploy.Monitoring;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class ScriptsUnderEveryShellTests
{
    private const string Odd = "a b'c\"d$HOME`id`\\e&f|g;h%i}j{k*l?m[n]o~p#q!ü漢(r)\ns";

    private static readonly string[] OddNames =
    [
        "with space", "quote'd", "double\"quoted", "dollar$HOME$(id)`id`", "back\\slash\\n", "new\nline", "ends in newline\n",
        "amp&er|sand;semi",
        "percent%d%s", "brace}brace{", "glob*?[a]", "ünï 漢字 \U0001f41a", "-n", "#hash", "~tilde", "@PREFIX@", "tab\there", "equals=sign",
    ];

    public static IEnumerable<object[]> ShellsAndNames => Environment.GetEnvironmentVariable("LLE_FULL") == "1"
        ? InstalledShell.Shells.SelectMany(shell => NamesFor(shell).Select(name => new[] { shell[0], name }))
        : InstalledShell.Shells.Select(shell => new[] { shell[0], NamesFor(shell)[^1] })
            .Concat(OddNames.Select(name => new object[] { "dash", name }));

    /// <summary>Lusush 1.3.0 cuts a script's own name off at the first operator in it, so nothing can be handed over from there.</summary>
    private static string[] NamesFor(object[] shell) => Path.IsPathRooted((string)shell[0]) ? ["plain", "with space"] : [.. OddNames, Odd];

    [TestMethod]
    [DynamicData(nameof(ShellsAndNames))]
    public void Status_finds_the_shell_on_any_prefix(string shell, string name)
    {
        using var installed = new InstalledShell(name);
        var ran = installed.Run(shell, installed.Layout.StatusScript);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "Current Deployment ID: 20250102_030405");
        StringAssert.Contains(ran.Output, "LLE Status: OPERATIONAL");
        Assert.AreEqual("", ran.Errors);
    }

    [TestMethod]
    [DynamicData(nameof(ShellsAndNames))]
    public void The_validator_passes_what_was_deployed_on_any_prefix(string shell, string name)
    {
        using var installed = new InstalledShell(name);
        var ran = installed.Run(shell, installed.Layout.SecurityValidator);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "Security validation: PASSED");
        StringAssert.Contains(ran.Output, $"ok: {installed.Layout.Binary} SHA-256 ");
        Assert.AreEqual("", ran.Errors);
    }

    [TestMethod]
    [DynamicData(nameof(ShellsAndNames))]
    public void The_monitor_measures_logs_and_exposes_on_any_prefix(string shell, string name)
    {
        using var installed = new InstalledShell(name);
        var ran = installed.Run(shell, installed.Layout.Monitor, ["all"], new() { ["LLE_MONITOR_RUNS"] = "5" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        Assert.AreEqual("", ran.Errors);
        StringAssert.Contains(File.ReadAllText(installed.Layout.HealthLog), "[HEALTH] LLE responsive: OK");
        StringAssert.Matches(File.ReadAllText(installed.Layout.PerformanceLog), new(@"\[PERFORMANCE\] Startup time: \d+us \(mean of 5, "));
        StringAssert.Matches(File.ReadAllText(installed.Layout.PerformanceLog), new(@"\[PERFORMANCE\] Response time: \d+us \(mean of 5, "));
        var metrics = File.ReadAllText(Path.Combine(installed.Layout.LogDir, "lle.prom"));
        var label = installed.Layout.Prefix.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
        StringAssert.Contains(metrics, $"lle_healthy{{prefix=\"{label}\",binary=\"lusush\"}} 1\n");
        StringAssert.Contains(metrics, "lle_readiness_ratio");
        Assert.IsEmpty(Directory.GetFileSystemEntries(installed.Layout.LogDir, ".monitor*"));
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void A_shell_that_does_not_answer_is_told_by_monitor_and_status(string shell)
    {
        using var installed = new InstalledShell();
        installed.ReplaceBinary("#!/bin/sh\nexit 7\n");
        var monitored = installed.Run(shell, installed.Layout.Monitor, ["all"]);
        Assert.AreEqual(1, monitored.ExitCode, monitored.All);
        StringAssert.Contains(File.ReadAllText(installed.Layout.HealthLog), "LLE responsive: FAILED (exit status 7)");
        StringAssert.Contains(File.ReadAllText(installed.Layout.AlertsLog), "[ALERT] [CRITICAL] LLE health check: failed (exit status 7)");
        StringAssert.Contains(File.ReadAllText(Path.Combine(installed.Layout.LogDir, "lle.prom")), "binary=\"lusush\"} 0\n");
        var status = installed.Run(shell, installed.Layout.StatusScript);
        Assert.AreEqual(1, status.ExitCode, status.All);
        StringAssert.Contains(status.Output, "LLE Status: NOT RESPONDING (exit status 7)");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void A_shell_that_hangs_does_not_hang_the_monitor(string shell)
    {
        using var installed = new InstalledShell();
        installed.ReplaceBinary($"#!/bin/sh\necho $$ >'{installed.Root}/pid'\nexec sleep 600\n");
        installed.AppendToMonitoring("[health]\nhealth_time_limit=1\n");
        var ran = installed.Run(shell, installed.Layout.Monitor, ["health"]);
        Assert.AreEqual(1, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "LLE responsive: FAILED (no answer within 1 seconds)");
        Assert.IsFalse(Directory.Exists($"/proc/{File.ReadAllText(installed.Root + "/pid").Trim()}"), "the hanging shell still runs");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void A_session_that_never_answers_is_an_ill_shell(string shell)
    {
        using var installed = new InstalledShell();
        installed.ReplaceBinary("#!/bin/sh\n[ \"$1\" != -i ] || cat >/dev/null\n");
        installed.AppendToMonitoring("[health]\nhealth_time_limit=1\n");
        var ran = installed.Run(shell, installed.Layout.Monitor, ["performance"], new() { ["LLE_MONITOR_RUNS"] = "3" });
        Assert.AreEqual(1, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "Response time: not measured (no answer within 6 seconds)");
        Assert.IsEmpty(Directory.GetFileSystemEntries(installed.Layout.LogDir, ".monitor*"));
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void The_caller_s_environment_decides_nothing(string shell)
    {
        using var installed = new InstalledShell();
        var planted = Directory.CreateDirectory(Path.Combine(installed.Root, "planted")).FullName;
        foreach (var name in new[] { "date", "ls", "sed", "cat", "tail", "sleep", "tr", "awk", "wc", "mkdir", "mkfifo", "sha256sum",
            "git" })
        {
            InstalledShell.Write(Path.Combine(planted, name), $"#!/bin/sh\n: >'{installed.Root}/ran'\n", RenderedMode);
        }

        var startup = Path.Combine(installed.Root, "startup");
        File.WriteAllText(startup, $": >'{installed.Root}/ran'\n");
        var hostile = new Dictionary<string, string>
        {
            ["PATH"] = planted,
            ["IFS"] = "/e",
            ["CDPATH"] = planted,
            ["BASH_ENV"] = startup,
            ["LC_ALL"] = "de_DE.UTF-8",
            ["POSIXLY_CORRECT"] = "1",
            ["LLE_MONITOR_RUNS"] = "3",
            ["BASH_FUNC_date%%"] = $"() {{ : >'{installed.Root}/ran'; }}",
            ["BASH_FUNC_printf%%"] = $"() {{ : >'{installed.Root}/ran'; }}",
        };
        foreach (var (script, arguments) in new (string, string[])[]
        {
            (installed.Layout.SecurityValidator, []), (installed.Layout.Monitor, ["all"]), (installed.Layout.StatusScript, []),
        })
        {
            var ran = installed.Run(shell, script, arguments, hostile, planted);
            Assert.AreEqual(0, ran.ExitCode, ran.All);
        }

        Assert.IsFalse(File.Exists(installed.Root + "/ran"), "something planted ran");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void Many_launches_in_a_row_are_measured(string shell)
    {
        using var installed = new InstalledShell();
        var ran = installed.Run(shell, installed.Layout.Monitor, ["performance"], new() { ["LLE_MONITOR_RUNS"] = "200" });
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "(mean of 200, ");
    }

    [TestMethod]
    public void A_shell_that_cannot_run_the_scripts_hands_over_to_sh()
    {
        using var installed = new InstalledShell();
        var poor = PoorShell(installed, Tools.Require("dash"));
        foreach (var (script, arguments) in new (string, string[])[]
        {
            (installed.Layout.SecurityValidator, []), (installed.Layout.Monitor, ["health"]), (installed.Layout.StatusScript, []),
        })
        {
            var ran = installed.Run(poor, script, arguments);
            Assert.AreEqual(0, ran.ExitCode, ran.All);
            Assert.AreEqual("", ran.Errors);
        }
    }

    [TestMethod]
    public void A_shell_that_cannot_run_the_scripts_and_is_sh_itself_gives_up()
    {
        using var installed = new InstalledShell();
        var ran = installed.Run(PoorShell(installed, Tools.Require("dash")), installed.Layout.StatusScript, [],
            new() { ["LLE_HANDED_OVER"] = "yes" });
        Assert.AreEqual(2, ran.ExitCode, ran.All);
        Assert.AreEqual("", ran.Output);
        StringAssert.Contains(ran.Errors, "lle_status: /bin/sh is not a POSIX shell");
    }

    /// <summary>Like Lusush 1.3.0 in what counts here: it reads on where it cannot follow, and knows no "!".</summary>
    private static string PoorShell(InstalledShell installed, string shell)
    {
        var path = Path.Combine(installed.Root, "poor");
        InstalledShell.Write(path, $"""
            #!/bin/sh
            script=$1
            shift
            exec {shell} -c "$(/usr/bin/sed 's/^! false/false/' "$script")" "$script" "$@"

            """, RenderedMode);
        return path;
    }

    private const UnixFileMode RenderedMode = Lle.Deploy.Monitoring.RenderedFile.Script;
}
