using System.Reflection;
using System.Xml.Linq;
using Lle.Deploy.Diagnostics;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks.Tests.InProcess;

/// <summary>What every task has to be, because MSBuild is as it is.</summary>
[TestClass]
public sealed class TaskRulesTests
{
    private static readonly Type[] Tasks = [.. typeof(DeploymentTask).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && typeof(ITask).IsAssignableFrom(type))];

    [TestMethod]
    public void Every_task_is_sealed_and_runs_in_the_process_that_holds_the_open_deployment()
    {
        foreach (var task in Tasks)
        {
            Assert.IsTrue(task.IsSealed, task.Name);
            Assert.Contains("Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute",
                task.GetCustomAttributesData().Select(a => a.AttributeType.FullName), task.Name);
        }
    }

    [TestMethod]
    public void Every_task_is_declared_once_and_every_declaration_has_its_task()
    {
        var declared = XDocument.Load(Repository.Path("build", "Lle.Deploy.Tasks.UsingTasks.targets")).Descendants("UsingTask")
            .Select(e => e.Attribute("TaskName")!.Value).ToArray();

        CollectionAssert.AreEquivalent(Tasks.Select(task => task.FullName).ToArray(), declared);
    }

    [TestMethod]
    public void The_contract_names_of_the_tasks_exist()
    {
        foreach (var name in new[]
        {
            "ValidatePrerequisites", "VerifyChecksums", "PrepareEnvironment", "CreateBackup", "InstallBinary", "RenderConfig",
            "ConfigureSecurity",
            "RunProbes", "MeasureStartup", "MeasureResponse", "ValidateSecurity", "AssessReadiness", "ActivateMonitoring",
            "FinalizeDeployment", "Rollback",
        })
        {
            Assert.Contains($"Lle.Deploy.Tasks.{name}", Tasks.Select(task => task.FullName));
        }
    }

    [TestMethod]
    public void Parameters_are_of_types_that_msbuild_can_set()
    {
        foreach (var property in Parameters())
        {
            Assert.Contains(property.PropertyType, new[] { typeof(string), typeof(bool), typeof(int), typeof(ITaskItem[]),
                typeof(string[]) }, $"{property.DeclaringType}.{property.Name}");
        }
    }

    [TestMethod]
    public void Every_task_and_parameter_is_documented()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(DeploymentTask).Assembly.Location, ".xml"));
        var documented = documentation.Descendants("member").Where(m => m.Element("summary") is not null)
            .Select(m => m.Attribute("name")!.Value).ToHashSet();

        foreach (var name in Tasks.Select(task => $"T:{task.FullName}")
            .Concat(Parameters().Select(p => $"P:{p.DeclaringType!.FullName}.{p.Name}")))
        {
            Assert.Contains(name, documented);
        }
    }

    [TestMethod]
    public void What_nobody_foresaw_is_a_coded_error_with_the_stack_at_low_importance()
    {
        var engine = new MockEngine();
        var twice = new Microsoft.Build.Utilities.TaskItem("LleVersion");
        var task = new OpenDeployment { BuildEngine = engine, ProjectFile = "/project/deploy.proj", Options = [twice, twice] };

        Assert.IsFalse(task.Execute());

        Assert.AreEqual("LLE1099", engine.Errors.Single().Code);
        Assert.AreEqual("/project/deploy.proj", engine.Errors.Single().File);
        Assert.Contains("   at ", engine.Messages.Single(message => message.Importance == MessageImportance.Low).Message!);
    }

    [TestMethod]
    public void Undoing_where_nothing_was_opened_does_nothing()
    {
        var engine = new MockEngine();

        Assert.IsTrue(new Rollback { BuildEngine = engine }.Execute());
        Assert.IsTrue(new Rollback { BuildEngine = engine, RunId = "of another build" }.Execute());

        Assert.IsEmpty(engine.Errors);
        Assert.IsEmpty(engine.Messages);
    }

    [TestMethod]
    public void A_run_whose_registration_the_build_lost_is_found_again_and_undone_at_its_end()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var engine = new MockEngine();
            Dictionary<string, string> asked = new()
            {
                ["LleInstallPrefix"] = Path.Combine(folder, "prefix"),
                ["LlePayloadDir"] = folder,
                ["LleVersion"] = "1.0.0",
            };
            var open = new OpenDeployment
            {
                BuildEngine = engine,
                ProjectFile = Path.Combine(folder, "deploy.proj"),
                Options = [.. asked.Select(o =>
                    new Microsoft.Build.Utilities.TaskItem(o.Key, new Dictionary<string, string> { ["Value"] = o.Value }))],
            };
            Assert.IsTrue(open.Execute(), string.Join('\n', engine.Errors.Select(e => e.Message)));
            engine.LoseObjects();

            // It fails, since there is no payload; that it knows the run is what counts.
            new ValidatePrerequisites { BuildEngine = engine, RunId = open.RunId }.Execute();
            engine.DisposeObjects();

            Assert.DoesNotContain("LLE3015", engine.Errors.Select(e => e.Code));
            var after = new Rollback { BuildEngine = engine, RunId = open.RunId };
            Assert.IsTrue(after.Execute());
            Assert.IsFalse(after.Undone, "the end of the build had undone it");
            Assert.IsEmpty(after.Result);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Text_with_braces_and_percent_signs_is_shown_as_it_is()
    {
        var engine = new MockEngine();
        var item = new Microsoft.Build.Utilities.TaskItem("LleResponseMode", new Dictionary<string, string> { ["Value"] = "{0} %25 {x}" });

        Assert.IsFalse(new PlanDeployment { BuildEngine = engine, ProjectFile = "/project/deploy.proj", Options = [item] }.Execute());

        Assert.IsTrue(engine.Errors.Any(error => error.Message!.Contains("{0} % {x}", StringComparison.Ordinal)),
            string.Join('\n', engine.Errors.Select(e => e.Message)));
    }

    private static IEnumerable<PropertyInfo> Parameters() => Tasks
        .SelectMany(task => task.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        .Where(property => property.DeclaringType!.Assembly == typeof(DeploymentTask).Assembly)
        .DistinctBy(property => (property.DeclaringType, property.Name));
}
