using System.Text.Json.Nodes;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>LlePublish=true deploys what "dotnet publish" makes of the project.</summary>
[TestClass]
public sealed class PublishedProjectsTests
{
    [TestMethod]
    public void A_project_is_published_and_its_publish_folder_is_the_payload()
    {
        using var sandbox = new Sandbox();
        WriteProject(sandbox, "<TargetFramework>net10.0</TargetFramework>");

        var run = sandbox.MSBuild(
            "greet.csproj", "-restore", "-t:LlePublishPayload;LleCollectOptions", "-p:LlePublish=true",
            "-getProperty:LlePayloadDir,LleBinaryName,LlePayloadKind,LleConfigDir").Succeeded();

        var values = JsonNode.Parse(run.Output)!["Properties"]!;
        Assert.AreEqual(("greet", "app"), ((string?)values["LleBinaryName"], (string?)values["LlePayloadKind"]), run.Everything);
        Assert.AreEqual($"{sandbox.Prefix}/etc/greet", (string?)values["LleConfigDir"]);
        Assert.IsTrue(File.Exists(sandbox.Path((string)values["LlePayloadDir"]!, "greet.dll")), run.Everything);
    }

    [TestMethod]
    public void Where_nothing_can_be_published_that_is_said()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj", "-p:LlePublish=true").Failed("LLE1023");

        WriteProject(sandbox, "<TargetFrameworks>net10.0;net9.0</TargetFrameworks>");
        sandbox.MSBuild("greet.csproj", "-restore", "-t:LleDeploy", "-p:LlePublish=true").Failed("LLE1023");

        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    private static void WriteProject(Sandbox sandbox, string frameworks)
    {
        sandbox.Write("Program.cs", """System.Console.WriteLine("hello");""");
        sandbox.Write("greet.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                {frameworks}
                <DisableImplicitFrameworkReferences Condition="'$(TargetFrameworks)' != ''">true</DisableImplicitFrameworkReferences>
                <UseAppHost>false</UseAppHost>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Lle.Deploy.Tasks" Version="{PackedPackage.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
    }
}
