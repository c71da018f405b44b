namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>-question asks whether something would change, and changes nothing.</summary>
[TestClass]
public sealed class QuestionsTests
{
    [TestMethod]
    public void A_deployment_that_would_change_something_is_an_error_and_runs_no_hook()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"""
            <PropertyGroup><LleBeforeDeployTargets>Mark</LleBeforeDeployTargets></PropertyGroup>
            <Target Name="Mark"><Touch Files="{sandbox.Path("mark")}" AlwaysCreate="true" /></Target>
            """);

        var run = sandbox.MSBuild("deploy.proj", "-question").Failed("LLE1019").Said(sandbox.Binary);

        Assert.IsFalse(Directory.Exists(sandbox.Prefix), run.Everything);
        Assert.IsFalse(File.Exists(sandbox.Path("mark")), run.Everything);
        Assert.IsFalse(Directory.Exists(sandbox.Path("obj")), run.Everything);
    }

    [TestMethod]
    public void Other_targets_change_nothing_and_those_that_read_answer()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var before = Everything(sandbox.Root);

        foreach (var writes in new[] { "LleRollback", "LleBackup", "LleMonitor", "LleUninstall", "LleValidate" })
        {
            sandbox.MSBuild("deploy.proj", "-question", $"-t:{writes}").Failed("LLE1019");
            Assert.AreEqual(before, Everything(sandbox.Root), writes);
        }

        foreach (var reads in new[] { "LleStatus", "LleReadiness", "LlePlan" })
        {
            sandbox.MSBuild("deploy.proj", "-question", $"-t:{reads}").Succeeded();
            Assert.AreEqual(before, Everything(sandbox.Root), reads);
        }
    }

    [TestMethod]
    [DataRow("LleFleetDeploy")]
    [DataRow("LleFleetRollback")]
    public void No_host_is_reached(string target)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""<ItemGroup><LleHost Include="nobody.invalid" /></ItemGroup>""");
        sandbox.MSBuild("deploy.proj", "-t:LleBundle").Succeeded();
        var before = Everything(sandbox.Root);

        sandbox.MSBuild("deploy.proj", "-question", $"-t:{target}").Failed("LLE1019").Said("nobody.invalid");

        Assert.AreEqual(before, Everything(sandbox.Root));
    }

    [TestMethod]
    public void A_bundle_is_made_elsewhere_and_compared()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-question", "-t:LleBundle").Failed("LLE1019").Said("lusush-1.0.0.tar.gz");
        Assert.IsFalse(Directory.Exists(sandbox.Path("bin")));

        sandbox.MSBuild("deploy.proj", "-t:LleBundle").Succeeded();
        sandbox.MSBuild("deploy.proj", "-question", "-t:LleBundle").Succeeded();
    }

    [TestMethod]
    public void A_hook_that_does_not_exist_is_seen_by_the_plan_too()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("<PropertyGroup><LleAfterVerifyTargets>Nobody</LleAfterVerifyTargets></PropertyGroup>");

        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Failed("LLE1018");
    }

    [TestMethod]
    public void Where_nothing_is_to_recover_the_answer_is_yes()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-question", "-t:LleRecover").Succeeded();

        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    /// <summary>Each path with its time of change.</summary>
    private static string Everything(string folder) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"));
}
