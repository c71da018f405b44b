using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Faults;

/// <summary>Reported cases, each with its own sequence.</summary>
[TestClass]
public sealed class OwnershipCaseTests
{
    [TestMethod]
    public void What_somebody_wrote_since_the_deployment_is_kept_and_named_by_its_rollback()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
        File.WriteAllText(sandbox.Layout.Checksums, "somebody's\n");

        var record = sandbox.Run("rollback", "B");

        Assert.AreEqual("NeedsAttention", record.Status.ToString());
        Assert.Contains("LLE3019", sandbox.Told.Select(d => d.Code));
        Assert.AreEqual("somebody's\n", File.ReadAllText(sandbox.Layout.Checksums));
    }

    /// <summary>Retention pruned what the rollback needed, and our own timer was taken for somebody else's change.</summary>
    [TestMethod]
    public void A_rollback_over_idle_runs_takes_the_schedule_along_and_keeps_a_configuration_edited_since()
    {
        using var sandbox = new Sandbox();
        string[] scheduled = ["LleBackupRetention=2", "LleMonitoringSchedule=systemd"];
        sandbox.Do("deploy", "A", "LleBackupRetention=2");
        sandbox.Do("deploy", "B", scheduled);
        File.AppendAllText(sandbox.Layout.MonitoringConfiguration, "# edited\n");
        for (var run = 0; run < 4; run++)
        {
            sandbox.Do("deploy", "B", scheduled);
        }

        sandbox.Do("rollback", "B", scheduled);

        Assert.AreEqual(Sandbox.Answer("A"), ProcessRun.Start(sandbox.Layout.Binary, []).Output.Trim());
        Assert.IsEmpty(Directory.EnumerateFiles(sandbox.Layout.ConfigDir, "lle-monitor.*"));
        Assert.IsNotEmpty(File.ReadAllText(sandbox.Layout.MonitoringConfiguration));
        Assert.DoesNotContain("LLE3019", sandbox.Told.Select(d => d.Code));
    }

    /// <summary>Whose the directory is that stood there, nobody can read; the program that failed does not stay in use for that.</summary>
    [TestMethod]
    [DataRow("a link")]
    [DataRow("a file")]
    public void Where_the_configuration_directory_was_replaced_the_rest_is_undone_and_it_is_named(string by)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        Strace.Kill(new TracedCall("renameat2", 6, ""), sandbox.Command("deploy", "B"));
        var (config, aside) = (sandbox.Layout.ConfigDir, Path.Combine(sandbox.Root, "aside"));
        Assert.AreEqual(Sandbox.Answer("B"), ProcessRun.Start(sandbox.Layout.Binary, []).Output.Trim());
        Directory.Move(config, aside);
        if (by == "a link")
        {
            Directory.CreateSymbolicLink(config, aside);
        }
        else
        {
            File.WriteAllText(config, "");
        }

        var record = sandbox.Run("recover");

        Assert.AreEqual(DeploymentStatus.NeedsAttention, record.Status, string.Join("; ", sandbox.Told));
        Assert.Contains(config, string.Join('\n', sandbox.Told.Where(d => d.Severity == Severity.Error)));
        Assert.AreEqual(Sandbox.Answer("A"), ProcessRun.Start(sandbox.Layout.Binary, []).Output.Trim());
        File.Delete(config);
        Directory.Move(aside, config);
        sandbox.Do("deploy", "B");
    }

    /// <summary>What was installed by hand has no identity: a backup of it was nobody's, could not be restored and was never
    /// pruned.</summary>
    [TestMethod]
    public void A_backup_of_what_was_installed_by_hand_belongs_to_the_installation_that_comes_after_it()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.Layout.BinDir);
        File.WriteAllText(sandbox.Layout.Binary, "#!/bin/sh\necho by hand\n");
        File.SetUnixFileMode(sandbox.Layout.Binary, (UnixFileMode)FileModes.Program);
        var backup = sandbox.Do("backup").DeploymentId;
        sandbox.Do("deploy", "A");

        sandbox.Do("restore", "A", $"LleBackupTimestamp={backup}");

        Assert.AreEqual("by hand", ProcessRun.Start(sandbox.Layout.Binary, []).Output.Trim());
        sandbox.Do("deploy", "B", "LleBackupRetention=1");
        Assert.DoesNotContain(backup, sandbox.BackupIds);
    }

    /// <summary>Whoever may rename the data directory may plant records in its place.</summary>
    [TestMethod]
    [DataRow("deploy")]
    [DataRow("rollback")]
    [DataRow("uninstall")]
    public void Where_somebody_else_can_rename_the_data_directory_no_record_is_read(string operation)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        File.SetUnixFileMode(Path.GetDirectoryName(sandbox.Layout.DataDir)!, (UnixFileMode)0x1ff);
        var planted = Directory.CreateDirectory(Path.Combine(sandbox.Layout.Transactions, "20251009_140930")).FullName;
        File.WriteAllText(Path.Combine(planted, "journal"), "not even looked at\n");
        var before = Fingerprint.Of(sandbox.Layout);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run(operation, "B"));

        Assert.AreEqual("LLE1201", refused.Diagnostics[0].Code);
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(before));
    }

    /// <summary>Secret files inherit the entry, and their mask keeps it from meaning anything.</summary>
    [TestMethod]
    public void A_default_access_control_list_above_the_prefix_is_no_alarm_as_long_as_nobody_can_read()
    {
        using var sandbox = new Sandbox();
        Sandbox.Tool("setfacl", "-d", "-m", "u:65534:rx", sandbox.Target);

        sandbox.Do("deploy", "A");

        Assert.DoesNotContain("LLE1610", sandbox.Told.Select(d => d.Code));
        Assert.AreEqual(0x180u, PathState(sandbox.Layout.SecurityConfiguration).Mode);
        sandbox.Do("deploy", "B");
        sandbox.Do("rollback", "B");
        sandbox.Do("uninstall", "A", "LlePurge=true");
        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    [TestMethod]
    public void A_result_cut_to_nothing_stops_neither_status_nor_the_next_operation()
    {
        using var sandbox = new Sandbox();
        var record = sandbox.Do("deploy", "A");
        File.WriteAllText(record.ResultPath!, "");

        Assert.AreEqual("1.0.0", StatusReader.Read(sandbox.Layout, sandbox.Told.Add).Version);
        sandbox.Do("deploy", "B");
        Assert.AreEqual(DeploymentStatus.Success, sandbox.Do("rollback", "B").Status);
    }

    private static Transactions.PathState PathState(string path) => Transactions.PathState.Capture(path);
}
