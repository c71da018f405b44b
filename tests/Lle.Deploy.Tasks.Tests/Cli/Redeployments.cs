namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>The same payload again.</summary>
[TestClass]
public sealed class Redeployments
{
    [TestMethod]
    public void What_stands_there_already_is_UNCHANGED()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();

        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();

        Assert.AreEqual("UNCHANGED", (string?)sandbox.Result()["Status"]);
    }

    [TestMethod]
    public void A_new_version_is_a_change_although_every_byte_is_the_same()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();

        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.1").Succeeded();

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"]);
    }
}
