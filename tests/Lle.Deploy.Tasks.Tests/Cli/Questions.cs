namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>-question asks whether something would change, and changes nothing.</summary>
[TestClass]
public sealed class Questions
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
    [DataRow("LleRollback")]
    [DataRow("LleBackup")]
    [DataRow("LleMonitor")]
    public void Other_targets_that_write_change_nothing(string target)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var before = Everything(sandbox.Prefix);

        sandbox.MSBuild("deploy.proj", "-question", $"-t:{target}").Failed("LLE1019");

        Assert.AreEqual(before, Everything(sandbox.Prefix));
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
