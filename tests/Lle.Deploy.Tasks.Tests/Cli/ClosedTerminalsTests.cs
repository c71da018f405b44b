using System.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>A window that is closed, or a connection that drops, in the middle of an operation.</summary>
[TestClass]
public sealed class ClosedTerminalsTests
{
    private const string Takes = """
        <PropertyGroup><LleStartupRuns>100000</LleStartupRuns><LleStartupMaxTime>60</LleStartupMaxTime></PropertyGroup>
        """;

    [TestMethod]
    [DataRow("BEGIN PHASE 3/12")]
    [DataRow("BEGIN PHASE 8/12")]
    public void A_deployment_is_undone(string moment)
    {
        using var sandbox = Deployed();
        sandbox.DeployProject(Takes);
        var before = TreeFingerprint.Of(sandbox.Prefix);

        var end = CloseAt(sandbox, moment, 2, "msbuild", "-nologo", "-tl:on", "deploy.proj", "-p:LleVersion=2.0.0");

        Assert.AreEqual(LaunchOutcome.Exited, end.Outcome, $"ended by signal {end.Signal}");
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        Assert.AreEqual("ROLLED_BACK", (string?)sandbox.Result()["Status"]);
        Assert.Contains("LLE3013", sandbox.MSBuild("deploy.proj", "-t:LleStatus").Everything);
    }

    [TestMethod]
    public void A_rollback_is_undone()
    {
        using var sandbox = Deployed();
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=2.0.0").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);

        var end = CloseAt(sandbox, "Rollback reason", 3, "msbuild", "-nologo", "-tl:on", "deploy.proj", "-t:LleRollback");

        Assert.AreEqual(LaunchOutcome.Exited, end.Outcome, $"ended by signal {end.Signal}");
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        Assert.AreEqual("FAILED", (string?)sandbox.Result()["Status"]);
    }

    [TestMethod]
    public void A_restore_is_undone()
    {
        using var sandbox = Deployed();
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=2.0.0").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        var stamp = Path.GetFileName(Directory.GetDirectories(sandbox.Path("prefix/var/lib/lusush/backups")).Order(StringComparer.Ordinal)
            .Last());

        var end = CloseAt(sandbox, "Restore of backup", 3, "msbuild", "-nologo", "-tl:on", "deploy.proj", "-t:LleRestore",
            $"-p:LleBackupTimestamp={stamp}");

        Assert.AreEqual(LaunchOutcome.Exited, end.Outcome, $"ended by signal {end.Signal}");
        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix));
        Assert.AreEqual("FAILED", (string?)sandbox.Result()["Status"]);
    }

    [TestMethod]
    public void What_nohup_protects_goes_on()
    {
        using var sandbox = Deployed();
        sandbox.DeployProject("""
            <PropertyGroup><LleStartupRuns>300</LleStartupRuns></PropertyGroup>
            """);

        using var build = Process.Start("/bin/sh",
            ["-c", $"trap '' HUP; cd '{sandbox.Root}' && exec '{Infrastructure.Cli.Dotnet}' msbuild -nologo -v:q -nr:false deploy.proj " +
            $"-p:LleVersion=2.0.0"]);
        OperationLogs.WaitFor(sandbox, "BEGIN PHASE 8/12", 2, () => build.HasExited, () => $"exit code {build.ExitCode}");
        Shell.Run("-c", $"kill -HUP {build.Id}");
        build.WaitForExit();

        Assert.AreEqual(0, build.ExitCode);
        Assert.AreEqual("SUCCESS", (string?)sandbox.Result()["Status"]);
    }

    [TestMethod]
    public void The_terminal_still_shows_what_was_written_until_the_end()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject(
            """<Target Name="Last" AfterTargets="LleDeploy"><Message Importance="high" Text="deploy -> the last line" /></Target>""");

        using var window = new TerminalWindow(sandbox.Root, Infrastructure.Cli.Dotnet, "msbuild", "-nologo", "-tl:on", "deploy.proj");
        while (!window.HasEnded)
        {
            Thread.Sleep(20);
        }

        var seen = window.Seen;
        Assert.AreEqual(0, window.Finish().ExitCode, seen);
        Assert.Contains("the last line", seen);
    }

    /// <summary>A sandbox with a deployed version and so much data that a backup takes its time.</summary>
    private static Sandbox Deployed()
    {
        var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();
        var data = Directory.CreateDirectory(sandbox.Path("prefix/var/lib/lusush/live")).FullName;
        for (var file = 0; file < 3000; file++)
        {
            File.WriteAllText(Path.Combine(data, $"{file}"), $"{file}");
        }

        return sandbox;
    }

    private static ChildEnd CloseAt(Sandbox sandbox, string moment, int operation, params string[] arguments)
    {
        using var window = new TerminalWindow(sandbox.Root, Infrastructure.Cli.Dotnet, arguments);
        OperationLogs.WaitFor(sandbox, moment, operation, () => window.HasEnded, () => window.Seen);
        window.Dispose();
        return window.Finish();
    }
}
