namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A value counts the same wherever it is set, and what is derived from it follows.</summary>
[TestClass]
public sealed class OneMomentForEachValueTests
{
    private const string Gate = """
        <Target Name="Gate"><Error Text="the gate ran" /></Target>
        """;

    [TestMethod]
    public void A_prefix_and_a_gate_below_the_import()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("deploy.proj", $"""
            <Project DefaultTargets="LleDeploy">
              <Import Project="{PackedPackage.Folder}/build/Lle.Deploy.Tasks.props" />
              <PropertyGroup><LlePayloadDir>payload</LlePayloadDir></PropertyGroup>
              {Sandbox.Quick}
              <Import Project="{PackedPackage.Folder}/build/Lle.Deploy.Tasks.targets" />
              {Late(sandbox)}
            </Project>
            """);

        Whole(sandbox, sandbox.MSBuild("deploy.proj"));
    }

    [TestMethod]
    public void A_prefix_and_a_gate_in_Directory_Build_targets_with_a_package_reference()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("Directory.Build.targets", $"<Project>{Late(sandbox)}</Project>");
        sandbox.Write("tool.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><LlePayloadDir>payload</LlePayloadDir></PropertyGroup>
              {Sandbox.Quick}
              <ItemGroup><PackageReference Include="Lle.Deploy.Tasks" Version="{PackedPackage.Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);

        Whole(sandbox, sandbox.MSBuild("tool.csproj", "-restore", "-t:LleDeploy"));
    }

    [TestMethod]
    public void A_prefix_and_a_gate_in_Directory_Build_targets_with_the_sdk_form()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("Directory.Build.targets", $"<Project>{Late(sandbox)}</Project>");
        sandbox.DeployProject(prefix: "");

        Whole(sandbox, sandbox.MSBuild("deploy.proj"));
    }

    [TestMethod]
    public void A_prefix_and_a_gate_set_by_a_target()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"""
            <PropertyGroup><LleBeforeDeployTargets>Decide</LleBeforeDeployTargets></PropertyGroup>
            <Target Name="Decide">
              <PropertyGroup>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
                <LleAfterVerifyTargets>Gate</LleAfterVerifyTargets>
              </PropertyGroup>
            </Target>
            {Gate}
            """, prefix: "");

        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Succeeded()
            .Said("LleBeforeDeployTargets (Decide) has not run: what it makes or sets is not in this plan");
        Whole(sandbox, sandbox.MSBuild("deploy.proj"));
    }

    [TestMethod]
    [DataRow("""<PropertyGroup><LleInstallPrefix>/nowhere</LleInstallPrefix></PropertyGroup>""", "The property LleInstallPrefix")]
    [DataRow("""<ItemGroup><LleProbe Include="late" Arguments="-c :" /></ItemGroup>""", "An item of LleProbe")]
    [DataRow("""<ItemGroup><LleProbe Remove="@(LleProbe)" /></ItemGroup>""", "An item of LleProbe")]
    public void A_value_that_a_target_sets_after_the_options_were_read_is_refused(string late, string named)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"""
            <PropertyGroup><LleAfterVerifyTargets>Decide</LleAfterVerifyTargets></PropertyGroup>
            <Target Name="Decide">{late}</Target>
            """);

        sandbox.MSBuild("deploy.proj").Failed("LLE1033").Said(named);

        Assert.IsFalse(File.Exists(sandbox.Binary));
        Assert.AreEqual("ROLLED_BACK", (string?)sandbox.Result()["Status"]);
    }

    [TestMethod]
    public void A_target_right_before_the_commit_is_too_late_as_well()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <Target Name="Decide" BeforeTargets="LlePhaseFinalizeDeployment">
              <PropertyGroup><LleMaxStartupTime>1</LleMaxStartupTime></PropertyGroup>
            </Target>
            """);

        sandbox.MSBuild("deploy.proj").Failed("LLE1033").Said("The property LleMaxStartupTime");

        Assert.IsFalse(File.Exists(sandbox.Binary));
    }

    [TestMethod]
    public void A_prefix_of_Directory_Build_props_with_the_sdk_form()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("Directory.Build.props",
            $"<Project><PropertyGroup><LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix></PropertyGroup></Project>");
        sandbox.DeployProject(prefix: "/nowhere");

        sandbox.MSBuild("deploy.proj", "-t:LleCollectOptions", "-getProperty:LleConfigDir").Succeeded()
            .Said($"{sandbox.Prefix}/etc/lusush");
    }

    [TestMethod]
    public void The_default_directories_bear_the_installations_name()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-p:LleName=beta").Succeeded();

        Assert.IsTrue(File.Exists(sandbox.Path("prefix", "etc", "beta", "lle.conf")));
        Assert.IsTrue(Directory.Exists(sandbox.Path("prefix", "var", "lib", "beta")));
        Assert.IsFalse(Directory.Exists(sandbox.Path("prefix", "etc", "lusush")));
    }

    [TestMethod]
    public void A_version_of_the_environment_is_no_version()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        Assert.AreEqual("", Version(sandbox, "deploy.proj"));
    }

    [TestMethod]
    [DataRow("<VersionPrefix>2.0.0</VersionPrefix>", "2.0.0")]
    [DataRow("<VersionPrefix>2.0.0</VersionPrefix><VersionSuffix>rc.1</VersionSuffix>", "2.0.0-rc.1")]
    [DataRow("<Version>3.0.0</Version>", "3.0.0")]
    [DataRow("<Version>$(VERSION)</Version>", "12 (bookworm)")]
    [DataRow("<LleVersion>4.0.0</LleVersion><Version>3.0.0</Version>", "4.0.0")]
    public void A_version_of_the_project_counts(string properties, string expected)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"<PropertyGroup>{properties}</PropertyGroup>");

        Assert.AreEqual(expected, Version(sandbox, "deploy.proj"));
    }

    private static string Version(Sandbox sandbox, string project) => Infrastructure.Cli.Run(
        sandbox.Root,
        ["msbuild", "-nologo", project, "-t:LleCheckNames;LleCollectOptions", "-getProperty:LleVersion"],
        new Dictionary<string, string> { ["VERSION"] = "12 (bookworm)" }).Succeeded().Output.Trim();

    private static string Late(Sandbox sandbox) => $"""
        <PropertyGroup>
          <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
          <LleAfterVerifyTargets>Gate</LleAfterVerifyTargets>
        </PropertyGroup>
        {Gate}
        """;

    /// <summary>The gate ran, and everything that was written is below the one prefix.</summary>
    private static void Whole(Sandbox sandbox, CliResult run)
    {
        run.Failed("the gate ran");
        Assert.AreEqual("ROLLED_BACK", (string?)sandbox.Result()["Status"], run.Everything);
        Assert.IsFalse(File.Exists("/usr/local/etc/lusush/lle.conf"), run.Everything);
    }
}
