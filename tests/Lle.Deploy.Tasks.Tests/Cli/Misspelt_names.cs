namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A typing error never deploys to a default.</summary>
[TestClass]
public sealed class Misspelt_names
{
    [TestMethod]
    [DataRow("-p:LleInstalPrefix=/nowhere", "did you mean LleInstallPrefix?")]
    [DataRow("-p:LlePrefix=/nowhere", "did you mean LleInstallPrefix?")]
    [DataRow("-p:lleinstallprefx=/nowhere", "did you mean LleInstallPrefix?")]
    [DataRow("-p:LleBuckets=3", "There is no property LleBuckets.")]
    public void An_unknown_property_on_the_command_line_is_refused(string argument, string said)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        Refused(sandbox, sandbox.MSBuild("deploy.proj", argument), "LLE1015").Said(said);
    }

    [TestMethod]
    public void A_property_of_the_project_that_is_nearly_ours_is_refused_at_its_line()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("<PropertyGroup><LleBinarName>x</LleBinarName></PropertyGroup>");

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1015").Said("did you mean LleBinaryName?").Said("deploy.proj(");
    }

    [TestMethod]
    public void A_property_of_the_projects_own_is_none_of_our_business()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("<PropertyGroup><LleSomethingElse>x</LleSomethingElse></PropertyGroup>");

        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Succeeded();
    }

    [TestMethod]
    [DataRow("-p:LleBuckets=3", "LleBuckets")]
    [DataRow("-p:LleBuckets=3", "LleOther;LleBuck*")]
    public void A_name_that_LleOwnNames_lists_is_allowed(string argument, string own)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"<PropertyGroup><LleOwnNames>{own}</LleOwnNames></PropertyGroup>");

        sandbox.MSBuild("deploy.proj", "-t:LlePlan", argument).Succeeded();
    }

    [TestMethod]
    public void An_unknown_item_is_refused_also_when_the_project_was_looked_at_before()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""<ItemGroup><LleProbes Include="x" Input="exit 0" /></ItemGroup>""");

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1016").Said("did you mean LleProbe?");
        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1016").Said("did you mean LleProbe?");
    }

    [TestMethod]
    public void An_item_that_is_added_later_is_seen()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""<Import Project="more.props" />""");
        sandbox.Write("more.props", "<Project />");
        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Succeeded();

        sandbox.Write("more.props", """<Project><ItemGroup><LleConfigRules Include="x" /></ItemGroup></Project>""");

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1016").Said("did you mean LleConfigRule?");
    }

    [TestMethod]
    public void A_variable_that_is_nearly_ours_is_refused_and_others_are_ignored()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        CliResult Run(string variable) => Infrastructure.Cli.Run(
            sandbox.Root, ["msbuild", "-nologo", "deploy.proj", "-t:LlePlan"], new Dictionary<string, string> { [variable] = "/nowhere" });

        Refused(sandbox, Run("LLE_INSTAL_PREFIX"), "LLE1017").Said("did you mean LLE_INSTALL_PREFIX?");
        Run("LLE_HISTORY_FILE").Succeeded();
    }

    [TestMethod]
    [DataRow("LleBeforeDeployTargets")]
    [DataRow("LleAfterVerifyTargets")]
    [DataRow("LleAfterDeployTargets")]
    public void A_hook_that_names_a_missing_target_is_refused_before_anything_is_touched(string hook)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"""
            <PropertyGroup><{hook}>Anounce</{hook}></PropertyGroup>
            <Target Name="Announce" />
            """);

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1018").Said(hook).Said("did you mean Announce?").DidNotSay("MSB4057");
    }

    private static CliResult Refused(Sandbox sandbox, CliResult run, string code)
    {
        Assert.IsFalse(Directory.Exists(sandbox.Prefix), run.Everything);
        return run.Failed(code);
    }
}
