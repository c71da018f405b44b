using System.Text.Json;
using Lle.Deploy.Operations;
using Lle.Deploy.Phases;
using Lle.Deploy.Sessions;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>Open, changing, committed, concluded: as docs/architecture.md draws them.</summary>
[TestClass]
public sealed class LifecycleOfADeploymentTests
{
    private static readonly string Drawing = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [TestMethod]
    public void The_drawing_shows_every_move_between_two_stages_and_no_other()
    {
        foreach (var from in Enum.GetValues<Stage>())
        {
            foreach (var to in Enum.GetValues<Stage>().Where(to => to != from))
            {
                Assert.AreEqual(Lifecycle.IsLegal(from, to), Drawing.Contains($"    {from} --> {to}", StringComparison.Ordinal),
                    $"{from} to {to}");
            }
        }
    }

    [TestMethod]
    public void Every_stage_is_reached_and_only_the_last_is_final()
    {
        var reached = new HashSet<Stage> { Stage.Open };
        while (Enum.GetValues<Stage>().FirstOrDefault(
            to => !reached.Contains(to) && reached.Any(from => Lifecycle.IsLegal(from, to))) is var next && next != default)
        {
            reached.Add(next);
        }

        CollectionAssert.AreEquivalent(Enum.GetValues<Stage>(), reached.ToList());
        var final = Enum.GetValues<Stage>().Where(from => !Enum.GetValues<Stage>().Any(to => Lifecycle.IsLegal(from, to)));
        Assert.AreEqual(Stage.Concluded, final.Single());
    }

    [TestMethod]
    public void A_move_that_is_not_drawn_is_refused()
    {
        var lifecycle = new Lifecycle();
        lifecycle.Move(new Concluded());

        Assert.ThrowsExactly<InvalidOperationException>(() => lifecycle.Move(new Opened()));
    }

    [TestMethod]
    public void Each_step_gives_what_the_next_one_needs()
    {
        var given = typeof(Opened);
        foreach (var step in Steps.All)
        {
            Assert.AreEqual(given, step.Needs, step.Name);
            given = step.Gives;
        }

        Assert.AreEqual(typeof(Committed), given);
    }

    [TestMethod]
    public void The_steps_walk_through_all_phases_in_their_order() =>
        CollectionAssert.AreEqual(Deploy.Deployments.Phase.All.ToList(),
            Steps.All.Where(step => step.Begins).Select(step => step.Phase).ToList());

    [TestMethod]
    public void Where_the_first_deployment_is_rolled_back_the_result_names_no_version_as_in_use()
    {
        using var target = new Target();
        target.Deployed("1.0.0");

        SaysThatNothingIsInstalled(target.Good(target.Engine().Rollback(CancellationToken.None)));
    }

    [TestMethod]
    public void After_an_uninstallation_the_result_names_no_version_as_in_use()
    {
        using var target = new Target();
        target.Deployed("1.0.0");

        SaysThatNothingIsInstalled(target.Good(target.Engine().Uninstall(CancellationToken.None)));
    }

    private static void SaysThatNothingIsInstalled(OperationResult result)
    {
        Assert.AreEqual("", result.Version);
        using var json = JsonDocument.Parse(result.ToJson());
        Assert.Contains("Version: none (before: 1.0.0)", File.ReadAllText(json.RootElement.GetProperty("SummaryPath").GetString()!));
    }

    [TestMethod]
    public void Completing_what_has_not_been_committed_undoes_it()
    {
        using var target = new Target();
        using var deployment = target.Engine().OpenDeployment()!;
        foreach (var step in Engine.Steps.TakeWhile(step => step != "RunProbes"))
        {
            Assert.IsTrue(deployment.Run(step, CancellationToken.None), string.Join("; ", target.Told));
        }

        deployment.Complete();

        Assert.AreEqual("ROLLED_BACK", deployment.Result.Status);
        Assert.IsFalse(File.Exists(target.Binary));
    }

    [TestMethod]
    public void A_deployment_that_failed_before_anything_was_changed_is_undone_although_it_was_to_stay()
    {
        using var target = new Target();
        target.Deployed("1.0.0");
        target.Options["LleRollbackOnFailure"] = "false";
        target.Options["LleVersion"] = "2.0.0";
        using (var deployment = target.Engine().OpenDeployment()!)
        {
            foreach (var step in Engine.Steps.TakeWhile(step => step != "InstallBinary"))
            {
                Assert.IsTrue(deployment.Run(step, CancellationToken.None), string.Join("; ", target.Told));
            }

            deployment.Abandon("the backup is no good");

            Assert.AreEqual("ROLLED_BACK", deployment.Result.Status);
        }

        Assert.AreEqual("1.0.0", target.Engine().Status().Version);
    }
}
