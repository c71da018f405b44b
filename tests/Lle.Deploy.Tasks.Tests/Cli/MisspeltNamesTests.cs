namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A typing error never deploys to a default.</summary>
[TestClass]
public sealed class MisspeltNamesTests
{
    [TestMethod]
    [DataRow("-p:LleInstalPrefix=/nowhere", "did you mean LleInstallPrefix?")]
    [DataRow("-p:LlePrefix=/nowhere", "did you mean LleInstallPrefix?")]
    [DataRow("-p:lleinstallprefx=/nowhere", "did you mean LleInstallPrefix?")]
    [DataRow("-p:LleDataDirectory=/nowhere", "did you mean LleDataDir?")]
    [DataRow("-p:LleBuckets=3", "There is no property LleBuckets.")]
    [DataRow("-p:LleProbes=x", "did you mean the item LleProbe?")]
    public void An_unknown_property_on_the_command_line_is_refused(string argument, string said)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        Refused(sandbox, sandbox.MSBuild("deploy.proj", argument), "LLE1015").Said(said);
    }

    [TestMethod]
    [DataRow("""<ItemGroup><LleInstallPrefix Include="x" /></ItemGroup>""", "LLE1016", "did you mean the property LleInstallPrefix?")]
    [DataRow("""<ItemGroup><lleProbes Include="x" Input="exit 0" /></ItemGroup>""", "LLE1016", "did you mean LleProbe?")]
    [DataRow("""<ItemGroup><Lleprobe Include="x" Input="echo $((1+1))" /></ItemGroup>""", "LLE1030", "Write %24((1+1)) instead")]
    [DataRow("""<Target Name="First" BeforeTargets="Other;LleDeploy" />""", "LLE1032", "Target 'First'")]
    [DataRow("""<Target Name="Gate" AfterTargets="LlePhaseInstalBinary" />""", "LLE1037", "did you mean LlePhaseInstallBinary?")]
    [DataRow("""<Target Name="Gate" BeforeTargets="Other;LleDeply" />""", "LLE1037", "Target 'Gate' has BeforeTargets=\"LleDeply\"")]
    public void What_looks_right_and_would_not_work_is_refused(string more, string code, string said)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(more);

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), code).Said(said);
    }

    [TestMethod]
    [DataRow("LleInstallPrefix", "$(Roott)", "Condition=\"'$(Roott)' != ''\"")]
    [DataRow("LlePayloadDir", "$(PublishDir)", "LlePublish=true")]
    [DataRow("LlePayloadDir", "$(OutDir)", "Directory.Build.targets")]
    public void A_value_that_is_written_and_empty_is_refused(string property, string text, string said)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject($"<PropertyGroup><{property}>{text}</{property}></PropertyGroup>");

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1034").Said($"{property} is written as '{text}'").Said(said);
    }

    [TestMethod]
    public void A_value_that_the_command_line_gives_empty_is_refused_unless_only_one_operation_reads_it()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        Refused(sandbox, sandbox.MSBuild("deploy.proj", "-p:LleInstallPrefix="), "LLE1035").Said("LleInstallPrefix is given");
        sandbox.MSBuild("deploy.proj", "-t:LlePlan", "-p:LleRollbackReason=").Succeeded();
    }

    [TestMethod]
    public void A_value_that_is_empty_in_the_project_and_given_on_the_command_line_counts()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("<PropertyGroup><LleVersion>$(Tag)</LleVersion></PropertyGroup>");

        sandbox.MSBuild("deploy.proj", "-t:LlePlan", "-p:LleVersion=4.0.0").Succeeded().Said("4.0.0");
    }

    [TestMethod]
    public void A_probe_of_an_imported_file_is_looked_at_too()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.Write("Directory.Build.targets",
            """<Project><ItemGroup><LleProbe Include="sum" Input="echo $((20+22))" ExpectOutput="42" /></ItemGroup></Project>""");

        Refused(sandbox, sandbox.MSBuild("deploy.proj"), "LLE1030").Said("Directory.Build.targets(");
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
        Refused(sandbox, Run("lle_install_prefix"), "LLE1017").Said("did you mean LLE_INSTALL_PREFIX?");
        Refused(sandbox, Run("LleInstalPrefix"), "LLE1017").Said("did you mean LleInstallPrefix?");
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

    [TestMethod]
    [DataRow("LlePhases", "the phases are LlePhaseValidatePrerequisites, LlePhasePrepareEnvironment, LlePhaseCreateBackup, LlePhase")]
    [DataRow("LleDeployDependsOn", "Leave LleDeployDependsOn out")]
    public void A_list_of_the_targets_themselves_that_names_a_missing_one_is_refused_too(string list, string says)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        Refused(sandbox, sandbox.MSBuild("deploy.proj", $"-p:{list}=\"LleBegin;LlePhaseInstalBinary\""), "LLE1036")
            .Said("did you mean LlePhaseInstallBinary?").Said(says).DidNotSay("MSB4057");
    }

    private static CliResult Refused(Sandbox sandbox, CliResult run, string code)
    {
        Assert.IsFalse(Directory.Exists(sandbox.Prefix), run.Everything);
        return run.Failed(code);
    }
}
