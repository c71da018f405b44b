using Lle.Deploy.Text;

namespace Lle.Deploy.Tests.Text;

[TestClass]
public sealed class MicrosecondsTests
{
    [TestMethod]
    [DataRow(0, "0 µs")]
    [DataRow(0.0423, "0.042 µs")]
    [DataRow(0.6, "0.6 µs")]
    [DataRow(1.5, "1.5 µs")]
    [DataRow(9.987, "9.99 µs")]
    [DataRow(850.4, "850 µs")]
    [DataRow(1240, "1,240 µs")]
    [DataRow(15_300, "15.3 ms")]
    [DataRow(2_400_000, "2.40 s")]
    public void A_figure_keeps_the_digits_that_it_is_known_by(double value, string text) => Assert.AreEqual(text, Microseconds.Of(value));

    [TestMethod]
    [DataRow(900, 1.5, "900 µs", "1.5 µs")]
    [DataRow(20_000, 1.5, "20.0 ms", "1.5 µs")]
    [DataRow(20_000, 500, "20.0 ms", "0.5 ms")]
    [DataRow(2_000_000, 50_000, "2.00 s", "50.0 ms")]
    [DataRow(1000.4, 1000, "1,000.4 µs", "1,000 µs")]
    [DataRow(10_020, 10_010, "10,020 µs", "10,010 µs")]
    [DataRow(1000, 1000, "1,000 µs", "1,000 µs")]
    public void A_figure_and_its_budget_look_different_where_they_are(double figure, double budget, string one, string other) =>
        Assert.AreEqual((one, other), Microseconds.Pair(figure, budget));
}
