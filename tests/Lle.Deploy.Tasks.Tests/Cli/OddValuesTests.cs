namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A prefix arrives as it was meant, whatever it holds and wherever it comes from.</summary>
[TestClass]
public sealed class OddValuesTests
{
    private const string Odd = "a b 'c' \"d\" & | ; %3b % $HOME $(HOME) @(LleProbe) %(Identity) `id` é ü 漢 , # ! {0} <e> [f] ~ ^ =";

    [TestMethod]
    public void A_prefix_from_the_command_line()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        var run = sandbox.MSBuild("deploy.proj", $"-p:LleInstallPrefix={MSBuildText.Escape(sandbox.Path(Odd))}").Succeeded();

        Deployed(sandbox, run);
    }

    [TestMethod]
    public void A_prefix_from_the_project()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(prefix: MSBuildText.Xml(sandbox.Path(Odd)));

        Deployed(sandbox, sandbox.MSBuild("deploy.proj").Succeeded());
    }

    [TestMethod]
    public void A_prefix_from_the_environment_is_taken_literally()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(prefix: "");

        var run = Infrastructure.Cli.Run(sandbox.Root, ["msbuild", "-nologo", "deploy.proj"],
            new Dictionary<string, string> { ["LLE_INSTALL_PREFIX"] = sandbox.Path(Odd) }).Succeeded();

        Deployed(sandbox, run);
    }

    [TestMethod]
    public void A_project_and_payload_in_an_odd_directory()
    {
        using var sandbox = new Sandbox("b c 'd' & é %3b $(HOME)/payload");
        sandbox.DeployProject(name: "b c 'd' & é %3b $(HOME)/deploy.proj");

        Infrastructure.Cli.Run(Path.GetDirectoryName(sandbox.Payload)!, ["msbuild", "-nologo", "deploy.proj"]).Succeeded();

        Assert.AreEqual(sandbox.Payload, (string?)sandbox.Result()["PayloadDir"]);
    }

    [TestMethod]
    public void What_a_build_hands_back_is_literal_too()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(prefix: MSBuildText.Xml(sandbox.Path(Odd)));

        var run = sandbox.MSBuild("deploy.proj", "-t:LleDeploy", "-getTargetResult:LleDeploy").Succeeded();
        var item = System.Text.Json.Nodes.JsonNode.Parse(run.Output)!["TargetResults"]!["LleDeploy"]!["Items"]![0]!;

        Assert.IsTrue(File.Exists((string)item["ResultPath"]!), run.Everything);
    }

    private static void Deployed(Sandbox sandbox, CliResult run)
    {
        Assert.AreEqual("SUCCESS", (string?)sandbox.Result(sandbox.Path(Odd))["Status"], run.Everything);
        Assert.IsTrue(File.Exists(sandbox.Path(Odd, "bin", "lusush")), run.Everything);
    }
}
