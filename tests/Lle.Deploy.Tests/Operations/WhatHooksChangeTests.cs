using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>
/// Between two steps the hooks of a project run. What they change on installed files belongs to the deployment: it is committed with it,
/// undone with it, and rolled back with it.
/// </summary>
[TestClass]
public sealed class WhatHooksChangeTests
{
    private const string AfterInstall = "ConfigureSecurity";
    private const string BeforeInstall = "CreateBackup";
    private const string AfterVerify = "AssessReadiness";

    [TestMethod]
    [DataRow(AfterInstall)]
    [DataRow(AfterVerify)]
    public void An_edit_of_the_new_configuration_is_committed_and_a_rollback_takes_it_back(string step)
    {
        using var target = new Target();
        target.Deployed();
        var before = target.Tree();
        target.Configuration(File.ReadAllText(Configuration(target)).Replace("pool=yes", "pool=no", StringComparison.Ordinal));

        target.Good(Deploy(target, step, () => File.AppendAllText(Configuration(target), "# by a hook\n")));

        Assert.EndsWith("# by a hook\n", File.ReadAllText(Configuration(target)));
        Assert.IsFalse(target.WasTold("LLE3007"), string.Join("; ", target.Told));
        target.Good(target.Engine().Rollback(CancellationToken.None));
        target.IsStill(before);
    }

    [TestMethod]
    [DataRow(BeforeInstall)]
    [DataRow(AfterInstall)]
    [DataRow(AfterVerify)]
    public void An_edit_of_a_file_that_the_deployment_itself_leaves_as_it_is_is_undone_and_rolled_back_too(string step)
    {
        using var target = new Target();
        target.Deployed();
        var before = target.Tree();
        void Edit() => File.AppendAllText(Configuration(target), "# by a hook\n");
        target.Payload("echo second");

        Assert.AreEqual("ROLLED_BACK", Deploy(target, step, Edit, abandoned: true).Status, string.Join("; ", target.Told));
        target.IsStill(before);
        target.Good(Deploy(target, step, Edit));
        Assert.EndsWith("# by a hook\n", File.ReadAllText(Configuration(target)));
        target.Good(target.Engine().Rollback(CancellationToken.None));

        target.IsStill(before);
    }

    [TestMethod]
    public void Mode_and_absence_are_changes_too()
    {
        using var target = new Target();
        target.Deployed();
        var before = target.Tree();
        target.Payload("echo second");

        var result = Deploy(target, AfterInstall, () =>
        {
            File.SetUnixFileMode(Configuration(target), (UnixFileMode)0x1a0);
            File.Delete(target.At("etc/lusush/monitor_lle.sh"));
        }, abandoned: true);

        Assert.AreEqual("ROLLED_BACK", result.Status, string.Join("; ", target.Told));
        target.IsStill(before);
    }

    [TestMethod]
    public void A_program_that_a_hook_has_changed_is_what_later_checks_compare_with()
    {
        using var target = new Target();
        target.Deployed();
        var before = target.Tree();
        target.Payload("echo second");

        target.Good(Deploy(target, AfterInstall, () => File.AppendAllText(target.Binary, "# by a hook\n")));

        Assert.IsTrue(target.Engine().Validate(CancellationToken.None).Succeeded, string.Join("; ", target.Told));
        Assert.AreEqual("", target.Engine().Status().Facts["Drift"]);
        Assert.AreEqual("UNCHANGED", target.Deployed().Status);
        target.Good(target.Engine().Rollback(CancellationToken.None));
        target.IsStill(before);
    }

    [TestMethod]
    public void What_a_hook_writes_into_the_configuration_is_held_against_its_rules()
    {
        using var target = new Target();
        target.Deployed();
        var before = target.Tree();
        target.Payload("echo second");

        var result = Deploy(target, AfterInstall, () => File.WriteAllText(
            Configuration(target), File.ReadAllText(Configuration(target)).Replace("=1000", "=99999", StringComparison.Ordinal)));

        Assert.AreEqual("ROLLED_BACK", result.Status, string.Join("; ", target.Told));
        Assert.IsTrue(target.WasTold("LLE1512"), string.Join("; ", target.Told));
        target.IsStill(before);
    }

    [TestMethod]
    public void What_changes_while_a_step_runs_is_nobodys_hook_and_is_kept()
    {
        using var target = new Target();
        target.Deployed();
        var configuration = Configuration(target);
        target.Configuration(File.ReadAllText(configuration).Replace("pool=yes", "pool=no", StringComparison.Ordinal));
        // The program is tried in steps only.
        target.Payload($"grep -q pool=no '{configuration}' && echo '# by the program' >> '{configuration}'\nexit 0");

        var result = Deploy(target, AfterInstall, () => { });

        Assert.AreEqual("NEEDS_ATTENTION", result.Status, string.Join("; ", target.Told));
        Assert.IsTrue(target.WasTold("LLE3007"), string.Join("; ", target.Told));
        Assert.Contains("# by the program", File.ReadAllText(configuration));
    }

    private static string Configuration(Target target) => target.At("etc/lusush/lle.conf");

    /// <param name="step">After this one the hook runs.</param>
    /// <param name="abandoned">The hook fails.</param>
    private static OperationResult Deploy(Target target, string step, Action hook, bool abandoned = false)
    {
        using var deployment = target.Engine().OpenDeployment()!;
        foreach (var each in Engine.Steps)
        {
            if (!deployment.Run(each, CancellationToken.None))
            {
                deployment.Abandon();
                return deployment.Result;
            }

            if (each == step)
            {
                hook();
                if (abandoned)
                {
                    deployment.Abandon("the hook failed");
                    return deployment.Result;
                }
            }
        }

        deployment.Complete();
        return deployment.Result;
    }
}
