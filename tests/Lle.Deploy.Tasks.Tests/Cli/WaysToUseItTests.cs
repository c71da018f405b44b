using System.Text.Json.Nodes;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>The three ways to use the package, each on the packed file and with the real command line.</summary>
[TestClass]
public sealed class WaysToUseItTests
{
    [TestMethod]
    public void An_sdk_project_deploys_without_a_restore()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        var run = sandbox.MSBuild("deploy.proj").Succeeded();

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"], run.Everything);
        Assert.IsTrue(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    [DataRow("<TargetFramework>net10.0</TargetFramework>", DisplayName = "one target framework")]
    [DataRow("<TargetFrameworks>net10.0;net9.0</TargetFrameworks>" +
        "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>", DisplayName = "two target frameworks")]
    public void A_csproj_with_a_package_reference_deploys_once(string frameworks)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("tool.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {frameworks}
                <Version>2.3.4</Version>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
                <LlePayloadDir>payload</LlePayloadDir>
              </PropertyGroup>
              {Sandbox.Quick}
              <ItemGroup><PackageReference Include="Lle.Deploy.Tasks" Version="{PackedPackage.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);

        var run = sandbox.MSBuild("tool.csproj", "-restore", "-t:LleDeploy").Succeeded();

        Assert.AreEqual("2.3.4", (string?)sandbox.Result()["Version"], run.Everything);
        Assert.HasCount(1, Directory.GetFiles(Path.Combine(sandbox.Prefix, "var/log/lusush"), "deployment_result_*.json"), run.Everything);
    }

    [TestMethod]
    public void A_project_that_references_one_with_the_package_does_not_get_the_targets()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("tool/tool.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Lle.Deploy.Tasks" Version="{PackedPackage.Version}" /></ItemGroup>
            </Project>
            """);
        sandbox.Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../tool/tool.csproj" /></ItemGroup>
            </Project>
            """);

        sandbox.MSBuild("app/app.csproj", "-restore", "-t:LleDeploy").Failed("MSB4057");
    }

    [TestMethod]
    public void A_project_deploys_that_imports_the_package_by_path()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("deploy.proj", $"""
            <Project DefaultTargets="LleDeploy">
              <Import Project="{PackedPackage.Folder}/build/Lle.Deploy.Tasks.props" />
              <PropertyGroup>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
                <LlePayloadDir>payload</LlePayloadDir>
              </PropertyGroup>
              {Sandbox.Quick}
              <Import Project="{PackedPackage.Folder}/build/Lle.Deploy.Tasks.targets" />
            </Project>
            """);

        sandbox.MSBuild("deploy.proj").Succeeded();

        Assert.IsTrue(File.Exists(sandbox.Binary));
    }

    [TestMethod]
    [DataRow("msbuild deploy.proj -m")]
    [DataRow("msbuild deploy.proj -mt")]
    [DataRow("msbuild deploy.proj -nr:false")]
    [DataRow("build deploy.proj -t:LleDeploy")]
    public void It_deploys_the_same_with(string command)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        // -mt implies a build server unless told otherwise, and it would outlive the test.
        var run = Infrastructure.Cli.Run(sandbox.Root, command.Split(' '), new Dictionary<string, string> { ["MSBUILDUSESERVER"] = "0" })
            .Succeeded();

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"], run.Everything);
    }

    [TestMethod]
    public void A_relative_payload_path_starts_at_the_project_wherever_the_build_was_started()
    {
        using var sandbox = new Sandbox();
        var project = sandbox.DeployProject();

        Infrastructure.Cli.Run("/", ["msbuild", "-nologo", project]).Succeeded();

        Assert.AreEqual(sandbox.Payload, (string?)sandbox.Result()["PayloadDir"]);
    }

    [TestMethod]
    [DataRow("-m:2")]
    [DataRow("-mt")]
    public void Two_projects_deploy_to_two_prefixes_in_one_parallel_build(string how)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(name: "one.proj", prefix: sandbox.Path("one"));
        sandbox.DeployProject(name: "two.proj", prefix: sandbox.Path("two"));
        sandbox.Write("both.proj", """
            <Project>
              <Target Name="Both"><MSBuild Projects="one.proj;two.proj" Targets="LleDeploy" BuildInParallel="true" /></Target>
            </Project>
            """);

        var run = Infrastructure.Cli.Run(sandbox.Root, ["msbuild", "-nologo", "both.proj", how, "-nr:false"],
            new Dictionary<string, string> { ["MSBUILDUSESERVER"] = "0" }).Succeeded();

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result(sandbox.Path("one"))["Status"], run.Everything);
        Assert.AreEqual("SUCCESS", (string?)sandbox.Result(sandbox.Path("two"))["Status"], run.Everything);
    }

    [TestMethod]
    public void The_result_comes_back_as_json()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        var run = sandbox.MSBuild("deploy.proj", "-t:LleDeploy", "-getTargetResult:LleDeploy").Succeeded();
        var item = JsonNode.Parse(run.Output)!["TargetResults"]!["LleDeploy"]!["Items"]![0]!;

        Assert.AreEqual("SUCCESS", (string?)item["Status"]);
        Assert.AreEqual("0", (string?)item["StatusCode"]);
        Assert.AreEqual("100", (string?)item["ReadinessPercent"]);
        Assert.IsGreaterThan(0, double.Parse((string)item["StartupMicroseconds"]!));
        Assert.IsGreaterThan(0, double.Parse((string)item["ResponseMicroseconds"]!));
        Assert.AreEqual(64, ((string)item["Sha256"]!).Length);
        Assert.IsTrue(File.Exists((string)item["ReportPath"]!), run.Everything);
        Assert.IsTrue(File.Exists((string)item["ResultPath"]!), run.Everything);
        Assert.IsTrue(Directory.Exists((string)item["BackupPath"]!), run.Everything);
    }
}
