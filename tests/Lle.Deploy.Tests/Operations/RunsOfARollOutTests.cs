using System.Text.Json;
using System.Text.RegularExpressions;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A host answers a run once, and everybody who may ask again gets that answer.</summary>
[TestClass]
public sealed class RunsOfARollOutTests
{
    private const string Waits = "var/lib/lusush/runs/release-1.waits";

    [TestMethod]
    public void The_same_call_gets_the_same_answer_and_nothing_is_deployed_twice()
    {
        using var target = Bundled();
        var first = target.Engine().Update(CancellationToken.None);

        var second = target.Engine().Update(CancellationToken.None);

        Assert.AreEqual("SUCCESS", target.Good(first).Status);
        Assert.AreEqual((first.Status, first.DeploymentId), (second.Status, second.DeploymentId));
        Assert.AreEqual(Compact(first), Compact(second));
        Assert.AreEqual(1, Initiated(target));
    }

    [TestMethod]
    public void A_resumed_roll_out_gets_a_success_that_still_stands()
    {
        using var target = Bundled();
        var first = target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleFleetRollout"] = "second-call";

        var second = target.Engine().Update(CancellationToken.None);

        Assert.AreEqual(("SUCCESS", first.DeploymentId), (second.Status, second.DeploymentId));
        Assert.AreEqual(1, Initiated(target));
    }

    [TestMethod]
    public void A_success_that_no_longer_stands_is_no_answer()
    {
        using var target = Bundled();
        target.Good(target.Engine().Update(CancellationToken.None));
        File.AppendAllText(target.At("etc/lusush/monitor_lle.sh"), "# drift\n");
        target.Options["LleFleetRollout"] = "second-call";

        target.Good(target.Engine().Update(CancellationToken.None));

        Assert.AreEqual(2, Initiated(target));
        Assert.DoesNotContain("# drift", File.ReadAllText(target.At("etc/lusush/monitor_lle.sh")));
    }

    [TestMethod]
    public void A_success_whose_version_folder_has_changed_is_no_answer()
    {
        using var target = Bundled();
        target.Options["LleVersionFolders"] = "true";
        target.Good(target.Engine().Update(CancellationToken.None));
        var program = File.ResolveLinkTarget(target.At("bin/lusush"), returnFinalTarget: true)!.FullName;
        File.SetUnixFileMode(program, (UnixFileMode)0x1ed);
        File.AppendAllText(program, "# drift\n");
        target.Options["LleFleetRollout"] = "second-call";

        target.Engine().Update(CancellationToken.None);

        Assert.AreEqual(2, Initiated(target));
    }

    [TestMethod]
    public void A_failure_is_no_answer_to_a_later_call_although_what_it_left_stands()
    {
        using var target = Bundled();
        target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleFleetRun"] = "release-2";
        target.Options["LleMaxStartupTime"] = "1";
        var failed = target.Engine().Update(CancellationToken.None);
        target.Options["LleFleetRollout"] = "second-call";

        var again = target.Engine().Update(CancellationToken.None);

        Assert.AreEqual("ROLLED_BACK", failed.Status);
        Assert.AreNotEqual(failed.DeploymentId, again.DeploymentId);
        Assert.AreEqual(3, Initiated(target));
    }

    [TestMethod]
    public void A_success_that_another_deployment_has_replaced_is_no_answer()
    {
        using var target = Bundled();
        var first = target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleFleetRun"] = "release-2";
        target.Options["LleReadinessThreshold"] = "60";
        target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleFleetRun"] = "release-1";
        target.Options.Remove("LleReadinessThreshold");
        target.Options["LleFleetRollout"] = "second-call";

        var again = target.Good(target.Engine().Update(CancellationToken.None));

        Assert.AreNotEqual(first.DeploymentId, again.DeploymentId);
        Assert.AreEqual(3, Initiated(target));
    }

    [TestMethod]
    public void LleForce_does_a_run_again_that_still_stands()
    {
        using var target = Bundled();
        target.Options["LleForce"] = "true";
        target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleFleetRollout"] = "second-call";

        target.Good(target.Engine().Update(CancellationToken.None));

        Assert.AreEqual(2, Initiated(target));
    }

    [TestMethod]
    public void A_success_that_was_rolled_back_is_no_answer()
    {
        using var target = Bundled();
        var first = target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleDeploymentId"] = first.DeploymentId;
        target.Good(target.Engine().Rollback(CancellationToken.None));
        target.Options.Remove("LleDeploymentId");
        target.Options["LleFleetRollout"] = "second-call";

        Assert.AreEqual("SUCCESS", target.Good(target.Engine().Update(CancellationToken.None)).Status);

        Assert.AreEqual(2, Initiated(target));
    }

    [TestMethod]
    public void A_failure_is_an_answer_to_its_own_call_only()
    {
        using var target = Bundled("echo before", maxStartupTime: "1");
        var first = target.Engine().Update(CancellationToken.None);
        var again = target.Engine().Update(CancellationToken.None);
        target.Options["LleFleetRollout"] = "second-call";

        var second = target.Engine().Update(CancellationToken.None);

        Assert.AreEqual("ROLLED_BACK", first.Status);
        Assert.AreEqual(first.DeploymentId, again.DeploymentId);
        Assert.AreNotEqual(first.DeploymentId, second.DeploymentId);
        Assert.AreEqual(2, Initiated(target));
    }

    [TestMethod]
    public void The_same_name_for_something_else_is_something_else()
    {
        using var target = Bundled();
        target.Good(target.Engine().Update(CancellationToken.None));
        target.Options["LleBackupRetention"] = "3";

        Assert.AreEqual("SUCCESS", target.Good(target.Engine().Update(CancellationToken.None)).Status);

        Assert.AreEqual(2, Initiated(target));
    }

    [TestMethod]
    public void A_run_that_was_killed_between_commit_and_answer_is_not_done_again()
    {
        using var target = Bundled();
        var first = target.Good(target.Engine().Update(CancellationToken.None));
        File.Delete(target.At("var/lib/lusush/runs/release-1.deploy.json"));
        target.Options["LleFleetRollout"] = "second-call";

        var second = target.Engine().Update(CancellationToken.None);

        Assert.AreEqual(("SUCCESS", first.DeploymentId), (second.Status, second.DeploymentId));
        Assert.AreEqual(1, Initiated(target));
    }

    [TestMethod]
    public void Answers_are_for_the_deployer_only_and_in_no_backup()
    {
        using var target = Bundled();
        target.Good(target.Engine().Update(CancellationToken.None));
        target.Good(target.Engine().Backup(CancellationToken.None));

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(target.At("var/lib/lusush/runs")));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(target.At("var/lib/lusush/runs/release-1.deploy.json")));
        Assert.IsEmpty(Directory.GetDirectories(target.At("var/lib/lusush/backups"), "runs", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void A_host_that_nobody_confirms_undoes_itself()
    {
        using var target = Bundled();
        var before = target.Tree();
        target.Options["LleFleetConfirm"] = "1";

        var result = target.Engine().Update(CancellationToken.None);

        Assert.AreEqual("ROLLED_BACK", result.Status);
        Assert.IsTrue(target.WasTold("LLE2301"));
        target.IsStill(before);
        Assert.IsFalse(File.Exists(target.At(Waits)));
    }

    [TestMethod]
    public async Task A_confirmation_from_elsewhere_commits_and_gives_the_answer_there_too()
    {
        using var target = Bundled();
        target.Options["LleFleetConfirm"] = "60";
        var deploying = target.Engine();
        var confirming = target.Engine();
        var deployment = Task.Run(() => deploying.Update(CancellationToken.None));
        while (!File.Exists(target.At(Waits)) && !deployment.IsCompleted)
        {
            await Task.Delay(20);
        }

        var confirmed = confirming.Confirm(CancellationToken.None);

        Assert.AreEqual("SUCCESS", (await deployment).Status);
        Assert.AreEqual("SUCCESS", confirmed.Status);
        Assert.AreEqual(Compact(await deployment), Compact(confirmed));
    }

    [TestMethod]
    public void An_answer_that_is_given_again_names_its_own_version()
    {
        using var target = Bundled();
        var deployed = target.Engine().Update(CancellationToken.None);
        target.Options.Remove("LleUpdatePackage");
        target.Options.Remove("LleUpdateVersion");
        target.Options["LleVersion"] = "9.9.9";

        var confirmed = target.Engine().Confirm(CancellationToken.None);

        Assert.AreEqual((deployed.DeploymentId, deployed.Version), (confirmed.DeploymentId, confirmed.Version));
    }

    [TestMethod]
    public void Where_nothing_waits_there_is_nothing_to_confirm()
    {
        using var target = Bundled();

        var result = target.Engine().Confirm(CancellationToken.None);

        Assert.AreEqual("FAILED", result.Status);
        Assert.IsTrue(target.WasTold("LLE2303"));
        Assert.Contains("LLE2303", result.ToJson());
    }

    [TestMethod]
    [DataRow("LleFleetRun", "", "LLE1031")]
    [DataRow("LleFleetRun", "../elsewhere", "LLE1002")]
    [DataRow("LleFleetConfirm", "3601", "LLE1002")]
    public void A_bad_name_or_time_is_refused_before_anything_is_touched(string option, string value, string code)
    {
        using var target = Bundled();
        target.Options["LleFleetConfirm"] = "5";
        target.Options[option] = value;

        Assert.AreEqual("FAILED", target.Engine().Update(CancellationToken.None).Status);

        Assert.IsTrue(target.WasTold(code));
        Assert.IsFalse(Directory.Exists(target.Prefix));
    }

    [TestMethod]
    public void A_bundle_is_deployed_anew_where_the_same_came_from_another_one()
    {
        using var target = Bundled();
        target.Options.Remove("LleFleetRun");
        target.Options.Remove("LleFleetRollout");
        target.Good(target.Engine().Update(CancellationToken.None));
        var record = target.At("var/lib/lusush/history/fingerprint");
        var bundle = Regex.Match(File.ReadAllText(record), "\"Bundle\":\"[0-9a-f]{64}\"").Value;
        Assert.AreNotEqual("", bundle);
        var another = $"\"Bundle\":\"{new string('0', 64)}\"";
        File.WriteAllText(record, File.ReadAllText(record).Replace(bundle, another, StringComparison.Ordinal));

        target.Good(target.Engine().Update(CancellationToken.None));

        // The next environment goes by the hash of the bundle that is said to be deployed, though not a byte of the program differs.
        Assert.Contains(bundle, File.ReadAllText(record));
    }

    private static Target Bundled(string script = "echo first", string maxStartupTime = "60000000")
    {
        var target = new Target();
        target.Payload(script);
        target.Options["LleMaxStartupTime"] = maxStartupTime;
        target.Options["LleBundleDir"] = "bundles";
        var bundle = target.Engine().MakeBundle(CancellationToken.None);
        Assert.IsTrue(bundle.Succeeded, string.Join("; ", target.Told));
        target.Options["LleUpdatePackage"] = bundle.Path;
        target.Options["LleUpdateVersion"] = bundle.Version;
        target.Options["LleFleetRun"] = "release-1";
        target.Options["LleFleetRollout"] = "first-call";
        return target;
    }

    private static int Initiated(Target target) => File.ReadAllLines(target.At("var/log/lusush/deployment_audit.log"))
        .Count(line => line.Contains("Deployment initiated", StringComparison.Ordinal));

    private static string Compact(OperationResult result) => JsonSerializer.Serialize(JsonDocument.Parse(result.ToJson()).RootElement);
}
