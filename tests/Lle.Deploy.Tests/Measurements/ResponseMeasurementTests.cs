using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class ResponseMeasurementTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    [DataRow("mksh")]
    [DataRow("zsh")]
    [DataRow("yash")]
    public void A_shell_answers_over_a_pipe(string shell)
    {
        var record = Measure(Tools.Require(shell), ResponseMode.Pipe).Record;
        Assert.AreEqual(ResponseMode.Pipe, record.Mode);
        Assert.AreEqual(8, record.RoundTrip.Count);
        Assert.IsGreaterThan(0.0, record.RoundTrip.Minimum);
        Assert.IsNull(record.KeyEcho);
        Assert.IsNull(record.FirstPromptMicroseconds);
    }

    [TestMethod]
    [DataRow("dash")]
    [DataRow("bash")]
    [DataRow("mksh")]
    [DataRow("zsh")]
    [DataRow("fish")]
    [DataRow("yash")]
    public void A_shell_answers_on_a_terminal(string shell)
    {
        var record = Measure(Tools.Require(shell), ResponseMode.Terminal).Record;
        Assert.AreEqual(ResponseMode.Terminal, record.Mode);
        Assert.AreEqual(8, record.RoundTrip.Count);
        Assert.IsGreaterThan(0.0, record.RoundTrip.Minimum);
        Assert.AreEqual(8, record.KeyEcho!.Count);
        Assert.IsGreaterThan(0.0, record.KeyEcho.Minimum);
        Assert.IsGreaterThan(0.0, record.FirstPromptMicroseconds!.Value);
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void A_multi_call_binary_answers_under_its_name(string mode) =>
        Assert.AreEqual(8, Measure(Tools.Require("busybox"), Mode(mode), plan => plan with { Argv0 = "sh" }).Record.RoundTrip.Count);

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void A_shell_with_a_display_cache_answers_and_reports_its_rate(string mode)
    {
        using var folder = new PrivateFolder();
        var outcome = Measure(Tools.ShellWithLineEditor(folder.Work), Mode(mode), plan => plan with { AskCacheHitRate = true });
        Assert.AreEqual(8, outcome.Record.RoundTrip.Count);
        Assert.IsInRange(1.0, 100.0, outcome.CacheHitRatePercent!.Value);
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void Asking_for_the_rate_starts_no_program_of_that_name(string mode)
    {
        using var folder = new PrivateFolder();
        var (shell, started) = Tools.ShellWithForeignDisplay(folder.Work);

        Assert.IsNull(Measure(shell, Mode(mode), plan => plan with { AskCacheHitRate = true }).CacheHitRatePercent);
        Assert.IsFalse(File.Exists(started));
    }

    [TestMethod]
    public void A_shell_without_a_display_cache_reports_no_rate() =>
        Assert.IsNull(Measure(Tools.Require("dash"), ResponseMode.Terminal,
            plan => plan with { AskCacheHitRate = true }).CacheHitRatePercent);

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void Echoing_the_input_is_no_answer(string mode)
    {
        // cat on a terminal shows every key and repeats every line; before that, this one shows a prompt.
        var failure = Fail(Tools.Require("sh"), Mode(mode),
            plan => plan with { Arguments = ["-c", "printf '$ '; exec cat"], AnswerLimit = TimeSpan.FromSeconds(0.5) });
        Assert.AreEqual("LLE1823", failure.Code);
        Assert.Contains("echo L'le'00000yz", failure.Message);
    }

    [TestMethod]
    public void A_program_without_a_prompt_is_named_with_what_it_printed()
    {
        var failure = Fail(Tools.Require("cat"), ResponseMode.Terminal,
            plan => plan with { Arguments = [], AnswerLimit = TimeSpan.FromSeconds(0.3) });
        Assert.AreEqual("LLE1822", failure.Code);
        Assert.Contains("printed nothing", failure.Message);
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void A_program_that_ends_is_named_with_its_exit_status(string mode)
    {
        var failure = Fail(Tools.Require("sh"), Mode(mode), plan => plan with { Arguments = ["-c", "echo no licence; exit 3"] });
        Assert.AreEqual("LLE1821", failure.Code);
        Assert.Contains("exit status 3", failure.Message);
        Assert.Contains("no licence", failure.Message);
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void A_shell_that_crashes_is_named_with_its_signal(string mode)
    {
        var failure = Fail(Tools.Require("sh"), Mode(mode),
            plan => plan with { Arguments = ["-c", "printf '$ '; read line; kill -SEGV $$"] });
        Assert.AreEqual("LLE1821", failure.Code);
        Assert.Contains("SIGSEGV", failure.Message);
    }

    [TestMethod]
    public void A_program_that_hides_what_is_typed_has_no_key_echo()
    {
        var failure = Fail(Tools.Require("sh"), ResponseMode.Terminal, plan => plan with
        {
            Arguments = ["-c", $"stty -echo; exec {Tools.Require("dash")} -i"],
            AnswerLimit = TimeSpan.FromSeconds(2),
        });
        Assert.AreEqual("LLE1824", failure.Code);
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void A_missing_program_says_why(string mode) =>
        Assert.AreEqual("LLE1820", Fail("/nonexistent/shell", Mode(mode), plan => plan).Code);

    [TestMethod]
    public void A_slow_start_that_throws_away_what_was_typed_is_waited_for()
    {
        // Something is printed, then nothing for a while, then the terminal is flushed, as line editors do.
        var script = $"echo loading; sleep 0.3; stty raw; stty sane; timeout 0.1 cat >/dev/null; exec {Tools.Require("dash")} -i";
        var record = Measure(Tools.Require("sh"), ResponseMode.Terminal, plan => plan with { Arguments = ["-c", script] }).Record;
        Assert.AreEqual(8, record.RoundTrip.Count);
        Assert.IsGreaterThan(300_000.0, record.FirstPromptMicroseconds!.Value);
    }

    [TestMethod]
    public void The_time_limit_ends_slow_rounds_early() =>
        Assert.AreEqual(6, Measure(Tools.Require("dash"), ResponseMode.Pipe,
            plan => plan with { Rounds = 1000, MaxTime = TimeSpan.Zero }).Record.RoundTrip.Count);

    [TestMethod]
    public void A_session_leaves_no_process_and_no_folder_behind()
    {
        using var proof = new PrivateFolder();
        var note = Path.Combine(proof.Work, "note");
        var script = $"echo $$ $HOME >'{note}'; exec {Tools.Require("dash")} -i";
        _ = Measure(Tools.Require("sh"), ResponseMode.Terminal, plan => plan with { Arguments = ["-c", script] });
        var words = File.ReadAllText(note).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.IsFalse(Directory.Exists($"/proc/{words[0]}"));
        Assert.IsFalse(Directory.Exists(words[1]));
    }

    [TestMethod]
    public void The_session_runs_in_an_empty_folder_that_is_not_its_home()
    {
        using var proof = new PrivateFolder();
        var note = Path.Combine(proof.Work, "note");
        var script = $"{{ pwd; echo $HOME; ls -A . $HOME | grep -c . ; env | cut -d= -f1 | sort | tr '\\n' ' '; }} >'{note}'; exec " +
            $"{Tools.Require("dash")} -i";
        _ = Measure(Tools.Require("sh"), ResponseMode.Terminal, plan => plan with { Arguments = ["-c", script] });
        var lines = File.ReadAllLines(note);
        Assert.AreNotEqual(lines[0], lines[1]);
        Assert.AreEqual("2", lines[2], "only the two names that ls prints above each folder");
        Assert.AreEqual("HOME LANG PATH PWD TERM ", lines[3], "PWD is the shell's own doing");
    }

    [TestMethod]
    public void Cancelling_ends_a_session()
    {
        using var cancel = new CancellationTokenSource(200);
        var cat = Tools.Require("cat");
        Assert.ThrowsExactly<OperationCanceledException>(
            () => ResponseMeasurement.Measure(cat, new ResponsePlan(ResponseMode.Terminal) { Arguments = [] }, cancel.Token));
    }

    [TestMethod]
    [DataRow("pipe")]
    [DataRow("terminal")]
    public void A_program_that_prints_for_ever_fails_in_time(string mode)
    {
        var failure = Fail(Tools.Require("yes"), Mode(mode),
            plan => plan with { Arguments = ["prompt> "], AnswerLimit = TimeSpan.FromSeconds(0.5) });
        Assert.Contains(failure.Code, new[] { "LLE1821", "LLE1823", "LLE1824" });
    }

    [TestMethod]
    public void A_program_that_asks_the_terminal_for_ever_and_reads_nothing_fails_in_time()
    {
        var script = "stty raw -echo; while :; do printf '\\033[6n'; done";
        var failure = Fail(Tools.Require("dash"), ResponseMode.Terminal,
            plan => plan with { Arguments = ["-c", script], AnswerLimit = TimeSpan.FromSeconds(0.5) });
        Assert.Contains(failure.Code, new[] { "LLE1821", "LLE1823", "LLE1824" });
    }

    [TestMethod]
    public void Cancelling_ends_a_session_with_a_program_that_prints_for_ever()
    {
        using var cancel = new CancellationTokenSource(200);
        var yes = Tools.Require("yes");
        Assert.ThrowsExactly<OperationCanceledException>(() => ResponseMeasurement.Measure(
            yes, new ResponsePlan(ResponseMode.Terminal) { Arguments = [], AnswerLimit = Patience }, cancel.Token));
    }

    [TestMethod]
    public void The_mode_that_does_not_gate_may_fail_with_a_warning()
    {
        // fish runs nothing of a pipe before it has read all of it.
        var plan = new ResponsePlan(ResponseMode.Terminal, Rounds: 6) { AnswerLimit = TimeSpan.FromSeconds(2) };
        var report = ResponseValidation.Measure(Tools.Require("fish"), plan, TestContext.CancellationToken);
        Assert.IsNull(report.Pipe);
        Assert.IsTrue(report.Terminal!.Gating);
        Assert.AreEqual("LLE1827", report.Diagnostics.Single().Code);
        Assert.AreEqual(Severity.Warning, report.Diagnostics.Single().Severity);
    }

    [TestMethod]
    public void The_mode_that_gates_may_not_fail()
    {
        var plan = new ResponsePlan(ResponseMode.Pipe) { AnswerLimit = TimeSpan.FromSeconds(0.5) };
        var fish = Tools.Require("fish");
        var failure = Assert.ThrowsExactly<DeploymentException>(
            () => ResponseValidation.Measure(fish, plan, TestContext.CancellationToken));
        Assert.AreEqual("LLE1823", failure.Diagnostics[0].Code);
    }

    private static ResponseMode Mode(string name) => Enum.Parse<ResponseMode>(name, ignoreCase: true);

    private ResponseOutcome Measure(string binary, ResponseMode mode, Func<ResponsePlan, ResponsePlan>? change = null)
    {
        var plan = new ResponsePlan(mode, Rounds: 8, WarmUp: 3) { AnswerLimit = Patience, MaxTime = Patience };
        return ResponseMeasurement.Measure(binary, change?.Invoke(plan) ?? plan, TestContext.CancellationToken);
    }

    private Diagnostic Fail(string binary, ResponseMode mode, Func<ResponsePlan, ResponsePlan> change) =>
        Assert.ThrowsExactly<DeploymentException>(() => Measure(binary, mode, change)).Diagnostics[0];
}
