using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Options;

[TestClass]
public sealed class UnitsTests
{
    [TestMethod]
    [DataRow("LleMaxStartupTime", "50ms", "50ms is 50000")]
    [DataRow("LleMaxStartupTime", "1.5 ms", "1.5 ms is 1500")]
    [DataRow("LleMaxStartupTime", "800µs", "800µs is 800")]
    [DataRow("LleStartupMaxTime", "2s", "2s is 2")]
    [DataRow("LleRequiredDiskSpace", "2GiB", "2GiB is 2097152")]
    [DataRow("LleRequiredDiskSpace", "100MB", "100MB is 102400")]
    [DataRow("LleMinCacheHitRate", "75%", "75% is 75")]
    public void A_value_with_a_unit_is_refused_with_the_number_that_is_meant(string option, string value, string expected)
    {
        var message = Refuse(option, value);

        Assert.Contains("without a unit", message);
        Assert.Contains(expected, message);
    }

    [TestMethod]
    [DataRow("LleMaxStartupTime", "5m")]
    [DataRow("LleMaxStartupTime", "50%")]
    [DataRow("LleMaxStartupTime", "fast")]
    [DataRow("LleStartupRuns", "100ms")]
    public void What_is_no_amount_of_the_options_unit_is_not_converted(string option, string value) =>
        Assert.DoesNotContain("without a unit", Refuse(option, value));

    [TestMethod]
    public void A_whole_number_that_is_too_large_is_called_too_large_and_not_no_whole_number() =>
        Assert.Contains("expected a whole number of KiB from 0 to 9223372036854775807",
            Refuse("LleRequiredDiskSpace", "99999999999999999999"));

    private static string Refuse(string option, string value)
    {
        var values = new OptionValues(new Dictionary<string, string> { [option] = value });
        var read = OptionTable.Find(option)!;
        _ = read.Kind == OptionKind.Whole ? values.Whole(read) : values.Number(read);
        return values.Problems.Single().Message;
    }
}
