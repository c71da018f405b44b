using Lle.Deploy.Measurements;

namespace Lle.Deploy.Tests.Measurements;

[TestClass]
public sealed class StatisticsTests
{
    [TestMethod]
    public void Quantiles_interpolate_between_order_statistics()
    {
        var record = Statistics.Of([4, 1, 3, 2]);
        Assert.AreEqual(2.5, record.Median);
        Assert.AreEqual(3.85, record.P95, 1e-9);
        Assert.AreEqual(1, record.Minimum);
        Assert.AreEqual(4, record.Maximum);
        Assert.AreEqual(1.2909944487, record.StandardDeviation, 1e-9);
    }

    [TestMethod]
    public void Samples_stay_in_the_order_they_were_taken() =>
        CollectionAssert.AreEqual(new double[] { 4, 1, 3, 2 }, Statistics.Of([4, 1, 3, 2]).Samples);

    // Ranks of the two-sided 95 % sign-test interval, as in the published tables.
    [TestMethod]
    [DataRow(6, 1, 6)]
    [DataRow(10, 2, 9)]
    [DataRow(20, 6, 15)]
    [DataRow(50, 18, 33)]
    [DataRow(100, 40, 61)]
    [DataRow(1000, 469, 532)]
    [DataRow(2000, 956, 1045)]
    public void The_median_interval_lies_at_the_ranks_of_the_sign_test(int count, int lower, int upper)
    {
        var record = Statistics.Of([.. Enumerable.Range(1, count).Select(number => (double)number)]);
        Assert.AreEqual(lower, record.MedianLower);
        Assert.AreEqual(upper, record.MedianUpper);
    }

    [TestMethod]
    public void The_median_interval_holds_the_true_median_about_95_times_in_100()
    {
        var random = new Random(20251009);
        var hits = 0;
        for (var round = 0; round < 2000; round++)
        {
            var record = Statistics.Of([.. Enumerable.Range(0, 50).Select(_ => -Math.Log(1 - random.NextDouble()))]);
            hits += record.MedianLower <= Math.Log(2) && Math.Log(2) <= record.MedianUpper ? 1 : 0;
        }

        Assert.IsInRange(1880, 1970, hits);
    }

    [TestMethod]
    public void One_sample_is_its_own_interval()
    {
        var record = Statistics.Of([7]);
        Assert.AreEqual(7, record.MedianLower);
        Assert.AreEqual(7, record.MedianUpper);
        Assert.AreEqual(0, record.StandardDeviation);
    }

    [TestMethod]
    public void Outliers_lie_beyond_the_fences_and_stay_in_the_figures()
    {
        var record = Statistics.Of([10, 11, 12, 11, 10, 12, 11, 100]);
        Assert.AreEqual(1, record.Outliers);
        Assert.AreEqual(100, record.Maximum);
    }

    [TestMethod]
    public void No_samples_have_no_statistics() => Assert.ThrowsExactly<ArgumentException>(() => Statistics.Of([]));
}
