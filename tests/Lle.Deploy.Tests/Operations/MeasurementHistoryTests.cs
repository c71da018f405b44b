using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

[TestClass]
public sealed class MeasurementHistoryTests
{
    [TestMethod]
    public void An_entry_keeps_the_gating_response_and_nothing_that_was_not_measured()
    {
        var deployment = new DeploymentRecord
        {
            DeploymentId = "20251009_120000",
            Version = "1.3.0",
            Budgets = new BudgetRecord { ResponseMode = ResponseMode.Terminal },
            PipeResponse = new ResponseRecord { RoundTrip = Statistics.Of([1]) },
            TerminalResponse = new ResponseRecord { Gating = true, RoundTrip = Statistics.Of([2]) },
        };

        var entry = MeasurementHistory.Entry(deployment);

        Assert.DoesNotContain("StartupMicroseconds", entry);
        Assert.Contains("\"ResponseMicroseconds\":2", entry);
        Assert.Contains("\"Version\":\"1.3.0\"", entry);
        Assert.Contains("\"Format\":2", entry);
    }

    [TestMethod]
    public void An_entry_without_a_number_is_read_and_one_of_a_newer_version_is_left_out()
    {
        using var target = new Target();
        target.Deployed();
        var history = target.At("var/lib/lusush/history");
        File.WriteAllText(Path.Combine(history, "20200101_000000.json"),
            """{"DeploymentId":"20200101_000000","Version":"0.1.0","StartupMicroseconds":1}""");
        File.WriteAllText(Path.Combine(history, "20200102_000000.json"),
            """{"Format":3,"DeploymentId":"20200102_000000","Version":"0.2.0","StartupMicroseconds":1}""");
        target.Payload("echo second");

        var result = File.ReadAllText(target.Deployed("2.0.0").ResultPath!);

        Assert.Contains("20200101_000000", result);
        Assert.DoesNotContain("20200102_000000", result);
    }
}
