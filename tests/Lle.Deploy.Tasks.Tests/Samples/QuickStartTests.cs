namespace Lle.Deploy.Tasks.Tests.Samples;

/// <summary>The first command of the README, on a copy of the repository without its history and without anything built.</summary>
[TestClass]
public sealed class QuickStartTests
{
    [TestMethod]
    public void The_first_command_deploys_a_shell_and_the_second_time_upgrades_it()
    {
        var clone = Directory.CreateTempSubdirectory("lle-clone-").FullName;
        try
        {
            Assert.AreEqual(0, Shell.Run("-c", $"cd '{Repository.Root}' && tar -cf - --exclude=./artifacts --exclude=./.git " +
                $"--exclude='*.nupkg' --exclude='*.snupkg' . | tar -xf - -C '{clone}'"));

            var first = Infrastructure.Cli.Run(clone, ["msbuild", "-t:LleDeploy", "-nr:false"]).Succeeded();
            first.Said("start-up   median").Said("validation 8 of 8")
                .Said($"deploy -> {clone}/artifacts/quickstart/prefix/var/log/lusush/deployment_report_");

            var second = Infrastructure.Cli.Run(clone, ["msbuild", "-t:LleDeploy", "-nr:false"]).Succeeded();
            second.Said("Version 1.0.1 is in use");

            Infrastructure.Cli.Run(clone, ["msbuild", "-t:LleStatus", "-nr:false"]).Succeeded().Said("(ACTIVE)").Said("Drift: none");
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }
}
