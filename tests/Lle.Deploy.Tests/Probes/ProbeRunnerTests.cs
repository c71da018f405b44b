using Lle.Deploy.Diagnostics;
using Lle.Deploy.Probes;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Probes;

[TestClass]
public sealed class ProbeRunnerTests
{
    private static readonly Probe Basic = DefaultProbes.Integration[0];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    [DataRow("mksh")]
    [DataRow("zsh")]
    [DataRow("yash")]
    [DataRow("ksh")]
    public void A_shell_passes_the_basic_probe(string shell)
    {
        var report = Run(Tools.Require(shell), Basic);
        Assert.IsTrue(report.Passed);
        Assert.AreEqual(ProbeOutcome.Passed, report.Records[0].Outcome);
        Assert.AreEqual(0, report.Records[0].ExitCode);
        Assert.Contains("integration test 42", report.Records[0].Answer);
    }

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    [DataRow("mksh")]
    [DataRow("zsh")]
    [DataRow("yash")]
    [DataRow("ksh")]
    public void A_command_no_shell_knows_passes_with_a_warning(string shell)
    {
        var report = Run(Tools.Require(shell), new Probe("unknown", "nosuchcommand enable\nexit\n") { MayBeUnknown = true });
        Assert.AreEqual("LLE1717", report.Diagnostics.Single().Code);
        Assert.AreEqual(ProbeOutcome.Warning, report.Records[0].Outcome);
        Assert.IsTrue(report.Passed);
    }

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    [DataRow("mksh")]
    [DataRow("zsh")]
    [DataRow("yash")]
    [DataRow("ksh")]
    public void All_commands_that_a_shell_does_not_know_are_one_warning(string shell)
    {
        var report = ProbeRunner.Run(
            Tools.Require(shell), null, DefaultProbes.UserExperience, strict: false, TestContext.CancellationToken);

        var warning = report.Diagnostics.Single();
        Assert.AreEqual("LLE1717", warning.Code);
        Assert.Contains("Probes 'display system', 'memory pool', 'themes'", warning.Message);
        Assert.HasCount(3, report.Records.Where(record => record.Outcome == ProbeOutcome.Warning));
        Assert.IsTrue(report.Records.Where(record => record.Outcome == ProbeOutcome.Warning).All(
            record => record.Evidence.Contains($"'{record.Name}'")), "each record says what its own probe found");
    }

    [TestMethod]
    public void A_default_probe_finds_no_program_where_the_shell_sets_its_own_search_path()
    {
        using var folder = new PrivateFolder();
        var (shell, started) = Tools.ShellWithForeignDisplay(folder.Work);

        Assert.AreEqual("LLE1717", Run(shell, DefaultProbes.Integration[1]).Diagnostics.Single().Code);
        Assert.IsFalse(File.Exists(started));
    }

    [TestMethod]
    public void A_default_probe_finds_no_program_of_the_machine_in_place_of_a_missing_builtin()
    {
        var display = DefaultProbes.Integration[1];
        var asksForAProgram = display with { Input = display.Input.Replace("display enable", "ls /", StringComparison.Ordinal) };

        Assert.AreEqual("LLE1717", Run(Tools.Require("dash"), asksForAProgram).Diagnostics.Single().Code);
        Assert.IsEmpty(Run(Tools.Require("dash"),
            new Probe("own", "ls /\nexit\n") { ExpectOutput = ProbeRules.Pattern("etc") }).Diagnostics);
    }

    [TestMethod]
    public void Strict_probes_fail_an_unknown_command()
    {
        var report = ProbeRunner.Run(
            Tools.Require("bash"), null, [new Probe("unknown", "nosuchcommand\nexit\n") { MayBeUnknown = true }], strict: true,
            TestContext.CancellationToken);
        Assert.AreEqual("LLE1718", report.Diagnostics.Single().Code);
        Assert.IsFalse(report.Passed);
    }

    [TestMethod]
    public void A_shell_with_a_line_editor_passes_every_default_probe_or_says_what_it_does_not_know()
    {
        using var folder = new PrivateFolder();
        var report = ProbeRunner.Run(Tools.ShellWithLineEditor(folder.Work), null, DefaultProbes.UserExperience, strict: false,
            TestContext.CancellationToken);
        Assert.IsTrue(report.Passed, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(ProbeOutcome.Passed, report.Records[0].Outcome);
    }

    [TestMethod]
    public void An_answer_too_long_to_be_kept_cannot_show_that_it_lacks_something() => AssertFails(
        "LLE1719", "dash", new Probe("long", "")
        { Arguments = ["-c", "head -c 100000 /dev/zero | tr '\\0' a"], RejectOutput = ProbeRules.Pattern("secret") });

    [TestMethod]
    public void An_answer_too_long_to_be_kept_is_called_too_long_where_what_is_expected_may_be_in_the_rest() => AssertFails(
        "LLE1719", "dash", new Probe("long", "")
        { Arguments = ["-c", "head -c 100000 /dev/zero | tr '\\0' a; echo end"], ExpectOutput = ProbeRules.Pattern("end") });

    [TestMethod]
    public void Cat_is_no_shell() => AssertFails("LLE1714", "cat", Basic with { Arguments = [] });

    [TestMethod]
    public void False_is_no_shell() => AssertFails("LLE1713", "false", Basic);

    [TestMethod]
    public void A_program_that_waits_for_ever_is_killed() =>
        AssertFails("LLE1711", "sleep", Basic with { Arguments = ["1000"], TimeLimit = TimeSpan.FromMilliseconds(200) });

    [TestMethod]
    public void An_answer_and_then_a_crash_is_a_crash() =>
        AssertFails("LLE1712", "sh", Basic with { Input = Basic.Input + "kill -SEGV $$\n" });

    [TestMethod]
    public void A_rejected_answer_is_quoted()
    {
        var report = AssertFails("LLE1715", "sh",
            new Probe("reject", "echo all; echo 'segmentation fault'\n") { RejectOutput = ProbeRules.Pattern("fault$") });
        Assert.Contains("'segmentation fault'", report.Diagnostics[0].Message);
    }

    [TestMethod]
    public void An_expected_exit_code_is_no_failure() =>
        Assert.IsTrue(Run(Tools.Require("sh"), new Probe("exit", "exit 7\n") { ExpectExitCode = 7 }).Passed);

    [TestMethod]
    public void A_probe_of_severity_warning_does_not_fail_the_deployment()
    {
        var report = Run(Tools.Require("false"), Basic with { Severity = Severity.Warning });
        Assert.IsTrue(report.Passed);
        Assert.AreEqual(ProbeOutcome.Warning, report.Records[0].Outcome);
        Assert.AreEqual("LLE1713", report.Diagnostics[0].Code);
    }

    [TestMethod]
    public void A_missing_program_says_why()
    {
        var report = Run("/nonexistent/shell", Basic);
        Assert.AreEqual("LLE1710", report.Diagnostics.Single().Code);
        Assert.IsNull(report.Records[0].ExitCode);
    }

    [TestMethod]
    public void A_pattern_that_backtracks_for_ever_is_stopped()
    {
        var probe = new Probe("slow", "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n")
        { ExpectOutput = ProbeRules.Pattern("(a|aa)+$") };
        AssertFails("LLE1716", "sh", probe);
    }

    [TestMethod]
    public void Escape_sequences_are_gone_before_matching_and_from_the_record()
    {
        var probe = new Probe("colour", "printf '\\033[31mre\\033[0md %d\\n' $((6*7))\n") { ExpectOutput = ProbeRules.Pattern("^red 42$") };
        var report = Run(Tools.Require("sh"), probe);
        Assert.AreEqual(ProbeOutcome.Passed, report.Records[0].Outcome, report.Records[0].Evidence);
        Assert.DoesNotContain("\u001b", report.Records[0].Answer);
    }

    [TestMethod]
    public void A_message_stays_one_line_whatever_the_program_prints()
    {
        var report = Run(Tools.Require("sh"), new Probe("lines", "printf 'a\\nb\\033[2J\\rc'; exit 9\n"));
        Assert.DoesNotContain("\n", report.Diagnostics[0].Text);
        Assert.DoesNotContain("\u001b", report.Diagnostics[0].Text);
    }

    [TestMethod]
    public void Each_probe_starts_in_a_clean_home()
    {
        var write = new Probe("write", "echo x >~/trace; echo x >trace\n");
        var look = new Probe("look", "ls -A ~ . | grep -c trace\n") { ExpectOutput = ProbeRules.Pattern("^0$"), ExpectExitCode = 1 };
        Assert.IsTrue(Run(Tools.Require("sh"), write, look).Passed);
    }

    [TestMethod]
    public void The_history_of_the_user_is_not_touched()
    {
        var report = Run(Tools.Require("bash"),
            new Probe("history", "echo $HISTFILE\nexit\n") { ExpectOutput = ProbeRules.Pattern("^/tmp/lle-") });
        Assert.IsTrue(report.Passed, report.Records[0].Evidence);
    }

    [TestMethod]
    public void A_flood_of_output_is_capped()
    {
        var report = Run(Tools.Require("sh"), new Probe("flood", "i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done\n"));
        Assert.IsTrue(report.Passed);
        Assert.IsInRange(1000, 4100, report.Records[0].Answer.Length);
    }

    private ProbeReport Run(string binary, params Probe[] probes) =>
        ProbeRunner.Run(binary, null, probes, strict: false, TestContext.CancellationToken);

    private ProbeReport AssertFails(string code, string tool, Probe probe)
    {
        var report = Run(Tools.Require(tool), probe);
        Assert.IsFalse(report.Passed);
        Assert.AreEqual(code, report.Diagnostics.Single().Code);
        Assert.AreEqual(ProbeOutcome.Failed, report.Records[0].Outcome);
        return report;
    }
}
