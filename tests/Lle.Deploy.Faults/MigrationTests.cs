using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Faults.PowerLoss;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>What version 1.0.0 left is read, checked against the layout and written anew by the first operation; then it is an
/// installation like any other.</summary>
[TestClass]
public sealed class MigrationTests
{
    [TestMethod]
    public void An_upgrade_is_rolled_back_to_what_1_0_0_had_deployed_and_on_to_what_it_had_replaced()
    {
        using var sandbox = Old("installed");
        var before = Installed(sandbox);

        sandbox.Do("deploy", "C");
        Assert.AreEqual("this is version C", Answer(sandbox));
        sandbox.Do("rollback", "C");

        Assert.AreEqual(before, Installed(sandbox));
        sandbox.Do("rollback", "C");
        Assert.AreEqual("this is version A", Answer(sandbox));
        sandbox.Do("rollback", "C");
        Assert.IsFalse(File.Exists(sandbox.Layout.Binary));
    }

    [TestMethod]
    [DataRow("deploy")]
    [DataRow("rollback")]
    [DataRow("restore")]
    [DataRow("backup")]
    public void The_first_operation_writes_every_record_anew(string operation)
    {
        using var sandbox = Old("installed");
        string[] more = operation == "restore" ? [$"LleBackupTimestamp={sandbox.BackupIds[^1]}"] : [];

        sandbox.Do(operation, "C", more);

        var standing = StandingTransaction.Read(sandbox.Layout);
        Assert.IsNotEmpty(standing);
        Assert.IsTrue(standing.All(t => t.Header!.Format == TransactionHeader.CurrentFormat), "a journal is as 1.0.0 wrote it");
        var identity = standing.Select(t => t.Header!.Identity).Distinct().Single();
        Assert.IsTrue(Backups.Backup.All(sandbox.Layout.BackupDir).All(b => b.Manifest.Identity == identity));
        Assert.AreEqual(identity, Installation.Read(sandbox.Layout.DataDir)!.Identity);
        Assert.DoesNotContain(sandbox.Prefix, string.Concat(
            standing.Select(t => File.ReadAllText(Path.Combine(sandbox.Layout.Transactions, t.Folder, Journal.FileName)))));
    }

    /// <summary>Nothing bears the identity before the first operation's commit then, so the manifests wait for the second one.</summary>
    [TestMethod]
    public void Backups_of_1_0_0_whose_journals_are_gone_stay_its_own_and_no_others_join_them()
    {
        using var sandbox = Old("installed");
        foreach (var folder in Directory.GetDirectories(sandbox.Layout.Transactions))
        {
            Directory.Delete(folder, recursive: true);
        }

        var old = sandbox.BackupIds;
        var later = Path.Combine(sandbox.Layout.BackupDir, "20990101_000000");
        var aside = Path.Combine(sandbox.Root, "aside");
        Sandbox.Tool("cp", "-a", Path.Combine(sandbox.Layout.BackupDir, old[^1]), aside);
        sandbox.Do("backup", "A");
        Sandbox.Tool("mv", aside, later);

        sandbox.Do("deploy", "C");

        var identity = Installation.Read(sandbox.Layout.DataDir)!.Identity;
        Assert.AreEqual("", Backups.Backup.TryOpen(later, wholly: true)!.Manifest.Identity);
        Assert.IsTrue(old.All(id => Backups.Backup.Open(Path.Combine(sandbox.Layout.BackupDir, id)).Manifest.Identity == identity));
        Assert.AreEqual(DeploymentStatus.Failed, sandbox.Run("restore", "A", "LleBackupTimestamp=20990101_000000").Status);
        Assert.Contains(d => d.Code == "LLE3050", sandbox.Told);
        sandbox.Do("restore", "A", $"LleBackupTimestamp={old[^1]}");
        Assert.AreEqual("this is version A", Answer(sandbox));
    }

    /// <summary>Each file is synced by itself here: a syncfs for the new backup would make the old ones durable too.</summary>
    [TestMethod]
    public void Once_a_migration_has_returned_a_power_cut_takes_the_identity_from_no_backup()
    {
        using var sandbox = Old("installed");
        var model = DiskModel.Of(sandbox.Target);
        FileSystemSync.IsAllowed = false;
        try
        {
            foreach (var operation in Recorded.Operations(() => sandbox.Do("backup")))
            {
                model.Apply(operation);
            }
        }
        finally
        {
            FileSystemSync.IsAllowed = true;
        }

        model.Crash(node => [.. node.Pending.Select(_ => Fate.Lost)], 0).WriteTo(sandbox.Target);

        var identity = Installation.Read(sandbox.Layout.DataDir)!.Identity;
        var backups = Backups.Backup.All(sandbox.Layout.BackupDir);
        Assert.HasCount(3, backups);
        Assert.AreEqual("", string.Join(' ', backups.Where(b => b.Manifest.Identity != identity).Select(b => b.Id)));
    }

    [TestMethod]
    public void A_backup_of_1_0_0_is_restored_byte_for_byte()
    {
        using var sandbox = Old("installed");
        var before = Installed(sandbox);
        var taken = sandbox.Do("deploy", "C").Backup!.Timestamp;
        sandbox.Do("restore", "A", $"LleBackupTimestamp={sandbox.BackupIds[1]}");
        Assert.AreEqual("this is version A", Answer(sandbox));

        sandbox.Do("restore", "A", $"LleBackupTimestamp={taken}");

        Assert.AreEqual(before, Installed(sandbox));
    }

    [TestMethod]
    public void A_deployment_that_was_killed_under_1_0_0_is_undone_to_the_letter()
    {
        using var sandbox = Old("killed");
        Assert.AreEqual("this is version C", Answer(sandbox));

        sandbox.Do("recover");

        using var whole = Old("installed");
        Assert.AreEqual(Installed(whole), Installed(sandbox));
        Assert.IsEmpty(Directory.EnumerateFiles(sandbox.Prefix, ".lle-*", SearchOption.AllDirectories));
        sandbox.Do("rollback");
        Assert.AreEqual("this is version A", Answer(sandbox));
    }

    [TestMethod]
    public void A_copy_whose_records_of_1_0_0_name_the_original_is_refused_and_nothing_is_touched()
    {
        using var sandbox = new Sandbox();
        OldInstallation.Place(sandbox, "killed", "/opt/the-original");
        var before = Fingerprint.Of(sandbox.Layout);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run("recover"));

        Assert.AreEqual("LLE3042", refused.Diagnostics[0].Code);
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(before));
    }

    [TestMethod]
    public void A_copy_of_what_was_migrated_is_an_installation_of_its_own()
    {
        using var sandbox = Old("installed");
        sandbox.Do("deploy", "C");
        var copy = Path.Combine(sandbox.Target, "copy");
        Sandbox.Tool("cp", "-a", sandbox.Prefix, copy);
        var original = Fingerprint.Of(sandbox.Layout);

        sandbox.Do("rollback", "C", $"LleInstallPrefix={copy}");
        sandbox.Do("rollback", "C", $"LleInstallPrefix={copy}");

        Assert.AreEqual("this is version A", ProcessRun.Start(Path.Combine(copy, "bin/lusush"), []).Output.Trim());
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(original));
    }

    [TestMethod]
    public void An_uninstall_leaves_an_identity_that_the_next_deployment_takes_up()
    {
        using var sandbox = Old("installed");
        sandbox.Do("uninstall");
        Assert.IsFalse(Directory.Exists(sandbox.Layout.ConfigDir));
        var identity = Installation.Read(sandbox.Layout.DataDir)!.Identity;
        sandbox.Do("deploy", "C");
        Assert.AreEqual(identity, Installation.Read(sandbox.Layout.DataDir)!.Identity);
        Assert.HasCount(4, sandbox.BackupIds);
        sandbox.Do("restore", "A", $"LleBackupTimestamp={sandbox.BackupIds[1]}");
        Assert.AreEqual("this is version A", Answer(sandbox));
    }

    /// <summary>Version 1.0.0 did not note that it had made the data and log directories: they stay, empty.</summary>
    [TestMethod]
    public void A_purge_leaves_no_file()
    {
        using var sandbox = Old("installed");
        sandbox.Do("uninstall", "A", "LlePurge=true");
        Assert.IsEmpty(Directory.EnumerateFiles(sandbox.Prefix, "*", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(Path.Combine(sandbox.Prefix, "bin")));
    }

    /// <summary>Root gave backups and records away then; as somebody else there is nobody to give them to, and the records are the user's
    /// own.</summary>
    [TestMethod]
    public void What_1_0_0_gave_to_the_owner_is_the_deployers_again_and_can_be_rolled_back()
    {
        using var sandbox = Old("owner");
        string[] owner = Accounts.CurrentUser == 0 ? ["LleOwner=daemon", "LleGroup=daemon"] : [];

        sandbox.Do("deploy", "C", owner);

        Assert.AreEqual(Accounts.CurrentUser, PathState.Capture(sandbox.Layout.BackupDir).User);
        Assert.AreEqual(Accounts.CurrentUser, PathState.Capture(sandbox.Layout.DeploymentState).User);
        Assert.AreEqual(Accounts.CurrentUser == 0 ? 1u : Accounts.CurrentUser, PathState.Capture(sandbox.Layout.Binary).User);
        sandbox.Do("rollback", "C", owner);
        Assert.AreEqual("this is version B", Answer(sandbox));
        sandbox.Do("rollback", "C", owner);
        Assert.AreEqual("this is version A", Answer(sandbox));
    }

    [TestMethod]
    public void A_migration_killed_at_any_call_is_taken_up_by_the_next_operation()
    {
        using var sandbox = Old("installed");
        var before = sandbox.Save();
        string[] arguments = sandbox.Command("backup", "A");
        var wrong = new List<string>();
        foreach (var call in Sampling.Spread(Strace.Changes(sandbox, arguments), 12, int.MaxValue))
        {
            sandbox.Load(before);
            Strace.Kill(call, arguments);
            var rolledBack = sandbox.Run("rollback");
            if (!InProcessRun.IsGood(rolledBack) || Answer(sandbox) != "this is version A")
            {
                wrong.Add($"killed at {call.Text}: {rolledBack.Status} {string.Join("; ", sandbox.Told)}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    private static Sandbox Old(string name)
    {
        var sandbox = new Sandbox();
        OldInstallation.Place(sandbox, name);
        return sandbox;
    }

    private static string Answer(Sandbox sandbox) => ProcessRun.Start(sandbox.Layout.Binary, []).Output.Trim();

    /// <summary>Program and configuration, without the file that says whose they are; paths relative to the prefix, and nothing that holds
    /// one.</summary>
    private static string Installed(Sandbox sandbox) => string.Join('\n',
        new[] { sandbox.Layout.BinDir, sandbox.Layout.ConfigDir }.SelectMany(Directory.EnumerateFiles)
            .Where(f => Path.GetFileName(f) != "installation").Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetRelativePath(sandbox.Prefix, f)} {File.GetUnixFileMode(f)} " +
                $"{File.ReadAllText(f).Replace(sandbox.Prefix, "", StringComparison.Ordinal).Length}"));
}
