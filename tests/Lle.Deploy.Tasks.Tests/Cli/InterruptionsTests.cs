using System.Diagnostics;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A build that is stopped half way leaves nothing half done.</summary>
[TestClass]
public sealed class InterruptionsTests
{
    private const string WaitsInPhaseSeven = """
        <ItemGroup><LleProbe Include="slow" Input="sleep 60; echo slow=%24((20+22))" ExpectOutput="slow=42"
            TimeoutMilliseconds="100000" /></ItemGroup>
        """;

    [TestMethod]
    [DataRow("INT")]
    [DataRow("TERM")]
    [DataRow("HUP")]
    public void A_signal_undoes_what_was_not_committed(string signal)
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        sandbox.DeployProject(WaitsInPhaseSeven);
        File.AppendAllText(Path.Combine(sandbox.Payload, "lle.conf.template"), "# changed\n");
        File.Delete(Path.Combine(sandbox.Payload, "checksums.sha256"));

        using var build = Infrastructure.Cli.Start(sandbox.Root, ["msbuild", "-nologo", "deploy.proj"]);
        WaitFor(sandbox, "BEGIN PHASE 7/12", build, deployment: 2);
        Shell.Run("-c", $"kill -{signal} {build.Id}");
        var run = Infrastructure.Cli.Finish(build);

        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix), run.Everything);
        Assert.AreEqual("ROLLED_BACK", (string?)sandbox.Result()["Status"], run.Everything);
    }

    [TestMethod]
    public void A_killed_build_is_recovered_by_the_next_which_says_so()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(WaitsInPhaseSeven);
        using (var build = Infrastructure.Cli.Start(sandbox.Root, ["msbuild", "-nologo", "deploy.proj"]))
        {
            WaitFor(sandbox, "BEGIN PHASE 7/12", build);
            build.Kill(entireProcessTree: true);
            Infrastructure.Cli.Finish(build);
        }

        Assert.IsTrue(File.Exists(sandbox.Binary), "the killed run had installed it");
        sandbox.MSBuild("deploy.proj", "-t:LleRecover").Succeeded().Said("LLE3022");

        Assert.IsFalse(File.Exists(sandbox.Binary));
    }

    [TestMethod]
    public void A_second_deployment_is_refused_at_once_and_does_not_disturb_the_first()
    {
        using var sandbox = new Sandbox();
        var go = sandbox.Path("go");
        sandbox.DeployProject($"""
            <PropertyGroup><LleBeforeInstallTargets>Wait</LleBeforeInstallTargets></PropertyGroup>
            <Target Name="Wait"><Exec Command="while [ ! -e '{go}' ]; do sleep 0.05; done" /></Target>
            """);

        using var first = Infrastructure.Cli.Start(sandbox.Root, ["msbuild", "-nologo", "deploy.proj"]);
        WaitFor(sandbox, "PHASE BACKUP_CREATION COMPLETED", first);
        var second = sandbox.MSBuild("deploy.proj");
        File.WriteAllText(go, "");
        var run = Infrastructure.Cli.Finish(first);

        second.Failed("LLE3011").Said($"{first.Id}");
        run.Succeeded();
        Assert.IsTrue(File.Exists(sandbox.Binary), run.Everything);
    }

    private static void WaitFor(Sandbox sandbox, string text, Process build, int deployment = 1) =>
        OperationLogs.WaitFor(sandbox, text, deployment, () => build.HasExited, () => Infrastructure.Cli.Finish(build).Everything);
}
