namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>-p: beats the project, the project beats the environment, the environment beats the default.</summary>
[TestClass]
public sealed class PropertyPrecedenceTests
{
    [TestMethod]
    [DataRow("/from/p", "/from/project", "/from/env", "/from/p")]
    [DataRow("", "/from/project", "/from/env", "/from/project")]
    [DataRow("", "", "/from/env", "/from/env")]
    [DataRow("", "", "", "/usr/local")]
    public void The_prefix_comes_from_the_strongest_that_gives_one(string commandLine, string project, string environment, string expected)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(prefix: project);

        var run = Infrastructure.Cli.Run(
            sandbox.Root,
            ["msbuild", "deploy.proj", "-t:LleCollectOptions", "-getProperty:LleInstallPrefix",
            .. commandLine.Length > 0 ? [$"-p:LleInstallPrefix={commandLine}"] : Array.Empty<string>()],
            environment.Length > 0 ? new Dictionary<string, string> { ["LLE_INSTALL_PREFIX"] = environment } : null).Succeeded();

        Assert.AreEqual(expected, run.Output.Trim());
    }

    [TestMethod]
    [DataRow("LleConfigDir", "LLE_CONFIG_DIR", "/p/etc/lusush")]
    [DataRow("LleDataDir", "LLE_DATA_DIR", "/p/var/lib/lusush")]
    [DataRow("LleLogDir", "LLE_LOG_DIR", "/p/var/log/lusush")]
    [DataRow("LleBackupDir", "LLE_BACKUP_DIR", "/p/var/lib/lusush/backups")]
    public void The_other_directories_follow_the_prefix_unless_the_environment_says_otherwise(
        string property, string variable, string byDefault)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(prefix: "/p");
        string[] ask = ["msbuild", "deploy.proj", "-t:LleCollectOptions", $"-getProperty:{property}"];

        Assert.AreEqual(byDefault, Infrastructure.Cli.Run(sandbox.Root, ask).Succeeded().Output.Trim());
        Assert.AreEqual("/elsewhere", Infrastructure.Cli.Run(
            sandbox.Root, ask, new Dictionary<string, string> { [variable] = "/elsewhere" }).Succeeded().Output.Trim());
    }

    [TestMethod]
    [DataRow("LleMaxStartupTime", "MAX_STARTUP_TIME")]
    [DataRow("LleMaxResponseTime", "MAX_RESPONSE_TIME")]
    [DataRow("LleMinCacheHitRate", "MIN_CACHE_HIT_RATE")]
    public void A_budget_of_the_environment_counts_and_a_bad_one_is_named(string property, string variable)
    {
        using var sandbox = new Sandbox();
        sandbox.Write("deploy.proj", $"""
            <Project Sdk="Lle.Deploy.Tasks/{PackedPackage.Version}" DefaultTargets="LleDeploy">
              <PropertyGroup><LleInstallPrefix>{sandbox.Prefix}</LleInstallPrefix></PropertyGroup>
            </Project>
            """);

        Infrastructure.Cli.Run(sandbox.Root, ["msbuild", "deploy.proj"], new Dictionary<string, string> { [variable] = "fast" })
            .Failed("LLE1002").Said(property);

        Assert.IsFalse(Directory.Exists(sandbox.Prefix), "nothing may be touched");
    }
}
