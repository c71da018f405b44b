namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>LlePublish=true: a project deploys what it publishes, and every other target finds it again without being told its
/// name.</summary>
[TestClass]
public sealed class PublishingTests
{
    [TestMethod]
    public void What_a_project_publishes_is_deployed_shown_and_rolled_back_by_its_own_name()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("tool.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
                <LlePublish>true</LlePublish>
                <LleStartupArguments>--version</LleStartupArguments>
                <LleMeasureResponse>false</LleMeasureResponse>
                <LleDefaultProbes>false</LleDefaultProbes>
                <LleDefaultConfigRules>false</LleDefaultConfigRules>
                <LleMaxStartupTime>5000000</LleMaxStartupTime>
                <LleStartupRuns>3</LleStartupRuns>
                <LleAllowInsecurePrefix>true</LleAllowInsecurePrefix>
              </PropertyGroup>
              <ItemGroup>
                <LleProbe Include="answers" Arguments="x" ExpectOutput="^answer \d$" />
                <PackageReference Include="Lle.Deploy.Tasks" Version="{PackedPackage.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        sandbox.Write("program.cs", """System.Console.WriteLine("answer 1");""");
        sandbox.MSBuild("tool.csproj", "-restore", "-t:LleDeploy", "-p:Version=1.0.0").Succeeded();
        sandbox.Write("program.cs", """System.Console.WriteLine("answer 2");""");
        sandbox.MSBuild("tool.csproj", "-t:LleDeploy", "-p:Version=2.0.0").Succeeded();

        sandbox.MSBuild("tool.csproj", "-t:LleStatus").Succeeded().Said("Deployed: 2.0.0");
        sandbox.MSBuild("tool.csproj", "-t:LleRollback").Succeeded();

        Assert.AreEqual(0, Shell.Run("-c", $"test \"$('{sandbox.Prefix}/bin/tool')\" = 'answer 1'"));
    }
}
