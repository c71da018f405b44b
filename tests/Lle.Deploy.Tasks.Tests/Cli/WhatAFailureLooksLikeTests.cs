using System.Text.Json.Nodes;
using Lle.Deploy.Probes;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A build that fails says why, leaves the target as it was, and names the report.</summary>
[TestClass]
public sealed class WhatAFailureLooksLikeTests
{
    [TestMethod]
    public void Every_bad_value_is_reported_at_its_line_and_nothing_is_touched()
    {
        using var sandbox = new Sandbox();
        var project = sandbox.Write("deploy.proj", $"""
            <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}" DefaultTargets="LleDeploy">
              <PropertyGroup>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
                <LleMaxStartupTime>fast</LleMaxStartupTime>
                <LleResponseMode>telepathy</LleResponseMode>
                <LleResponseRuns>5</LleResponseRuns>
              </PropertyGroup>
            </Project>
            """);

        sandbox.MSBuild("deploy.proj", "-p:LleKeepDegraded=perhaps", "-p:LleResponseRuns=many").Failed("LLE1002")
            .Said($"{project} : error LLE1002: LleResponseRuns is 'many'")
            .Said($"{project}(4,6): error LLE1002: LleMaxStartupTime is 'fast'")
            .Said($"{project}(5,6): error LLE1002: LleResponseMode is 'telepathy'; expected one of pipe, terminal")
            .Said($"{project} : error LLE1002: LleKeepDegraded is 'perhaps'; expected true or false");

        Assert.IsFalse(Directory.Exists(sandbox.Prefix), "nothing may be touched");
    }

    [TestMethod]
    public void Shell_arithmetic_that_MSBuild_would_eat_is_refused_at_its_place_and_runs_when_it_is_written_as_said()
    {
        using var sandbox = new Sandbox();
        var project = sandbox.Write("deploy.proj", $"""
            <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}" DefaultTargets="LlePlan">
              <ItemGroup>
                <LleProbe Include="sum" Input="echo sum=$((6*7))" ExpectOutput="sum=42" />
              </ItemGroup>
            </Project>
            """);

        sandbox.MSBuild("deploy.proj").Failed("LLE1030").Said($"{project}(3,29): error LLE1030: Probe 'sum': Input contains '$((6*7))'")
            .Said("Write %24((6*7)) instead");

        Assert.IsFalse(Directory.Exists(sandbox.Prefix), "nothing may be touched");
        sandbox.Write("deploy.proj", File.ReadAllText(project).Replace("$((6*7))", "%24((6*7))", StringComparison.Ordinal));
        sandbox.MSBuild("deploy.proj", "-getItem:LleProbe").Said("echo sum=$((6*7))");
    }

    [TestMethod]
    public void A_build_without_a_target_says_so()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("bare.proj", $"""<Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}" />""");

        sandbox.MSBuild("bare.proj").Failed("LLE1012").Said("-t:LleDeploy");
    }

    [TestMethod]
    public void A_target_of_somebody_else_that_fails_after_the_commit_fails_the_build_and_the_deployment_stands()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""<Target Name="Late" AfterTargets="LlePhaseFinalizeDeployment"><Error Text="too late" /></Target>""");

        sandbox.MSBuild("deploy.proj").Failed("too late");

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"]);
        sandbox.MSBuild("deploy.proj", "-t:LleStatus").Succeeded().Said("(ACTIVE)").Said("Drift: none").DidNotSay("Cut off");
    }

    [TestMethod]
    public void A_bad_item_is_reported_at_its_own_line()
    {
        using var sandbox = new Sandbox();
        var project = sandbox.Write("deploy.proj", $"""
            <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}" DefaultTargets="LleDeploy">
              <PropertyGroup>
                <LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix>
              </PropertyGroup>
              <ItemGroup>
                <LleProbe Include="misspelt" Input="echo" ExpectOuput="42" />
                <LleProbe Include="50%25 open" Input="echo" ExpectOutput="(" />
                <LleProbe Include="good" Input="echo %24((6*7))" ExpectOutput="42" />
                <LleConfigRule Include="vague" Section="a" Key="b" Type="number" />
                <LlePlaceholder Include="NAME" Vaule="x" />
              </ItemGroup>
            </Project>
            """);

        sandbox.MSBuild("deploy.proj").Failed("LLE1011")
            .Said($"{project}(6,6): error LLE1011: LleProbe 'misspelt' has unknown metadata 'ExpectOuput'; known: Input, ")
            .Said($"{project}(7,6): error LLE1701: Probe '50% open'")
            .Said($"{project}(9,6): error LLE1520: The configuration rule 'vague' is not valid")
            .Said($"{project}(10,6): error LLE1011: LlePlaceholder 'NAME' has unknown metadata 'Vaule'; known: Value. Correct");

        Assert.IsFalse(Directory.Exists(sandbox.Prefix), "nothing may be touched");
    }

    [TestMethod]
    public void A_payload_that_is_none_fails_in_its_own_way_and_the_target_stays_as_it_was()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        Assert.AreEqual(0, Shell.Run("-c", $"cp -a '{sandbox.Payload}' '{sandbox.Root}/good'"));

        void Fails(string spoil, string code)
        {
            Assert.AreEqual(0, Shell.Run("-c", $"cd '{sandbox.Root}' && rm -rf payload && cp -a good payload && {spoil}"));
            var run = sandbox.MSBuild("deploy.proj").Failed(code);
            Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix), run.Everything);
            run.Said($"deploy -> {sandbox.Prefix}/var/log/lusush/deployment_report_");
        }

        Fails("rm -r payload", "LLE1101");
        Fails("rm payload/lusush", "LLE1102");
        Fails("rm payload/lusush; mkdir payload/lusush", "LLE1103");
        Fails("cp /bin/false payload/lusush; rm payload/checksums.sha256", "LLE1125");
        Fails("printf '#!/bin/sh\\nexec sleep 1000\\n' > payload/lusush; rm payload/checksums.sha256", "LLE1122");
        Fails("echo more >> payload/lusush", "LLE1117");
        Fails("echo @UNKNOWN@ >> payload/lle.conf.template; rm payload/checksums.sha256", "lle.conf.template(16,1): error LLE15");
    }

    [TestMethod]
    public void A_failed_gate_undoes_a_first_deployment_and_hands_back_what_happened()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""<ItemGroup><LleProbe Include="wrong" Input="echo no" ExpectOutput="yes, indeed" /></ItemGroup>""");

        var run = sandbox.MSBuild("deploy.proj", "-t:LleDeploy", "-getItem:LleDeployResult");
        Assert.AreNotEqual(0, run.ExitCode, run.Everything);
        var item = JsonNode.Parse(run.Output)!["Items"]!["LleDeployResult"]![0]!;

        Assert.AreEqual("ROLLED_BACK", (string?)item["Status"], run.Everything);
        Assert.AreEqual("4", (string?)item["StatusCode"]);
        Assert.IsTrue(File.Exists((string)item["ReportPath"]!), run.Everything);
        Assert.IsFalse(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    public void A_hook_that_fails_before_the_commit_undoes_the_deployment()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleAfterVerifyTargets>Refuse</LleAfterVerifyTargets></PropertyGroup>
            <Target Name="Refuse"><Error Code="OWN1" Text="not today" /></Target>
            """);

        var run = sandbox.MSBuild("deploy.proj").Failed("OWN1");

        Assert.AreEqual("ROLLED_BACK", (string?)sandbox.Result()["Status"], run.Everything);
        Assert.IsFalse(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    public void A_hook_that_needs_a_missing_target_undoes_the_deployment_although_no_target_runs_on_error()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleAfterVerifyTargets>Gate</LleAfterVerifyTargets></PropertyGroup>
            <Target Name="Gate" DependsOnTargets="Misspelt" />
            """);

        var run = sandbox.MSBuild("deploy.proj").Failed("MSB4057");

        Assert.AreEqual("ROLLED_BACK", (string?)sandbox.Result()["Status"], run.Everything);
        Assert.IsFalse(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    public void A_hook_after_the_commit_fails_the_build_and_not_the_deployment()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleAfterDeployTargets>Announce</LleAfterDeployTargets></PropertyGroup>
            <Target Name="Announce"><Error Code="OWN2" Text="nobody listens" /></Target>
            """);

        var run = sandbox.MSBuild("deploy.proj").Failed("OWN2");

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"], run.Everything);
        Assert.IsTrue(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    public void A_phase_asked_for_alone_says_what_it_belongs_to()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-t:LlePhaseInstallBinary").Failed("LLE3015");

        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    [TestMethod]
    public void Two_deployments_of_one_project_in_one_build_are_refused_and_the_first_stands()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        var run = sandbox.MSBuild("deploy.proj", "-t:LleDeploy;LleUpdate").Failed("LLE1021");

        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"], run.Everything);
        Assert.IsTrue(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    public void Warnings_made_errors_undo_the_deployment()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        File.Delete(Path.Combine(sandbox.Payload, "checksums.sha256"));

        var run = sandbox.MSBuild("deploy.proj", "-warnaserror").Failed("error LLE11");

        Assert.IsFalse(File.Exists(sandbox.Binary), run.Everything);
    }

    [TestMethod]
    public void An_error_links_to_its_section_in_the_package()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        // The terminal logger makes the code a link.
        var run = Infrastructure.Cli.Run(sandbox.Root, ["msbuild", "deploy.proj", "-tl:on", "-p:LleKeepDegraded=perhaps"],
            new Dictionary<string, string> { ["FORCE_COLOR"] = "1" });

        Assert.Contains("docs/diagnostics/LLE10xx.md#lle1002", run.Output, run.Everything);
    }
}
