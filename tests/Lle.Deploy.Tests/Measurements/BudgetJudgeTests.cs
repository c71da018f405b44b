using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Measurements;
using Lle.Deploy.Reporting;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class BudgetJudgeTests
{
    private static readonly BudgetJudge Judge = new(new Budgets(1000, 500, 75, 20));

    [TestMethod]
    [DataRow(1000.0, null, "met")]
    [DataRow(1000.1, "LLE1814", "within tolerance")]
    [DataRow(1200.0, "LLE1814", "within tolerance")]
    [DataRow(1200.1, "LLE1815", "missed")]
    public void Start_up_is_met_within_tolerance_or_missed(double median, string? code, string words)
    {
        var record = new StartupRecord { Wall = Statistics.Of([median]) };
        var diagnostic = Judge.Startup(record);
        Assert.AreEqual(code, diagnostic?.Code);
        Assert.AreEqual(words, Words.Of(record.Budget));
    }

    [TestMethod]
    [DataRow(500.0, null, "met")]
    [DataRow(600.0, "LLE1825", "within tolerance")]
    [DataRow(601.0, "LLE1826", "missed")]
    public void The_gating_response_is_met_within_tolerance_or_missed(double median, string? code, string words)
    {
        var record = new ResponseRecord { Mode = ResponseMode.Pipe, Gating = true, RoundTrip = Statistics.Of([median]) };
        Assert.AreEqual(code, Judge.Response(record)?.Code);
        Assert.AreEqual(words, Words.Of(record.Budget));
    }

    [TestMethod]
    public void The_other_mode_is_not_judged()
    {
        var record = new ResponseRecord { Mode = ResponseMode.Terminal, RoundTrip = Statistics.Of([9999]) };
        Assert.IsNull(Judge.Response(record));
        Assert.IsNull(record.Budget);
    }

    [TestMethod]
    public void The_message_says_measured_budget_by_how_much_and_which_property()
    {
        var diagnostic = Judge.Startup(new StartupRecord { Wall = Statistics.Of([1500, 1500, 1500]) })!;
        Assert.AreEqual("LleMaxStartupTime", diagnostic.Location.Property);
        Assert.Contains("1,500 µs", diagnostic.Message);
        Assert.Contains("1,000 µs", diagnostic.Message);
        Assert.Contains("50.0 %", diagnostic.Message);
        Assert.Contains("LleMaxStartupTime", diagnostic.Remedy);
    }

    [TestMethod]
    public void Within_tolerance_is_a_warning_where_degraded_deployments_are_kept()
    {
        var record = new StartupRecord { Wall = Statistics.Of([1100]) };
        Assert.AreEqual(Severity.Error, Judge.Startup(record)!.Severity);
        Assert.AreEqual(Severity.Warning, (Judge with { KeepDegraded = true }).Startup(record)!.Severity);
    }

    [TestMethod]
    public void Beyond_tolerance_is_an_error_even_there() =>
        Assert.AreEqual(Severity.Error, (Judge with { KeepDegraded = true })
            .Startup(new StartupRecord { Wall = Statistics.Of([5000]) })!.Severity);

    [TestMethod]
    [DataRow(80.0, true, null)]
    [DataRow(75.0, true, null)]
    [DataRow(50.0, false, "LLE1830")]
    [DataRow(50.0, true, "LLE1831")]
    [DataRow(null, false, null)]
    [DataRow(null, true, "LLE1832")]
    public void A_cache_hit_rate_counts_where_it_is_reported(double? rate, bool required, string? code) =>
        Assert.AreEqual(code, Judge.CacheHitRate(rate, required)?.Code);

    [TestMethod]
    [DataRow(30.0, 10.0, false, "LLE1840")]
    [DataRow(30.0, 10.0, true, "LLE1841")]
    [DataRow(30.0, -1.0, true, null)]
    [DataRow(19.0, 10.0, true, null)]
    public void A_regression_counts_beyond_the_limit_with_its_interval_clear_of_zero(
        double difference, double lower, bool gate, string? code)
    {
        var record = new ComparisonRecord { DifferencePercent = difference, DifferenceLowerPercent = lower };
        Assert.AreEqual(code, BudgetJudge.Regression(record, 20, gate)?.Code);
    }
}
