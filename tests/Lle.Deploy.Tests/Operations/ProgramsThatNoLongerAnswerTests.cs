using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>An undo, a rollback and a restore run the program that they bring back, and say so when it does not answer.</summary>
[TestClass]
public sealed class ProgramsThatNoLongerAnswerTests
{
    [TestMethod]
    public void An_undo_whose_program_does_not_answer_is_not_verified()
    {
        using var target = new Target();
        DeployTwo(target, deployFirstOnly: true);
        target.Payload("exit 0");
        using var deployment = target.Engine().OpenDeployment()!;
        foreach (var step in Engine.Steps.TakeWhile(step => step != "FinalizeDeployment"))
        {
            Assert.IsTrue(deployment.Run(step, CancellationToken.None), $"{step}: {string.Join("; ", target.Told)}");
        }

        Break(target);
        deployment.Abandon();

        Assert.AreEqual("ROLLED_BACK_UNVERIFIED", deployment.Result.Status);
        Assert.IsTrue(target.WasTold("LLE3017"), string.Join("; ", target.Told));
        Assert.IsFalse(target.WasTold("LLE3016"), string.Join("; ", target.Told));
    }

    [TestMethod]
    public void A_rollback_to_a_program_that_does_not_answer_is_taken_back()
    {
        using var target = new Target();
        DeployTwo(target);
        Break(target);
        var before = target.Tree();

        var result = target.Engine().Rollback(CancellationToken.None);

        Assert.IsFalse(result.Succeeded, result.Status);
        target.IsStill(before);
    }

    /// <summary>The first version answers as long as a file is missing.</summary>
    private static void DeployTwo(Target target, bool deployFirstOnly = false)
    {
        target.Payload($"test ! -e '{Marker(target)}'");
        target.Deployed("1.0.0");
        if (!deployFirstOnly)
        {
            target.Payload("exit 0");
            target.Deployed("2.0.0");
        }
    }

    private static void Break(Target target) => File.WriteAllText(Marker(target), "");

    private static string Marker(Target target) => target.Prefix + ".broken";
}
