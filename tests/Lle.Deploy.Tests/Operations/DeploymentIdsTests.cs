using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;
using Lle.Deploy.Tests.Backups;

namespace Lle.Deploy.Tests.Operations;

[TestClass]
public sealed class DeploymentIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [TestMethod]
    public void The_first_of_a_second_is_the_time_in_UTC()
    {
        using var layouts = new Layouts();
        Assert.AreEqual("20260102_030405", DeploymentIds.NextStamp(layouts.Layout, Now.ToOffset(TimeSpan.FromHours(5))));
    }

    [TestMethod]
    [DataRow("deployment_20260102_030405.log", "20260102_030405_2")]
    [DataRow("deployment_20260102_030405_9.log", "20260102_030405_10")]
    [DataRow("deployment_report_UPDATE_1.1.0_20260102_030405_3.html", "20260102_030405_4")]
    [DataRow("deployment_20260102_030404_7.log", "20260102_030405")]
    public void A_second_that_was_used_goes_on_counting(string log, string expected)
    {
        using var layouts = new Layouts();
        File.WriteAllText(Path.Combine(layouts.Layout.LogDir, log), "");
        Assert.AreEqual(expected, DeploymentIds.NextStamp(layouts.Layout, Now));
    }

    [TestMethod]
    public void An_ID_whose_traces_were_pruned_does_not_come_back()
    {
        using var layouts = new Layouts();
        layouts.Write("20260102_030405_4");
        Assert.AreEqual("20260102_030405_5", DeploymentIds.NextStamp(layouts.Layout, Now));
    }
}
