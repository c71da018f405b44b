namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A program that was renamed, through MSBuild: LleReplaces names the installation whose directories move.</summary>
[TestClass]
public sealed class TakeoversTests
{
    [TestMethod]
    public void A_takeover_moves_the_directories_of_the_old_name_and_one_that_cannot_be_names_the_line_of_the_property()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj", "-p:LleName=first").Succeeded();
        File.WriteAllText(sandbox.Path("prefix", "var", "lib", "first", "live"), "data");
        sandbox.DeployProject(
            """
            <PropertyGroup>
              <LleName>second</LleName>
              <LleReplaces>frist</LleReplaces>
            </PropertyGroup>
            """, "renamed.proj");
        var line = Array.FindIndex(File.ReadAllLines(sandbox.Path("renamed.proj")), text => text.Contains("<LleReplaces>")) + 1;

        sandbox.MSBuild("renamed.proj").Failed("LLE3057").Said($"renamed.proj({line},").Said("first");
        Assert.IsFalse(Directory.Exists(sandbox.Path("prefix", "var", "lib", "second")));
        Assert.IsTrue(Directory.Exists(sandbox.Path("prefix", "var", "lib", "first")));

        sandbox.MSBuild("renamed.proj", "-p:LleReplaces=first", "-question").Failed("LLE1019");
        Assert.IsFalse(Directory.Exists(sandbox.Path("prefix", "var", "lib", "second")));

        var run = sandbox.MSBuild("renamed.proj", "-p:LleReplaces=first").Succeeded();
        Assert.AreEqual("data", File.ReadAllText(sandbox.Path("prefix", "var", "lib", "second", "live")), run.Everything);
        Assert.IsFalse(Directory.Exists(sandbox.Path("prefix", "var", "lib", "first")), run.Everything);
        Assert.IsFalse(Directory.Exists(sandbox.Path("prefix", "etc", "first")), run.Everything);
        Assert.IsTrue(File.Exists(sandbox.Binary), run.Everything);
        sandbox.MSBuild("renamed.proj", "-p:LleReplaces=first", "-t:LleStatus").Succeeded().Said("Drift: none");
    }
}
