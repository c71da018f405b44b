using Lle.Deploy.Deployments;
using Lle.Deploy.Measurements;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;

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
    }
}
