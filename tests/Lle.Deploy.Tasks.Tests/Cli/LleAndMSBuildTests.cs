namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>One engine, two front ends: what one has deployed, or left behind, the other one takes back.</summary>
[TestClass]
public sealed class LleAndMSBuildTests
{
    [TestMethod]
    public void What_a_build_deployed_is_rolled_back_by_the_lle_that_it_installed()
    {
        using var sandbox = new Sandbox();
        var package = sandbox.Path("host");
        Directory.CreateDirectory(Path.Combine(package, Rid));
        File.Copy(StaticLle.Require(), Path.Combine(package, Rid, "lle"));
        sandbox.DeployProject($"""
            <PropertyGroup>
              <LleInstallHost>true</LleInstallHost>
              <LleHostPackage>{package}</LleHostPackage>
            </PropertyGroup>
            """);
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        Change(sandbox);
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=2.0.0").Succeeded();
        Assert.AreNotEqual(before, TreeFingerprint.Of(sandbox.Prefix));

        using var lle = Infrastructure.Cli.Start(sandbox.Root, ["rollback"], program: Path.Combine(sandbox.Prefix, "bin/lle"));
        Infrastructure.Cli.Finish(lle).Succeeded().Said("rolled back, verified");

        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        sandbox.MSBuild("deploy.proj", "-t:LleStatus").Succeeded().Said("1.0.0");
    }

    [TestMethod]
    public void What_lle_deployed_is_rolled_back_by_a_build()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.Lle(sandbox.DeployWords("1.0.0")).Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        Change(sandbox);
        sandbox.Lle(sandbox.DeployWords("2.0.0")).Succeeded();
        Assert.AreNotEqual(before, TreeFingerprint.Of(sandbox.Prefix));

        sandbox.MSBuild("deploy.proj", "-t:LleRollback").Succeeded();

        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        sandbox.Lle("status").Succeeded().Said("1.0.0");
    }

    [TestMethod]
    public void A_build_that_was_killed_is_undone_by_lle()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleStartupRuns>100000</LleStartupRuns><LleStartupMaxTime>60</LleStartupMaxTime></PropertyGroup>
            """);
        sandbox.Lle(sandbox.DeployWords("1.0.0")).Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        Change(sandbox);

        using (var build = Infrastructure.Cli.Start(sandbox.Root, ["msbuild", "-nologo", "deploy.proj", "-p:LleVersion=2.0.0"]))
        {
            OperationLogs.WaitFor(sandbox, "BEGIN PHASE 8/12", 2, () => build.HasExited, () => Infrastructure.Cli.Finish(build).Everything);
            build.Kill(entireProcessTree: true);
            Infrastructure.Cli.Finish(build);
        }

        Assert.AreNotEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        sandbox.Lle("recover").Succeeded().Said("LLE3022");
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
    }

    [TestMethod]
    public void An_lle_that_was_killed_is_undone_by_a_build()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        Change(sandbox);

        using (var lle = sandbox.StartLle(sandbox.DeployWords("2.0.0", runs: 100_000)))
        {
            OperationLogs.WaitFor(sandbox, "BEGIN PHASE 8/12", 2, () => lle.HasExited, () => Infrastructure.Cli.Finish(lle).Everything);
            lle.Kill(entireProcessTree: true);
            Infrastructure.Cli.Finish(lle);
        }

        Assert.AreNotEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        sandbox.MSBuild("deploy.proj", "-t:LleRecover").Succeeded().Said("LLE3022");
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
    }

    private static string Rid =>
        $"linux-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The next version differs in its configuration.</summary>
    private static void Change(Sandbox sandbox)
    {
        File.AppendAllText(Path.Combine(sandbox.Payload, "lle.conf.template"), "# changed\n");
        File.Delete(Path.Combine(sandbox.Payload, "checksums.sha256"));
    }
}
