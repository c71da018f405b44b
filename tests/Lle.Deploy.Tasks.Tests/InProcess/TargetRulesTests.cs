using Lle.Deploy.Deployments;
using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace Lle.Deploy.Tasks.Tests.InProcess;

/// <summary>What the targets have to be, looked at with MSBuild itself.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TargetRulesTests
{
    private static readonly string[] EntryTargets =
        ["LleDeploy", "LleRollback", "LleRestore", "LleBackup", "LleUpdate", "LleValidate", "LleReadiness", "LleStatus", "LleMonitor",
            "LlePlan", "LleRecover", "LleUninstall", "LleBundle"];

    [TestMethod]
    public void All_entry_targets_exist_and_none_can_be_skipped()
    {
        var project = Load();

        foreach (var name in EntryTargets)
        {
            Assert.AreEqual("", project.Targets[name].Condition, name);
        }
    }

    [TestMethod]
    public void A_deployment_starts_only_by_name()
    {
        foreach (var target in Targets())
        {
            Assert.AreEqual("", target.BeforeTargets + target.AfterTargets, target.Name);
        }
    }

    [TestMethod]
    public void There_is_one_target_for_each_phase_of_the_engine()
    {
        var phases = Phases();

        Assert.HasCount(Phase.All.Count, phases);
        CollectionAssert.AreEquivalent(phases, Targets().Select(target => target.Name)
            .Where(name => name.StartsWith("LlePhase", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public void The_phases_run_the_steps_of_the_engine_in_its_order()
    {
        var tasks = Phases().SelectMany(phase => Targets().Single(target => target.Name == phase).Tasks).Select(task => task.Name)
            .Where(name => name != nameof(CheckLateValues));

        CollectionAssert.AreEqual(Engine.Steps.ToArray(), tasks.ToArray());
    }

    [TestMethod]
    public void The_page_of_targets_names_the_phases_in_the_engines_order()
    {
        var rows = Repository.Read("docs", "targets.md").Split('\n').Where(line => line.Contains("| `LlePhase", StringComparison.Ordinal))
            .ToArray();

        Assert.HasCount(Phase.All.Count, rows);
        foreach (var (phase, row) in Phase.All.Zip(rows))
        {
            Assert.StartsWith($"| {phase.Number} | ", row);
            Assert.Contains($" | {phase.Name} | ", row);
        }
    }

    private static string[] Phases() => [.. Load().GetPropertyValue("LlePhases")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(name => name.StartsWith("LlePhase", StringComparison.Ordinal))];

    [TestMethod]
    [DataRow("LleDeploy")]
    [DataRow("LleUpdate")]
    public void What_deploys_undoes_on_error(string name) =>
        Assert.AreEqual("LleUndoDeployment;LleAfterUndo",
            Targets().Single(target => target.Name == name).OnErrors.Single().ExecuteTargetsAttribute);

    [TestMethod]
    public void Values_set_by_targets_that_ran_before_are_collected_and_no_value_is_interpreted()
    {
        var project = Load(("LleRollbackReason", "a%3bb%24(x)%40(y)%25"));

        var instance = project.CreateProjectInstance();
        instance.SetProperty("LleOwner", "late");
        Assert.IsTrue(instance.Build(["LleCollectOptions"], null));

        var options = instance.GetItems("_LleOption").ToDictionary(item => item.EvaluatedInclude, item => item.GetMetadataValue("Value"));
        Assert.AreEqual("a;b$(x)@(y)%", options["LleRollbackReason"]);
        Assert.AreEqual("late", options["LleOwner"]);
        Assert.AreEqual("/usr/local", options["LleInstallPrefix"]);
    }

    private static Project Load(params (string Name, string Value)[] properties)
    {
        var root = ProjectRootElement.Create(new ProjectCollection());
        root.AddImport(Repository.Path("build", "Lle.Deploy.Tasks.targets"));
        return new Project(root, properties.ToDictionary(p => p.Name, p => p.Value), null, new ProjectCollection());
    }

    private static IEnumerable<ProjectTargetElement> Targets() => Directory
        .GetFiles(Repository.Path("build"), "*.targets")
        .SelectMany(file => ProjectRootElement.Open(file, new ProjectCollection()).Targets);
}
