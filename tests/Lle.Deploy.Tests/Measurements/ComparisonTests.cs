using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class ComparisonTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_shift_of_ten_percent_is_found()
    {
        var random = new Random(7);
        var old = Enumerable.Range(0, 100).Select(_ => 1000 + (50 * random.NextDouble())).ToList();
        var record = Comparison.Of(old, [.. old.Select(value => value * 1.1)], "1.0.0");
        Assert.AreEqual(10, record.DifferencePercent, 0.1);
        Assert.AreEqual(ComparisonVerdict.Slower, record.Verdict);
        Assert.IsInRange(8.0, 10.0, record.DifferenceLowerPercent);
        Assert.IsInRange(10.0, 12.0, record.DifferenceUpperPercent);
    }

    [TestMethod]
    public void A_faster_binary_is_called_faster()
    {
        var old = Enumerable.Range(0, 50).Select(number => 1000.0 + number).ToList();
        Assert.AreEqual(ComparisonVerdict.Faster, Comparison.Of(old, [.. old.Select(value => value * 0.8)], "1.0.0").Verdict);
    }

    [TestMethod]
    public void A_few_wild_launches_change_nothing()
    {
        var old = Enumerable.Range(0, 100).Select(number => 1000.0 + number).ToList();
        var fresh = old.Select((value, index) => index % 20 == 0 ? value * 50 : value).ToList();
        var record = Comparison.Of(old, fresh, "1.0.0");
        Assert.AreEqual(ComparisonVerdict.NoDifference, record.Verdict);
        Assert.AreEqual(0, record.DifferencePercent, 1);
    }

    [TestMethod]
    public void The_same_samples_give_the_same_figures()
    {
        double[] old = [1, 2, 3, 4, 5, 6, 7, 8];
        double[] fresh = [2, 3, 4, 5, 6, 7, 8, 9];
        var first = Comparison.Of(old, fresh, "");
        var second = Comparison.Of(old, fresh, "");
        Assert.AreEqual(first.DifferencePercent, second.DifferencePercent);
        Assert.AreEqual(first.DifferenceLowerPercent, second.DifferenceLowerPercent);
    }

    [TestMethod]
    public void Equal_programs_are_told_apart_about_one_time_in_twenty()
    {
        var random = new Random(20251009);
        var verdicts = 0;
        for (var round = 0; round < 400; round++)
        {
            var old = Enumerable.Range(0, 30).Select(_ => 1000 - (100 * Math.Log(1 - random.NextDouble()))).ToList();
            var fresh = Enumerable.Range(0, 30).Select(_ => 1000 - (100 * Math.Log(1 - random.NextDouble()))).ToList();
            verdicts += Comparison.Of(old, fresh, "").Verdict == ComparisonVerdict.NoDifference ? 0 : 1;
        }

        Assert.IsInRange(6, 36, verdicts);
    }

    [TestMethod]
    public void Both_binaries_run_in_turn_and_neither_is_always_first()
    {
        using var folder = new PrivateFolder();
        var log = Path.Combine(folder.Work, "log");
        var plan = new StartupPlan(Runs: 6, WarmUp: 0) { MaxRuns = 6, Arguments = [] };
        var result = Comparison.Measure(Script(folder, "new", log), Script(folder, "old", log), "0.9", plan, TestContext.CancellationToken);
        // Old, new and the reference program, which writes nothing: each round begins with the next of them.
        Assert.StartsWith(string.Concat(Enumerable.Repeat("oldnew" + "newold" + "oldnew", 2)), File.ReadAllText(log));
        Assert.AreEqual(6, result.Startup.Wall.Count);
        Assert.AreEqual("0.9", result.Difference!.OldVersion);
        Assert.AreEqual(result.Startup.Wall.Median, result.Difference.NewMedianMicroseconds);
        Assert.IsNull(result.NotCompared);
    }

    [TestMethod]
    public void An_old_binary_that_fails_costs_the_comparison_only()
    {
        var plan = new StartupPlan(Runs: 6, WarmUp: 0) { MaxRuns = 6 };
        var result = Comparison.Measure(Tools.Require("dash"), Tools.Require("false"), "0.9", plan, TestContext.CancellationToken);
        Assert.AreEqual(6, result.Startup.Wall.Count);
        Assert.IsNull(result.Difference);
        Assert.AreEqual("LLE1842", result.NotCompared!.Code);
        Assert.AreEqual(Severity.Warning, result.NotCompared.Severity);
    }

    [TestMethod]
    public void A_new_binary_that_fails_is_an_error()
    {
        var plan = new StartupPlan(Runs: 6, WarmUp: 0) { MaxRuns = 6 };
        var fails = Tools.Require("false");
        var dash = Tools.Require("dash");
        var failure = Assert.ThrowsExactly<DeploymentException>(
            () => Comparison.Measure(fails, dash, "0.9", plan, TestContext.CancellationToken));
        Assert.AreEqual("LLE1810", failure.Diagnostics[0].Code);
        Assert.Contains("/false'", failure.Diagnostics[0].Message);
    }

    private static string Script(PrivateFolder folder, string name, string log)
    {
        var path = Path.Combine(folder.Root, name);
        File.WriteAllText(path, $"#!{Tools.Require("sh")}\nprintf {name} >>'{log}'\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
