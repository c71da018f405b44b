using Microsoft.Build.Logging.StructuredLogger;

namespace Lle.Deploy.Tasks.Tests.Cli;

[TestClass]
public sealed class Console_output
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

        sandbox.MSBuild("deploy.proj", "-tl:on").Succeeded().Said("deployment_report_");
    }

    [TestMethod]
    public void The_phases_run_in_the_documents_order_with_the_hooks_between_them()
    {
        using var sandbox = new Sandbox();
        var hooks = new[] { "LleBeforeDeployTargets", "LleBeforeInstallTargets", "LleAfterInstallTargets", "LleAfterVerifyTargets", "LleAfterDeployTargets" };
        sandbox.DeployProject($"""
            <PropertyGroup>{string.Concat(hooks.Select(hook => $"<{hook}>My{hook}</{hook}>"))}</PropertyGroup>
            {string.Concat(hooks.Select(hook => $"<Target Name=\"My{hook}\" />"))}
            """);

        sandbox.MSBuild("deploy.proj", $"-bl:{sandbox.Path("log.binlog")}").Succeeded();

        var run = new List<string>();
        BinaryLog.ReadBuild(sandbox.Path("log.binlog")).VisitAllChildren<Target>(target => run.Add(target.Name));
        string[] expected =
        [
            "LleCheckHost", "LleCheckNames", "LleBegin", "MyLleBeforeDeployTargets", "LleBeforeDeploy", "LleCheckHooks", "LleReadVersion", "LleCollectOptions", "LleOpenDeployment",
            "LlePhaseValidatePrerequisites", "LlePhasePrepareEnvironment", "LlePhaseCreateBackup", "MyLleBeforeInstallTargets", "LleBeforeInstall",
            "LlePhaseInstallBinary", "LlePhaseRenderConfig", "LlePhaseConfigureSecurity", "MyLleAfterInstallTargets", "LleAfterInstall",
            "LlePhaseRunProbes", "LlePhaseMeasurePerformance", "LlePhaseValidateSecurity", "LlePhaseAssessReadiness", "MyLleAfterVerifyTargets", "LleAfterVerify",
            "LlePhaseActivateMonitoring", "LlePhaseFinalizeDeployment", "LleRunPhases", "LleCompleteDeployment", "MyLleAfterDeployTargets", "LleAfterDeploy", "LleDeploy",
        ];
        CollectionAssert.AreEqual(expected, run, string.Join(' ', run));
        CollectionAssert.AreEqual(
            new[] { "PRE_DEPLOYMENT_VALIDATION", "ENVIRONMENT_PREPARATION", "BACKUP_CREATION", "BINARY_INSTALLATION", "CONFIGURATION_DEPLOYMENT", "SECURITY_CONFIGURATION", "INTEGRATION_VALIDATION", "PERFORMANCE_VALIDATION", "SECURITY_VALIDATION", "PRODUCTION_READINESS", "MONITORING_ACTIVATION", "DEPLOYMENT_FINALIZATION" },
            sandbox.Result()["Phases"]!.AsArray().Select(phase => (string)phase!["Name"]!).ToArray());
    }
}
