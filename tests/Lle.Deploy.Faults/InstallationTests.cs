using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Faults;

/// <summary>Whose it is: directories, programs and backups belong to one installation, whatever another one's options say.</summary>
[TestClass]
public sealed class InstallationTests
{
    /// <summary>Its record cannot be read, so nothing says that program and directories are not its own.</summary>
    [TestMethod]
    [DataRow("the same program")]
    [DataRow("LleDataDir=DATA/inner")]
    [DataRow("LleBackupDir=DATA/inner")]
    public void What_an_installation_of_a_newer_version_has_is_not_taken(string what)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A", "LleName=first");
        var other = sandbox.Options("A", "LleName=first").Layout;
        File.WriteAllText(other.InstallationFile,
            File.ReadAllText(other.InstallationFile).Replace("Format: 2", "Format: 99", StringComparison.Ordinal));
        File.Delete(Path.Combine(other.LogDir, "installation"));
        File.Delete(Path.Combine(other.ConfigDir, "installation"));
        File.Delete(Path.Combine(other.BackupDir, "installation"));
        var before = Fingerprint.Of(other);
        string[] given = what.Contains('=', StringComparison.Ordinal)
            ? [what.Replace("DATA", other.DataDir, StringComparison.Ordinal), $"LleInstallPrefix={sandbox.Target}/second"] : [];

        var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run("deploy", "B", given));

        Assert.AreEqual("LLE3040", refused.Diagnostics[0].Code);
        Assert.AreEqual(other.InstallationFile, refused.Diagnostics[0].Location.File);
        Assert.IsNull(Fingerprint.Of(other).DifferenceFrom(before));
    }

    [TestMethod]
    public void Two_prefixes_with_one_backup_directory_are_refused_before_anything_is_touched() => Refuses("LleBackupDir", "LLE3044");

    [TestMethod]
    public void Two_prefixes_with_one_configuration_directory_are_refused_before_anything_is_touched() =>
        Refuses("LleConfigDir", "LLE3044");

    [TestMethod]
    public void Two_prefixes_with_one_log_directory_are_refused_before_anything_is_touched() => Refuses("LleLogDir", "LLE3044");

    [TestMethod]
    public void A_data_directory_of_another_prefix_is_refused() => Refuses("LleDataDir", "LLE3054");

    [TestMethod]
    public void A_data_directory_of_another_program_is_refused()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var beta = sandbox.Beside(sandbox.Prefix, "beta");
        var before = Fingerprint.Of(sandbox.Layout);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => beta.Run("deploy", "B", $"LleDataDir={sandbox.Layout.DataDir}"));

        Assert.AreEqual("LLE3046", refused.Diagnostics[0].Code);
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(before));
    }

    /// <summary>Whatever it is there: a log directory is no backup directory of somebody else's either.</summary>
    [TestMethod]
    [DataRow("LleConfigDir")]
    [DataRow("LleDataDir")]
    [DataRow("LleLogDir")]
    [DataRow("LleBackupDir")]
    public void No_directory_of_another_installation_is_taken_for_anything_else(string option)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var second = Path.Combine(sandbox.Target, "second");
        var before = Fingerprint.Of(sandbox.Layout);
        var other = sandbox.Layout;
        var accepted = new List<string>();
        foreach (var directory in new[] { other.ConfigDir, other.DataDir, other.LogDir, other.BackupDir, other.BinDir, other.LibDir })
        {
            var codes = new List<string>();
            try
            {
                sandbox.Run("deploy", "B", $"LleInstallPrefix={second}", $"{option}={directory}");
            }
            catch (DeploymentException refused)
            {
                codes.AddRange(refused.Diagnostics.Select(d => d.Code));
            }

            if (codes is not ["LLE3044" or "LLE3054" or "LLE3055", ..] || Fingerprint.Of(other).DifferenceFrom(before) is not null
                || Directory.Exists(second))
            {
                accepted.Add($"{directory}: {string.Join(' ', codes)}");
            }
        }

        Assert.IsEmpty(accepted, string.Join('\n', accepted));
    }

    [TestMethod]
    [DataRow("LleBackupDir", "FIRST/var/lib/lusush/b")]
    [DataRow("LleDataDir", "FIRST/etc/lusush/data")]
    [DataRow("LleLogDir", "FIRST/var/log/lusush/deep/down")]
    [DataRow("LleConfigDir", "FIRST/var")]
    [DataRow("LleInstallPrefix", "FIRST/var/lib/lusush/inner")]
    public void A_directory_that_lies_in_one_of_another_installation_or_holds_one_is_refused(string option, string path)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var second = Path.Combine(sandbox.Target, "second");
        var before = Fingerprint.Of(sandbox.Layout);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run("deploy", "B", $"LleInstallPrefix={second}",
            $"{option}={path.Replace("FIRST", sandbox.Prefix, StringComparison.Ordinal)}"));

        Assert.AreEqual("LLE3055", refused.Diagnostics[0].Code);
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(before));
        Assert.IsFalse(Directory.Exists(second));
    }

    [TestMethod]
    public void Two_programs_in_one_prefix_are_two_installations()
    {
        using var sandbox = new Sandbox();
        string[] alpha = Named(sandbox, "A", "alpha"), beta = Named(sandbox, "B", "beta");
        sandbox.Do("deploy", "A", alpha);
        sandbox.Do("deploy", "B", beta);
        var other = sandbox.Options("B", beta).Layout;
        var before = Fingerprint.Of(other).Entries.Where(e => e.Key.Contains("beta", StringComparison.Ordinal)).ToList();

        Assert.AreEqual("1.0.0", Operations.StatusReader.Read(sandbox.Options("A", alpha).Layout, sandbox.Told.Add).Version);
        sandbox.Do("rollback", "A", alpha);

        CollectionAssert.AreEqual(before, Fingerprint.Of(other).Entries.Where(e => e.Key.Contains("beta", StringComparison.Ordinal))
            .ToList());
        Assert.IsFalse(File.Exists(Path.Combine(sandbox.Prefix, "bin/alpha")));
        Assert.IsTrue(File.Exists(Path.Combine(sandbox.Prefix, "bin/beta")));
    }

    [TestMethod]
    public void A_second_data_directory_for_one_program_is_refused()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var before = Fingerprint.Of(sandbox.Layout);
        var other = Path.Combine(sandbox.Prefix, "var/lib/other");

        var refused = Assert.ThrowsExactly<DeploymentException>(
            () => sandbox.Run("deploy", "B", $"LleDataDir={other}", $"LleConfigDir={other}.etc", $"LleLogDir={other}.log",
                $"LleBackupDir={other}.bak"));

        Assert.AreEqual("LLE3048", refused.Diagnostics[0].Code);
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(before));
    }

    [TestMethod]
    public void Runs_over_one_program_exclude_each_other_whatever_data_directory_they_name()
    {
        using var sandbox = new Sandbox();
        var slow = SlowPayload(sandbox);
        using var holder = ProcessRun.Begin(Strace.Host, sandbox.Command("deploy", "B", $"LlePayloadDir={slow}"));
        WaitUntilHeld(sandbox, holder.Id);
        var other = Path.Combine(sandbox.Root, "other");

        var second = ProcessRun.Start(Strace.Host,
            sandbox.Command("deploy", "A", $"LleDataDir={other}/d", $"LleConfigDir={other}/c", $"LleLogDir={other}/l",
            $"LleBackupDir={other}/b"));
        File.WriteAllText(Path.Combine(sandbox.Root, "go"), "");

        Assert.AreNotEqual(0, second.ExitCode);
        Assert.Contains("LLE3011", second.Errors);
        Assert.IsFalse(Directory.Exists(other), "a refused run leaves no directory");
        Assert.AreEqual(0, ProcessRun.End(holder) is var run ? run.ExitCode : 1, run.Errors);
    }

    /// <summary>By the lock, and by a record that was found when the lock had been taken.</summary>
    [TestMethod]
    [DataRow("deploy", false)]
    [DataRow("deploy", true)]
    [DataRow("backup", true)]
    [DataRow("uninstall", true)]
    public void A_refused_run_leaves_nothing(string operation, bool existed)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var other = Path.Combine(sandbox.Target, "other");
        if (existed)
        {
            Directory.CreateDirectory(Path.Combine(other, "d"));
        }

        string[] given = [$"LleDataDir={other}/d", $"LleConfigDir={other}/c", $"LleLogDir={other}/deep/l", $"LleBackupDir={other}/b",
            $"LleInstallPrefix={sandbox.Target}/second"];
        var before = UninstallTests.Picture(sandbox.Target);
        using (Transactions.TargetLocks.Take(sandbox.Layout with { ConfigDir = $"{other}/c" }, "deploy of somebody"))
        {
            var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run(operation, "B", given));
            Assert.Contains(existed || operation == "deploy" ? "LLE3011" : "LLE1013", refused.Diagnostics.Select(d => d.Code));
        }

        Assert.AreEqual(before, UninstallTests.Picture(sandbox.Target));
    }

    [TestMethod]
    public void A_run_that_may_not_make_all_its_directories_leaves_none()
    {
        using var sandbox = new Sandbox();
        File.WriteAllText(Path.Combine(sandbox.Target, "file"), "");
        var before = UninstallTests.Picture(sandbox.Target);

        Assert.Throws<DeploymentException>(() => sandbox.Run("deploy", "A", $"LleLogDir={sandbox.Target}/file/logs"));

        Assert.AreEqual(before, UninstallTests.Picture(sandbox.Target));
    }

    [TestMethod]
    public void A_run_whose_lock_was_removed_does_not_commit()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var slow = SlowPayload(sandbox);
        using var holder = ProcessRun.Begin(Strace.Host, sandbox.Command("deploy", "B", $"LlePayloadDir={slow}"));
        WaitUntilHeld(sandbox, holder.Id);
        File.Delete(sandbox.Layout.Lock);

        var second = ProcessRun.Start(Strace.Host, sandbox.Command("deploy", "C"));
        File.WriteAllText(Path.Combine(sandbox.Root, "go"), "");
        var first = ProcessRun.End(holder);

        Assert.AreNotEqual(0, second.ExitCode, second.Output);
        Assert.Contains("LLE3011", second.Errors);
        Assert.AreNotEqual(0, first.ExitCode, first.Output);
        Assert.Contains("LLE3051", first.Errors);
        Assert.AreEqual(Sandbox.Answer("A"), ProcessRun.Start(sandbox.Layout.Binary, ["-c", "exit 0"]).Output.Trim());
    }

    [TestMethod]
    public void Locks_can_be_opened_by_nobody_else_and_leave_nothing_in_the_lock_folder()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        Assert.AreEqual((UnixFileMode)FileModes.Secret, File.GetUnixFileMode(sandbox.Layout.Lock));
        var folder = Transactions.LockFolder.Make();
        Assert.IsEmpty(Transactions.LockFolder.Names(sandbox.Layout).Where(name => File.Exists(Path.Combine(folder, name))));
    }

    [TestMethod]
    public void An_undone_first_deployment_leaves_no_identity()
    {
        using var sandbox = new Sandbox();
        var record = sandbox.Run("deploy", "A", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true");

        Assert.AreEqual("RolledBack", record.Status.ToString());
        Assert.IsEmpty(Directory.EnumerateFiles(sandbox.Prefix, "installation", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void A_copy_that_shares_a_directory_outside_of_the_prefix_is_told_to_name_its_own_or_to_adopt_it()
    {
        using var sandbox = new Sandbox();
        var outside = $"LleConfigDir={sandbox.Root}/etc";
        sandbox.Do("deploy", "A", outside);
        var copy = Path.Combine(sandbox.Root, "copy");
        Sandbox.Tool("cp", "-a", sandbox.Prefix, copy);
        string[] inCopy = [$"LleInstallPrefix={copy}", outside];

        var refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run("deploy", "B", inCopy));
        Assert.AreEqual("LLE3045", refused.Diagnostics[0].Code);

        var original = Installation.Read(sandbox.Layout.DataDir)!.Identity;
        sandbox.Do("deploy", "B", [.. inCopy, "LleAdopt=true"]);
        var adopted = Installation.Read(sandbox.Options("B", inCopy).Layout.DataDir)!;
        Assert.AreNotEqual(original, adopted.Identity);
        Assert.Contains(original, adopted.Former);
        sandbox.Do("rollback", "B", inCopy);
        refused = Assert.ThrowsExactly<DeploymentException>(() => sandbox.Run("deploy", "A", outside));
        Assert.AreEqual("LLE3044", refused.Diagnostics[0].Code);
    }

    [TestMethod]
    public void A_directory_whose_owner_is_gone_is_taken_over()
    {
        using var sandbox = new Sandbox();
        var outside = $"LleConfigDir={sandbox.Root}/etc";
        sandbox.Do("deploy", "A", outside);
        sandbox.Clear();
        sandbox.Do("deploy", "B", outside);
        Assert.AreEqual(InstallationMark.Read($"{sandbox.Root}/etc")!.Identity, Installation.Read(sandbox.Layout.DataDir)!.Identity);
    }

    [TestMethod]
    public void A_moved_installation_is_itself_and_a_directory_cannot_be_changed_behind_its_back()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var identity = Installation.Read(sandbox.Layout.DataDir)!.Identity;
        var refused = Assert.ThrowsExactly<DeploymentException>(
            () => sandbox.Run("deploy", "B", $"LleConfigDir={sandbox.Prefix}/elsewhere"));
        Assert.AreEqual("LLE3047", refused.Diagnostics[0].Code);

        var moved = Path.Combine(sandbox.Root, "moved");
        Directory.Move(sandbox.Prefix, moved);
        sandbox.Do("deploy", "B", $"LleInstallPrefix={moved}");
        Assert.AreEqual(identity, Installation.Read(sandbox.Options("B", $"LleInstallPrefix={moved}").Layout.DataDir)!.Identity);
    }

    /// <summary>A is deployed with a directory outside of its prefix; B, in another prefix, names the same one.</summary>
    private static void Refuses(string option, string code)
    {
        using var sandbox = new Sandbox();
        var shared = $"{option}={sandbox.Root}/shared";
        sandbox.Do("deploy", "A", shared);
        sandbox.Do("deploy", "B", shared);
        var before = Directory.EnumerateFileSystemEntries(sandbox.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToList();
        var stamp = Sandbox.BackupIdsOf(sandbox.Options("A", shared).Layout)[0];
        sandbox.Payload("C");
        before = [.. Directory.EnumerateFileSystemEntries(sandbox.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        foreach (var operation in new[] { "deploy", "rollback", "restore", "backup" })
        {
            var refused = Assert.ThrowsExactly<DeploymentException>(
                () => sandbox.Run(operation, "C", $"LleInstallPrefix={sandbox.Root}/second", shared, $"LleBackupTimestamp={stamp}"));
            if (operation == "deploy" || option == "LleDataDir")
            {
                Assert.AreEqual(code, refused.Diagnostics[0].Code, operation);
            }
        }

        CollectionAssert.AreEqual(before, Directory.EnumerateFileSystemEntries(sandbox.Root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).ToList());
        sandbox.Do("rollback", "B", shared);
    }

    internal static string[] Named(Sandbox sandbox, string version, string name)
    {
        var payload = Path.Combine(sandbox.Root, "payload-" + name);
        Sandbox.Tool("cp", "-a", sandbox.Payload(version), payload);
        File.Move(Path.Combine(payload, "lusush"), Path.Combine(payload, name));
        return
        [
            $"LleBinaryName={name}", $"LlePayloadDir={payload}", $"LleConfigDir={sandbox.Prefix}/etc/{name}",
            $"LleDataDir={sandbox.Prefix}/var/lib/{name}",
            $"LleLogDir={sandbox.Prefix}/var/log/{name}", $"LleBackupDir={sandbox.Prefix}/var/lib/{name}/backups",
        ];
    }

    private static string SlowPayload(Sandbox sandbox)
    {
        var folder = Path.Combine(sandbox.Root, "payload-slow");
        Sandbox.Tool("cp", "-a", sandbox.Payload("B"), folder);
        Sandbox.Write(
            Path.Combine(folder, "lusush"),
            $"#!/bin/sh\ni=0; while [ ! -e '{sandbox.Root}/go' ] && [ $i -lt 40 ]; do sleep 0.1; i=$((i + 1)); done\necho " +
            $"'{Sandbox.Answer("B")}'\n",
            0x1ed);
        return folder;
    }

    private static void WaitUntilHeld(Sandbox sandbox, int process)
    {
        var clock = Stopwatch.StartNew();
        while (Transactions.DeploymentLock.Holder(sandbox.Layout.Lock)?.Contains($"process {process} on", StringComparison.Ordinal) != true)
        {
            Assert.IsLessThan(TimeSpan.FromSeconds(60), clock.Elapsed);
            Thread.Sleep(1);
        }
    }
}
