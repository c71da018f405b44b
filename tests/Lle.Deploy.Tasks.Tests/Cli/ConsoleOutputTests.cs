using Lle.Deploy.Deployments;
using Microsoft.Build.Logging.StructuredLogger;

namespace Lle.Deploy.Tasks.Tests.Cli;

[TestClass]
public sealed class ConsoleOutputTests
{
    [TestMethod]
    public void A_deployment_ends_with_what_was_measured_and_one_line_that_leads_to_the_report()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        var lines = sandbox.MSBuild("deploy.proj").Succeeded().Output.Split('\n', StringSplitOptions.TrimEntries);

        Assert.HasCount(1, lines.Where(line => line.StartsWith("start-up   median", StringComparison.Ordinal)));
        Assert.HasCount(1, lines.Where(line => line.StartsWith("readiness  20 of 20", StringComparison.Ordinal)));
        var end = lines.Single(line => line.Contains(" -> ", StringComparison.Ordinal));
        Assert.StartsWith($"deploy -> {sandbox.Prefix}/var/log/lusush/deployment_report_", end);
    }

    [TestMethod]
    public void The_terminal_logger_ends_with_the_report()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-tl:on").Succeeded().Said("deployment_report_").Said("readiness  20 of 20");
    }

    [TestMethod]
    public void The_terminal_logger_shows_what_a_target_found()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();

        CliResult Shown(string target) => sandbox.MSBuild("deploy.proj", $"-t:{target}", "-tl:on").Succeeded();

        Shown("LleDeploy").Said("status UNCHANGED");
        Shown("LleStatus").Said("Deployed: ");
        Shown("LlePlan").Said("Would change nothing: version 1.0.0");
        Shown("LleValidate").Said("8 of 8");
        Shown("LleReadiness").Said("20 of 20");
        Shown("LleMonitor").Said("healthy").Said("Startup time: ");
        Shown("LleBackup").Said("status SUCCESS");
        Shown("LleRecover").Said("Nothing was interrupted");
    }

    [TestMethod]
    public void The_terminal_logger_shows_what_became_of_a_failed_deployment()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleAfterVerifyTargets>Gate</LleAfterVerifyTargets></PropertyGroup>
            <Target Name="Gate"><Error Text="the gate says no" /></Target>
            """);

        sandbox.MSBuild("deploy.proj", "-tl:on").Failed("the gate says no").Said("ROLLED_BACK").Said("deployment_report_");
    }

    [TestMethod]
    public void Without_the_terminal_logger_there_is_a_line_for_each_phase_when_it_begins()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        var lines = sandbox.MSBuild("deploy.proj").Succeeded().Output.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith('[')).ToArray();

        CollectionAssert.AreEqual(Phase.All.Select(phase => $"[{phase.Number}/{Phase.All.Count}] {phase.Name}").ToArray(), lines);
    }

    [TestMethod]
    public void Phases_that_are_left_out_are_refused_and_nothing_is_committed()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj",
            "-p:LlePhases=\"LlePhaseValidatePrerequisites;LlePhasePrepareEnvironment;LlePhaseInstallBinary;LlePhaseFinalizeDeployment\"")
            .Failed("LLE3070");

        Assert.IsFalse(File.Exists(sandbox.Binary));
    }

    [TestMethod]
    public void The_hooks_after_an_undo_run_where_something_was_undone()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleAfterVerifyTargets>Gate</LleAfterVerifyTargets>
                <LleAfterUndoTargets>Announce</LleAfterUndoTargets></PropertyGroup>
            <Target Name="Gate"><Error Text="the gate says no" Condition="'$(Closed)' == 'true'" /></Target>
            <Target Name="Announce">
                <Message Importance="high" Text="announced: %(LleDeployResult.Status)" />
                <Exec Command="echo told:$LLE_DEPLOYED_NAME:$LLE_DEPLOYED_VERSION:$LLE_DEPLOYED_PREFIX:"
                      EnvironmentVariables="@(LleDeployedFact)" />
            </Target>
            """);

        sandbox.MSBuild("deploy.proj", "-p:Closed=true").Failed("the gate says no").Said("announced: ROLLED_BACK")
            .Said($"told:lusush::{sandbox.Prefix}:");
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.1").Succeeded().DidNotSay("announced");
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.2", "-p:LleForce=true", "-p:Closed=true").Failed("the gate says no")
            .Said($"told:lusush:1.0.1:{sandbox.Prefix}:");
        sandbox.MSBuild("deploy.proj", "-p:LleMaxStartupTime=fast").Failed("LLE1002").DidNotSay("announced");
    }

    [TestMethod]
    public void The_hooks_after_a_rollback_and_a_restore_run()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject("""
            <PropertyGroup><LleAfterRollbackTargets>Back</LleAfterRollbackTargets>
                <LleAfterRestoreTargets>Again</LleAfterRestoreTargets></PropertyGroup>
            <Target Name="Back">
                <Message Importance="high" Text="hook: rolled back" />
                <Exec Command="echo told:$LLE_DEPLOYED_NAME:$LLE_DEPLOYED_VERSION:$LLE_DEPLOYED_ID:"
                      EnvironmentVariables="@(LleDeployedFact)" />
                <Message Importance="high" Text="result:%(LleRollbackResult.Identity):" />
            </Target>
            <Target Name="Again">
                <Message Importance="high" Text="hook: restored" />
                <Exec Command="echo told:$LLE_DEPLOYED_NAME:$LLE_DEPLOYED_VERSION:$LLE_DEPLOYED_ID:"
                      EnvironmentVariables="@(LleDeployedFact)" />
                <Message Importance="high" Text="result:%(LleRestoreResult.Identity):" />
            </Target>
            """);
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.1").Succeeded();
        sandbox.MSBuild("deploy.proj", "-t:LleBackup").Succeeded();
        var stamp = Path.GetFileName(Directory.GetDirectories(sandbox.Path("prefix", "var", "lib", "lusush", "backups"))
            .Order(StringComparer.Ordinal).Last());

        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.2").Succeeded();

        Told("lusush:1.0.1", sandbox.MSBuild("deploy.proj", "-t:LleRestore", $"-p:LleBackupTimestamp={stamp}").Succeeded()
            .Said("hook: restored"));
        foreach (var version in new[] { "1.0.2", "1.0.1", "" })
        {
            Told($"lusush:{version}", sandbox.MSBuild("deploy.proj", "-t:LleRollback").Succeeded().Said("hook: rolled back"));
        }
    }

    /// <summary>The version that is installed now, and the ID of the operation.</summary>
    private static void Told(string expected, CliResult run)
    {
        var id = System.Text.RegularExpressions.Regex.Match(run.Everything, "result:([^:]+):").Groups[1].Value;
        run.Said($"told:{expected}:{id}:");
    }

    [TestMethod]
    public void The_phases_run_in_the_documents_order_with_the_hooks_between_them()
    {
        using var sandbox = new Sandbox();
        var hooks = new[] { "LleBeforeDeployTargets", "LleBeforeInstallTargets", "LleAfterInstallTargets", "LleAfterVerifyTargets",
            "LleAfterDeployTargets" };
        sandbox.DeployProject($"""
            <PropertyGroup>{string.Concat(hooks.Select(hook => $"<{hook}>My{hook}</{hook}>"))}</PropertyGroup>
            {string.Concat(hooks.Select(hook => $"<Target Name=\"My{hook}\" />"))}
            """);

        sandbox.MSBuild("deploy.proj", $"-bl:{sandbox.Path("log.binlog")}").Succeeded();

        var run = new List<string>();
        BinaryLog.ReadBuild(sandbox.Path("log.binlog")).VisitAllChildren<Target>(target => run.Add(target.Name));
        string[] expected =
        [
            "LleCheckHost", "LleCheckNames", "LleBegin", "MyLleBeforeDeployTargets", "LleBeforeDeploy", "LleCheckHooks", "LleReadVersion",
            "LleCollectOptions", "LleOpenDeployment",
            "LlePhaseValidatePrerequisites", "LlePhasePrepareEnvironment", "LlePhaseCreateBackup", "MyLleBeforeInstallTargets",
            "LleBeforeInstall",
            "LlePhaseInstallBinary", "LlePhaseRenderConfig", "LlePhaseConfigureSecurity", "MyLleAfterInstallTargets", "LleAfterInstall",
            "LlePhaseRunProbes", "LlePhaseMeasurePerformance", "LlePhaseValidateSecurity", "LlePhaseAssessReadiness",
            "MyLleAfterVerifyTargets", "LleAfterVerify",
            "LlePhaseActivateMonitoring", "LlePhaseFinalizeDeployment", "LleRunPhases", "LleCompleteDeployment",
                "MyLleAfterDeployTargets",
            "LleAfterDeploy", "LleDeploy",
        ];
        CollectionAssert.AreEqual(expected, run, string.Join(' ', run));
        CollectionAssert.AreEqual(
            new[] { "PRE_DEPLOYMENT_VALIDATION", "ENVIRONMENT_PREPARATION", "BACKUP_CREATION", "BINARY_INSTALLATION",
                "CONFIGURATION_DEPLOYMENT", "SECURITY_CONFIGURATION", "INTEGRATION_VALIDATION", "PERFORMANCE_VALIDATION",
                "SECURITY_VALIDATION", "PRODUCTION_READINESS", "MONITORING_ACTIVATION", "DEPLOYMENT_FINALIZATION" },
            sandbox.Result()["Phases"]!.AsArray().Select(phase => (string)phase!["Name"]!).ToArray());
    }
}
