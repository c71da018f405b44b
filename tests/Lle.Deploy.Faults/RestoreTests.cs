using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Operations;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

[TestClass]
public sealed class RestoreTests
{
    [TestMethod]
    public void A_restore_brings_back_what_a_rollback_of_the_first_deployment_took_away()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("backup");
        var backup = sandbox.BackupIds[^1];
        sandbox.Do("rollback");
        Assert.IsFalse(Directory.Exists(sandbox.Layout.BinDir));

        sandbox.Do("restore", "A", $"LleBackupTimestamp={backup}");

        Assert.IsTrue(File.Exists(sandbox.Layout.Binary));
    }

    [TestMethod]
    public void What_an_uninstall_backed_up_before_anything_was_deployed_can_be_restored()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.Layout.DataDir);
        File.WriteAllText(Path.Combine(sandbox.Layout.DataDir, "notes"), "by hand");
        var uninstalled = sandbox.Do("uninstall");
        sandbox.Do("deploy", "A");
        File.WriteAllText(Path.Combine(sandbox.Layout.DataDir, "notes"), "changed");

        sandbox.Do("restore", "A", $"LleBackupTimestamp={uninstalled.DeploymentId}");

        Assert.AreEqual("by hand", File.ReadAllText(Path.Combine(sandbox.Layout.DataDir, "notes")));
    }

    [TestMethod]
    public void What_cannot_be_read_of_the_newest_backup_is_named_and_the_next_one_is_whole_without_it()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        Directory.CreateDirectory(Path.Combine(sandbox.Layout.ConfigDir, "themes"));
        File.WriteAllText(Path.Combine(sandbox.Layout.ConfigDir, "themes/dark"), "dark");
        sandbox.Do("backup");
        var command = sandbox.Command("backup", "A");

        // One of the first opens of that name is that of the newest backup.
        var runs = Enumerable.Range(1, 8).Select(number => Strace.Inject("openat", $"error=EIO:when={number}", command, out _, "themes"))
            .Where(run => run.ExitCode == 0 && run.Errors.Contains("LLE1307", StringComparison.Ordinal)).ToList();

        Assert.HasCount(1, runs);
        Assert.Contains("/config/themes': input/output error (EIO)", runs[0].Errors);
        foreach (var id in sandbox.BackupIds)
        {
            Assert.IsEmpty(Backup.Open(Path.Combine(sandbox.Layout.BackupDir, id)).Verify(CancellationToken.None));
        }
    }

    [TestMethod]
    public void Logs_within_the_data_directory_are_never_wound_back()
    {
        using var sandbox = new Sandbox();
        var logs = $"LleLogDir={sandbox.Layout.DataDir}/logs";
        sandbox.Do("deploy", "A", logs);
        var second = sandbox.Do("deploy", "B", logs);
        var audit = File.ReadAllText(Path.Combine(sandbox.Layout.DataDir, "logs/deployment_audit.log"));

        sandbox.Do("restore", "A", logs, $"LleBackupTimestamp={second.DeploymentId}");

        Assert.StartsWith(audit, File.ReadAllText(Path.Combine(sandbox.Layout.DataDir, "logs/deployment_audit.log")));
    }

    [TestMethod]
    public void A_data_directory_within_the_configuration_can_be_restored()
    {
        using var sandbox = new Sandbox();
        var data = $"LleDataDir={sandbox.Layout.ConfigDir}/data";
        string[] properties = [data, $"LleBackupDir={sandbox.Layout.ConfigDir}/data/backups"];
        sandbox.Do("deploy", "A", properties);
        var second = sandbox.Do("deploy", "B", properties);

        sandbox.Do("restore", "A", [.. properties, $"LleBackupTimestamp={second.DeploymentId}"]);

        Assert.AreEqual(File.ReadAllText(Path.Combine(sandbox.Payload("A"), "lusush")), File.ReadAllText(sandbox.Layout.Binary));
    }

    [TestMethod]
    public void A_rollback_gives_a_directory_its_mode_back()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.Layout.BackupDir);
        File.SetUnixFileMode(sandbox.Layout.BackupDir, (UnixFileMode)0x1ed);
        sandbox.Do("deploy", "A");
        Assert.AreEqual((UnixFileMode)0x1c0, File.GetUnixFileMode(sandbox.Layout.BackupDir));

        sandbox.Do("rollback");

        Assert.AreEqual((UnixFileMode)0x1ed, File.GetUnixFileMode(sandbox.Layout.BackupDir));
    }

    [TestMethod]
    public void A_restore_brings_a_closed_directory_back_closed()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        File.SetUnixFileMode(sandbox.Layout.ConfigDir, (UnixFileMode)0x1c0);
        var backup = sandbox.Do("backup").DeploymentId;
        Directory.Delete(sandbox.Layout.ConfigDir, recursive: true);

        sandbox.Do("restore", "A", $"LleBackupTimestamp={backup}");

        Assert.AreEqual((UnixFileMode)0x1c0, File.GetUnixFileMode(sandbox.Layout.ConfigDir));
    }

    [TestMethod]
    public void Idle_deployments_do_not_use_up_the_way_back()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B", "LleBackupRetention=2");
        for (var run = 0; run < 4; run++)
        {
            Assert.AreEqual(DeploymentStatus.Unchanged, sandbox.Do("deploy", "B", "LleBackupRetention=2", "LleForce=true").Status);
        }

        var rollback = sandbox.Do("rollback");

        Assert.AreEqual(File.ReadAllText(Path.Combine(sandbox.Payload("A"), "lusush")), File.ReadAllText(sandbox.Layout.Binary));
        Assert.AreEqual("1.0.0", rollback.Version);
    }

    [TestMethod]
    public void A_failed_deployment_that_stays_says_so_in_the_status()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");

        var failed = sandbox.Run(
            "deploy", "B", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true",
            "LleRollbackOnFailure=false");

        Assert.AreEqual(DeploymentStatus.Failed, failed.Status);
        var status = StatusReader.Read(sandbox.Layout, _ => { });
        Assert.AreEqual("FAILED", status.State);
        Assert.AreEqual("2.0.0", status.Version);
        sandbox.Do("rollback");
        Assert.AreEqual("ACTIVE", StatusReader.Read(sandbox.Layout, _ => { }).State);
    }

    [TestMethod]
    public void A_backup_of_nothing_is_refused_and_makes_nothing()
    {
        using var sandbox = new Sandbox();

        var refused = Assert.ThrowsExactly<Diagnostics.DeploymentException>(() => sandbox.Run("backup"));

        Assert.AreEqual("LLE1013", refused.Diagnostics[0].Code);
        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    [TestMethod]
    public void Modes_of_directories_are_restored_after_what_is_in_them()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var closed = Directory.CreateDirectory(Path.Combine(sandbox.Layout.DataDir, "closed")).FullName;
        var file = Path.Combine(closed, "file");
        File.WriteAllText(file, "before");
        File.SetUnixFileMode(closed, (UnixFileMode)0b101_101_101);
        sandbox.Do("backup");
        var backup = sandbox.BackupIds[^1];
        File.SetUnixFileMode(closed, (UnixFileMode)0b111_101_101);
        File.WriteAllText(file, "after");
        File.SetUnixFileMode(closed, (UnixFileMode)0b101_101_101);

        var trace = Recorded.Operations(() => sandbox.Do("restore", "A", $"LleBackupTimestamp={backup}"));

        Assert.AreEqual("before", File.ReadAllText(file));
        Assert.AreEqual((UnixFileMode)0b101_101_101, File.GetUnixFileMode(closed));
        Assert.IsEmpty(Directory.EnumerateFiles(closed, ".lle-*").ToList());
        var opened = trace.ToList().FindIndex(o => o.Kind == Posix.FileOperationKind.SetMode && o.Path == closed
            && o.Mode == 0b111_101_101);
        var exchanged = trace.ToList().FindIndex(o => o.Kind == Posix.FileOperationKind.Exchange && o.Path2 == file);
        var shut = trace.ToList().FindLastIndex(
            o => o.Kind == Posix.FileOperationKind.SetMode && o.Path == closed && o.Mode == 0b101_101_101);
        Assert.IsTrue(opened >= 0 && opened < exchanged && exchanged < shut, $"{opened} {exchanged} {shut}");
    }

    [TestMethod]
    public void Somebody_else_may_own_what_is_deployed()
    {
        if (Environment.UserName != "root")
        {
            Assert.Inconclusive("Only root may give files away.");
        }

        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");

        sandbox.Do("deploy", "B", "LleOwner=daemon", "LleGroup=daemon");
        sandbox.Do("deploy", "A", "LleOwner=daemon", "LleGroup=daemon");

        Assert.AreEqual("daemon", OwnerOf(sandbox.Layout.Binary));
        Assert.AreEqual("daemon", OwnerOf(sandbox.Layout.Configuration));
        Assert.AreEqual("daemon", OwnerOf(sandbox.Layout.Live));
        foreach (var record in new[] { sandbox.Layout.DataDir, sandbox.Layout.BackupDir, sandbox.Layout.Transactions,
            sandbox.Layout.DeploymentState })
        {
            Assert.AreEqual("root", OwnerOf(record), record);
        }
    }

    private static string OwnerOf(string path) => Posix.Accounts.UserName(Transactions.PathState.Capture(path).User);
}
