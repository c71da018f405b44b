namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>Building a solution that a deploy project is part of never deploys.</summary>
[TestClass]
public sealed class SolutionsTests
{
    [TestMethod]
    [DataRow("build all.slnx", true)]
    [DataRow("msbuild all.slnx -restore", true)]
    [DataRow("msbuild all.slnx -t:Rebuild", false)]
    [DataRow("clean all.slnx", false)]
    [DataRow("restore all.slnx", false)]
    [DataRow("publish all.slnx", false)]
    [DataRow("pack all.slnx", false)]
    [DataRow("test all.slnx", false)]
    [DataRow("msbuild all.slnx -t:LleDeploy", true)]
    [DataRow("msbuild all.slnx -t:LleBackup", true)]
    public void A_solution_build_changes_nothing(string command, bool warns)
    {
        using var sandbox = WithSolution();

        var run = Infrastructure.Cli.Run(sandbox.Root, [.. command.Split(' '), "-tl:off", "-nr:false"]).Succeeded();

        Assert.IsFalse(Directory.Exists(sandbox.Prefix), run.Everything);
        Assert.AreEqual(warns, run.Everything.Contains("LLE1020", StringComparison.Ordinal), run.Everything);
    }

    [TestMethod]
    public void A_target_that_reads_works_on_a_solution()
    {
        using var sandbox = WithSolution();

        sandbox.MSBuild("all.slnx", "-t:LleStatus").Succeeded().Said("Deployed: nothing").DidNotSay("LLE1020");
    }

    [TestMethod]
    public void A_solution_of_its_own_target_deploys()
    {
        using var sandbox = WithSolution();
        sandbox.Write("Directory.Solution.targets", """
            <Project>
              <Target Name="LleDeploy"><MSBuild Projects="$(MSBuildThisFileDirectory)deploy.proj" Targets="LleDeploy" /></Target>
            </Project>
            """);

        sandbox.MSBuild("all.slnx", "-t:LleDeploy").Succeeded();

        Assert.IsTrue(File.Exists(sandbox.Binary));
    }

    private static Sandbox WithSolution()
    {
        var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.Write("all.slnx", """<Solution><Project Path="deploy.proj" Type="9A19103F-16F7-4668-BE54-9A1E7A4F7556" /></Solution>""");
        return sandbox;
    }
}
