namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>LleUninstall removes what a deployment left, and with -question only says that it would.</summary>
[TestClass]
public sealed class UninstallsTests
{
    [TestMethod]
    public void An_uninstall_removes_the_program_and_says_so()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();

        sandbox.MSBuild("deploy.proj", "-t:LleUninstall", "-question").Failed("LLE1019");
        Assert.IsTrue(File.Exists(sandbox.Binary));

        var run = sandbox.MSBuild("deploy.proj", "-t:LleUninstall").Succeeded();
        Assert.IsFalse(File.Exists(sandbox.Binary), run.Everything);
        Assert.IsFalse(File.Exists(sandbox.Path("prefix", "etc", "lusush", "monitor_lle.sh")), run.Everything);
    }
}
