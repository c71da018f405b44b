using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>The engine owns the order, whatever a front end asks for.</summary>
[TestClass]
public sealed class OrderOfPhasesTests
{
    [TestMethod]
    public void A_deployment_runs_all_phases_in_order_and_tells_each()
    {
        using var target = new Target();

        target.Deployed();

        CollectionAssert.AreEqual(Enumerable.Range(1, target.Phases[0].Count).ToList(), target.Phases.ConvertAll(phase => phase.Number));
    }

    [TestMethod]
    public void A_commit_with_phases_missing_is_refused_and_what_was_installed_is_undone()
    {
        using var target = new Target();
        using (var deployment = target.Engine().OpenDeployment()!)
        {
            foreach (var step in new[] { "ValidatePrerequisites", "VerifyChecksums", "PrepareEnvironment" })
            {
                Assert.IsTrue(deployment.Run(step, CancellationToken.None), $"{step}: {string.Join("; ", target.Told)}");
            }

            Assert.IsFalse(deployment.Run("FinalizeDeployment", CancellationToken.None));
            deployment.Abandon();

            Assert.AreEqual("ROLLED_BACK", deployment.Result.Status);
        }

        Assert.IsTrue(target.WasTold("LLE3070"), string.Join("; ", target.Told));
        Assert.IsFalse(File.Exists(target.Binary));
    }

    [TestMethod]
    public void An_end_with_phases_missing_says_which_is_next()
    {
        using var target = new Target();
        using (var deployment = target.Engine().OpenDeployment()!)
        {
            Assert.IsTrue(deployment.Run("ValidatePrerequisites", CancellationToken.None), string.Join("; ", target.Told));
            deployment.Complete();
        }

        Assert.Contains("was to end where step VerifyChecksums of phase PRE_DEPLOYMENT_VALIDATION is next",
            target.Told.Single(told => told.Code == "LLE3070").Message);
    }

    [TestMethod]
    public void Every_step_is_refused_as_the_first_but_the_first()
    {
        foreach (var step in Engine.Steps.Skip(1))
        {
            using var target = new Target();
            using var deployment = target.Engine().OpenDeployment()!;

            Assert.IsFalse(deployment.Run(step, CancellationToken.None), step);
            Assert.IsTrue(target.WasTold("LLE3070"), $"{step}: {string.Join("; ", target.Told)}");
        }
    }

    [TestMethod]
    public void A_step_does_not_run_twice()
    {
        using var target = new Target();
        using var deployment = target.Engine().OpenDeployment()!;

        Assert.IsTrue(deployment.Run("ValidatePrerequisites", CancellationToken.None));
        Assert.IsFalse(deployment.Run("ValidatePrerequisites", CancellationToken.None));

        Assert.IsTrue(target.WasTold("LLE3070"));
    }
}
