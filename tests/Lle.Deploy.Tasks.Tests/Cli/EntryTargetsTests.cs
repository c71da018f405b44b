using System.Text.Json.Nodes;

namespace Lle.Deploy.Tasks.Tests.Cli;

/// <summary>What can be asked for besides a deployment, after one.</summary>
[TestClass]
public sealed class EntryTargetsTests
{
    [TestMethod]
    public void A_life_of_a_target()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();

        sandbox.MSBuild("deploy.proj", "-t:LlePlan").Succeeded().Said($"create  {sandbox.Binary}");
        Assert.IsFalse(Directory.Exists(sandbox.Prefix), "a plan changes nothing");

        sandbox.MSBuild("deploy.proj", "-t:LleStatus").Succeeded().Said("Deployed: nothing");
        sandbox.MSBuild("deploy.proj", "-p:LleVersion=1.0.0").Succeeded();
        sandbox.MSBuild("deploy.proj", "-t:LleValidate").Succeeded().Said("8 of 8");
        sandbox.MSBuild("deploy.proj", "-t:LleReadiness").Succeeded().Said("20 of 20");
        sandbox.MSBuild("deploy.proj", "-t:LleMonitor").Succeeded();

        var backup = Item(sandbox.MSBuild("deploy.proj", "-t:LleBackup", "-getTargetResult:LleBackup"), "LleBackup");
        Assert.IsTrue(File.Exists(Path.Combine((string)backup["BackupPath"]!, "MANIFEST")), backup.ToJsonString());

        Assert.AreEqual(0, Shell.Run("-c", $"cd '{sandbox.Root}' && tar -czf update.tar.gz -C payload ."));
        sandbox.MSBuild("deploy.proj", "-t:LleUpdate", "-p:LleUpdatePackage=update.tar.gz", "-p:LleUpdateVersion=1.1.0").Succeeded();
        var status = Item(sandbox.MSBuild("deploy.proj", "-t:LleStatus", "-getTargetResult:LleStatus"), "LleStatus");
        Assert.AreEqual("1.1.0", (string?)status["Version"]);
        Assert.StartsWith("UPDATE_1.1.0_", (string)status["DeploymentId"]!);

        sandbox.MSBuild("deploy.proj", "-t:LleRollback", "-p:LleRollbackReason=test").Succeeded();
        status = Item(sandbox.MSBuild("deploy.proj", "-t:LleStatus", "-getTargetResult:LleStatus"), "LleStatus");
        Assert.AreEqual("1.0.0", (string?)status["Version"]);

        File.WriteAllText(Path.Combine(sandbox.Prefix, "etc/lusush/lle.conf"), "spoilt");
        sandbox.MSBuild("deploy.proj", "-t:LleValidate").Failed("LLE");
        sandbox.MSBuild("deploy.proj", "-t:LleRestore", $"-p:LleBackupTimestamp={Path.GetFileName((string)backup["BackupPath"]!)}")
            .Succeeded();
        sandbox.MSBuild("deploy.proj", "-t:LleValidate").Succeeded();
    }

    [TestMethod]
    public void An_update_that_fails_its_gate_is_undone()
    {
        using var sandbox = new Sandbox();
        sandbox.DeployProject();
        sandbox.MSBuild("deploy.proj").Succeeded();
        var before = TreeFingerprint.Of(sandbox.Prefix);
        Assert.AreEqual(0, Shell.Run("-c", $"cd '{sandbox.Root}' && cp /bin/false payload/lusush && rm payload/checksums.sha256 && tar " +
            $"-czf update.tar.gz -C payload ."));

        var run = sandbox.MSBuild("deploy.proj", "-t:LleUpdate", "-p:LleUpdatePackage=update.tar.gz", "-p:LleUpdateVersion=1.1.0")
            .Failed("LLE1125");

        Assert.AreEqual(before, TreeFingerprint.Of(sandbox.Prefix), run.Everything);
    }

    private static JsonNode Item(CliResult run, string target) =>
        JsonNode.Parse(run.Succeeded().Output)!["TargetResults"]![target]!["Items"]![0]!;
}
