using Lle.Deploy.Diagnostics;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Tests.Probes;

[TestClass]
public sealed class ProbeRulesTests
{
    private static readonly ProbeText Good = new("sum") { Input = "echo sum=$((20+22))", ExpectOutput = "sum=42" };

    [TestMethod]
    public void Metadata_that_is_left_out_takes_the_documented_defaults()
    {
        var probe = ProbeRules.Read([new ProbeText("empty")])[0];
        Assert.AreEqual("-i", string.Join(' ', probe.Arguments));
        Assert.AreEqual(0, probe.ExpectExitCode);
        Assert.AreEqual(TimeSpan.FromSeconds(5), probe.TimeLimit);
        Assert.AreEqual(Severity.Error, probe.Severity);
        Assert.IsNull(probe.ExpectOutput);
    }

    [TestMethod]
    public void Metadata_is_read()
    {
        var text = Good with
        {
            Arguments = "-c 'echo \"a b\"' \"\"",
            ExpectExitCode = "3",
            RejectOutput = "fault",
            TimeoutMilliseconds = "250",
            Severity = "Warning"
        };
        var probe = ProbeRules.Read([text])[0];
        Assert.AreEqual("-c|echo \"a b\"|", string.Join('|', probe.Arguments));
        Assert.AreEqual(3, probe.ExpectExitCode);
        Assert.AreEqual(250, probe.TimeLimit.TotalMilliseconds);
        Assert.AreEqual(Severity.Warning, probe.Severity);
        Assert.AreEqual("echo sum=$((20+22))\n", probe.Input);
    }

    [TestMethod]
    public void An_invalid_pattern_is_named() => AssertRefused("LLE1701", "ExpectOutput", Good with { ExpectOutput = "sum=(" });

    [TestMethod]
    public void An_invalid_rejection_is_named() => AssertRefused("LLE1701", "RejectOutput", Good with { RejectOutput = "[" });

    [TestMethod]
    public void An_expectation_the_input_satisfies_is_refused() =>
        AssertRefused("LLE1702", "hello", Good with { Input = "echo hello", ExpectOutput = "hello" });

    [TestMethod]
    public void An_expectation_silence_satisfies_is_refused() =>
        AssertRefused("LLE1702", ".*", Good with { Input = "", ExpectOutput = ".*" });

    [TestMethod]
    public void A_severity_there_is_not_is_named() => AssertRefused("LLE1703", "fatal", Good with { Severity = "fatal" });

    [TestMethod]
    [DataRow("soon")]
    [DataRow("0")]
    [DataRow("-5")]
    [DataRow("1.5")]
    [DataRow("99999999999999999999")]
    public void A_bad_time_limit_is_named(string value) =>
        AssertRefused("LLE1704", "TimeoutMilliseconds", Good with { TimeoutMilliseconds = value });

    [TestMethod]
    [DataRow("x")]
    [DataRow("256")]
    public void A_bad_exit_code_is_named(string value) => AssertRefused("LLE1704", "ExpectExitCode", Good with { ExpectExitCode = value });

    [TestMethod]
    public void An_open_quote_is_named() => AssertRefused("LLE1705", "'echo", Good with { Arguments = "-c 'echo" });

    [TestMethod]
    public void Every_complaint_comes_at_once()
    {
        var failure = Assert.ThrowsExactly<DeploymentException>(
            () => ProbeRules.Read([Good with { Severity = "x", TimeoutMilliseconds = "y" }, Good with { ExpectOutput = "(" }]));
        Assert.AreEqual("LLE1704 LLE1703 LLE1701", string.Join(' ', failure.Diagnostics.Select(diagnostic => diagnostic.Code)));
    }

    [TestMethod]
    public void The_default_probes_keep_the_rules_they_are_judged_by()
    {
        foreach (var probe in DefaultProbes.UserExperience)
        {
            Assert.IsFalse(probe.ExpectOutput?.IsMatch(probe.Input) ?? false, probe.Name);
        }
    }

    private static void AssertRefused(string code, string words, ProbeText text)
    {
        var diagnostic = Assert.ThrowsExactly<DeploymentException>(() => ProbeRules.Read([text])).Diagnostics.Single();
        Assert.AreEqual(code, diagnostic.Code);
        Assert.Contains(words, diagnostic.Message);
        Assert.Contains("sum", diagnostic.Message);
    }
}
