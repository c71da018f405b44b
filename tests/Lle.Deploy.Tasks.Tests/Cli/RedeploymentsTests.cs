namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>The same payload again.</summary>
[TestClass]
public sealed class RedeploymentsTests
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
    public void Hooks_between_the_phases_run_only_where_something_is_installed()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup>
              <LleBeforeDeployTargets>First</LleBeforeDeployTargets>
              <LleBeforeInstallTargets>Stop</LleBeforeInstallTargets>
              <LleAfterInstallTargets>Start</LleAfterInstallTargets>
              <LleAfterVerifyTargets>Gate</LleAfterVerifyTargets>
              <LleAfterDeployTargets>Last</LleAfterDeployTargets>
            </PropertyGroup>
            <Target Name="First"><Message Text="hook-First" Importance="High" /></Target>
            <Target Name="Stop"><Message Text="hook-Stop" Importance="High" /></Target>
            <Target Name="Start"><Message Text="hook-Start" Importance="High" /></Target>
            <Target Name="Gate">
              <Message Text="hook-Gate" Importance="High" />
              <Exec Command="echo fact-$LLE_DEPLOYED_NAME-$LLE_DEPLOYED_PREFIX" EnvironmentVariables="@(LleDeployedFact)" />
            </Target>
            <Target Name="Last"><Message Text="hook-Last" Importance="High" /></Target>
            """);
        sandbox.MSBuild("deploy.proj", "-tl:off").Succeeded().Said("hook-Stop").Said("hook-Start").Said("hook-Gate").Said("hook-Last")
            .Said($"fact-lusush-{sandbox.Prefix}");

        var again = sandbox.MSBuild("deploy.proj", "-tl:off").Succeeded().Said("hook-First").Said("hook-Last");

        Assert.AreEqual("UNCHANGED", (string?)sandbox.Result()["Status"]);
        foreach (var hook in new[] { "hook-Stop", "hook-Start", "hook-Gate" })
        {
            Assert.DoesNotContain(hook, again.Everything);
        }

        sandbox.MSBuild("deploy.proj", "-tl:off", "-p:LleForce=true").Succeeded().Said("hook-Gate");
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
