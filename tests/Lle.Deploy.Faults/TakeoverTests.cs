using System.Diagnostics;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Options;
using Lle.Deploy.Phases;
using Lle.Deploy.Posix;
using Lle.Deploy.Services;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>LleReplaces: an installation under a new name takes over the one that the program had before.</summary>
[TestClass]
public sealed class TakeoverTests
{
    [TestMethod]
    public void A_renamed_program_takes_configuration_data_logs_and_backups_along_and_leaves_nothing_under_its_old_name()
    {
        using var both = new Renamed();
        var (old, renamed) = (both.Old.Layout, both.New.Layout);
        File.AppendAllText(old.Configuration, "release_local=mine\n");
        Directory.CreateDirectory(Path.Combine(old.DataDir, "sessions"));
        File.WriteAllText(Path.Combine(old.DataDir, "sessions/one"), "user data");
        File.CreateSymbolicLink(Path.Combine(old.DataDir, "last"), "sessions/one");
        File.SetUnixFileMode(Path.Combine(old.DataDir, "sessions"), (UnixFileMode)0x16d);
        var backups = both.Old.BackupIds;

        var record = both.New.Do("deploy", "B", "LleReplaces=alpha");

        Assert.AreEqual("1.0.0", record.PreviousVersion);
        Assert.AreEqual(Sandbox.Answer("B"), ProcessRun.Start(renamed.Binary, []).Output.Trim());
        Assert.Contains("release_local=mine", File.ReadAllText(renamed.Configuration));
        Assert.Contains("release_B=yes", File.ReadAllText(renamed.Configuration));
        Assert.AreEqual("user data", File.ReadAllText(Path.Combine(renamed.DataDir, "last")));
        Assert.AreEqual((UnixFileMode)0x16d, File.GetUnixFileMode(Path.Combine(renamed.DataDir, "sessions")));
        CollectionAssert.IsSubsetOf(backups.ToList(), both.New.BackupIds.ToList());
        Assert.IsTrue(File.Exists(Path.Combine(renamed.LogDir, "deployment_audit_alpha.log")));
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(both.New.Prefix, "alpha*", SearchOption.AllDirectories));
        Assert.AreEqual("", string.Join(' ', Directory.EnumerateFileSystemEntries(both.New.Prefix, ".lle*", SearchOption.AllDirectories)));
        Assert.AreEqual("", string.Join(" ", StatusReader.Read(renamed, both.New.Told.Add).Drift));
    }

    [TestMethod]
    [DataRow("app")]
    [DataRow("tree")]
    public void Versions_and_links_of_the_old_name_go_and_those_of_the_new_one_come(string kind)
    {
        using var both = new Renamed(kind == "tree");
        string[] options = kind == "tree" ? [] : [$"LlePayloadKind={kind}"];
        both.Old.Do("deploy", "B", options);
        both.Old.Do("deploy", "C", options);
        File.WriteAllText(Path.Combine(both.Old.Layout.DataDir, "live"), "data");

        both.New.Do("deploy", "D", [.. options, "LleReplaces=alpha"]);

        Assert.AreEqual(Sandbox.Answer("D"), ProcessRun.Start(both.New.Layout.Binary, []).Output.Trim());
        Assert.AreEqual("data", File.ReadAllText(Path.Combine(both.New.Layout.DataDir, "live")));
        Assert.AreEqual("", string.Join(' ', Standing(both.New.Layout).Where(path => Path.GetFileName(path).StartsWith("alpha",
            StringComparison.Ordinal))));
        Assert.AreEqual("", string.Join(' ', Standing(both.New.Layout).Where(IsDangling)), "links that lead to nothing");
        Assert.AreEqual("", string.Join(" ", StatusReader.Read(both.New.Layout, both.New.Told.Add).Drift));
        both.New.Do("uninstall", "D", [.. options, "LlePurge=true"]);
        Assert.IsFalse(Directory.Exists(both.New.Prefix));
    }

    [TestMethod]
    public void A_takeover_of_versions_that_fails_leaves_them_and_their_links()
    {
        using var both = new Renamed(isTree: true);
        both.Old.Do("deploy", "B");
        var before = Fingerprint.Of(both.Old.Layout);

        var record = both.New.Run("deploy", "C", "LleReplaces=alpha", "LleReadinessThreshold=100",
            "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true");

        Assert.AreEqual(DeploymentStatus.RolledBack, record.Status, string.Join("; ", both.New.Told));
        both.ClearLogs();
        Assert.IsNull(Fingerprint.Of(both.Old.Layout).DifferenceFrom(before));
    }

    [TestMethod]
    public void What_was_given_to_an_owner_stays_the_owners_and_another_owner_gets_what_is_the_programs()
    {
        if (Accounts.CurrentUser != 0)
        {
            Tools.Lacks("root, who alone can give files away");
        }

        using var both = new Renamed();
        both.Old.Do("deploy", "B", "LleOwner=daemon", "LleGroup=daemon");
        var live = Path.Combine(both.Old.Layout.Live, "one");
        File.WriteAllText(live, "data");
        Sandbox.Tool("chown", "daemon:daemon", live);

        both.New.Do("deploy", "C", "LleReplaces=alpha", "LleOwner=nobody");

        var layout = both.New.Layout;
        Assert.AreEqual(1u, PathState.Capture(Path.Combine(layout.Live, "one")).User, "data keeps its owner");
        Assert.AreEqual(65534u, PathState.Capture(layout.Binary).User);
        Assert.AreEqual(65534u, PathState.Capture(layout.Configuration).User);
        foreach (var record in new[] { layout.DataDir, layout.BackupDir, layout.InstallationFile, layout.History })
        {
            Assert.AreEqual(0u, PathState.Capture(record).User, record);
        }

        Assert.AreEqual("", string.Join(" ", StatusReader.Read(layout, both.New.Told.Add).Drift));
    }

    [TestMethod]
    public void One_whose_directories_held_other_files_before_is_refused()
    {
        using var sandbox = new Sandbox();
        var (old, renamed) = (sandbox.Beside(sandbox.Prefix, "alpha"), sandbox.Beside(sandbox.Prefix, "beta"));
        Directory.CreateDirectory(old.Layout.LogDir);
        File.WriteAllText(Path.Combine(old.Layout.LogDir, "theirs.log"), "somebody's");
        old.Do("deploy", "A");

        Refused(old, renamed, "held other files before it was deployed");
    }

    [TestMethod]
    public void One_of_version_1_0_0_is_refused_until_an_operation_has_rewritten_its_records()
    {
        using var sandbox = new Sandbox();
        OldInstallation.Place(sandbox, "installed");
        var renamed = sandbox.Beside(sandbox.Prefix, "beta");

        Refused(sandbox, renamed, "its records are of version 1.0.0", "lusush");
        sandbox.Do("backup");
        renamed.Do("deploy", "C", "LleReplaces=lusush");

        Assert.AreEqual(Sandbox.Answer("C"), ProcessRun.Start(renamed.Layout.Binary, []).Output.Trim());
        Assert.IsFalse(File.Exists(sandbox.Layout.Binary));
    }

    [TestMethod]
    public void Too_little_room_for_the_copy_is_found_before_anything_is_touched()
    {
        using var both = new Renamed();
        const long Kib = 65536;
        File.WriteAllBytes(Path.Combine(both.Old.Layout.DataDir, "big"), new byte[Kib * 1024]);
        var free = FreeSpace.Kib(both.Old.Prefix);

        Refused(both.Old, both.New, "of them for what LleReplaces copies", "alpha", "LLE1202", $"LleRequiredDiskSpace={free - (Kib / 2)}");
    }

    private static void Refused(
        Sandbox old, Sandbox renamed, string why, string name = "alpha", string code = "LLE3058", params string[] more)
    {
        var before = Fingerprint.Of(old.Layout);
        try
        {
            renamed.Run("deploy", "B", [$"LleReplaces={name}", .. more]);
        }
        catch (DeploymentException error)
        {
            renamed.Told.AddRange(error.Diagnostics);
        }

        var told = renamed.Told.Single(d => d.Code == code);
        Assert.Contains(why, told.Message);
        Assert.IsNull(Fingerprint.Of(old.Layout).DifferenceFrom(before, path => path.Contains("/beta", StringComparison.Ordinal)));
        Assert.IsFalse(File.Exists(renamed.Layout.Binary));
        Assert.IsFalse(File.Exists(renamed.Layout.InstallationFile));
    }

    private static bool IsDangling(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target && !Path.Exists(target.FullName);

    /// <summary>Everything but what backups hold.</summary>
    private static IEnumerable<string> Standing(Layout.TargetLayout layout) => Directory
        .EnumerateFileSystemEntries(layout.Prefix, "*", SearchOption.AllDirectories)
        .Where(path => !path.StartsWith(layout.BackupDir, StringComparison.Ordinal));

    [TestMethod]
    public void What_a_process_still_works_in_under_the_old_name_goes_all_the_same()
    {
        using var both = new Renamed();
        using var user = Process.Start(new ProcessStartInfo("sleep", "60") { WorkingDirectory = both.Old.Layout.DataDir })!;
        try
        {
            both.New.Do("deploy", "B", "LleReplaces=alpha");

            Assert.IsEmpty(Directory.EnumerateFileSystemEntries(both.New.Prefix, "alpha*", SearchOption.AllDirectories));
        }
        finally
        {
            user.Kill();
        }
    }

    [TestMethod]
    public void Later_deployments_that_still_say_so_have_nothing_to_take_over_and_a_purge_leaves_nothing()
    {
        using var both = new Renamed();
        File.WriteAllText(Path.Combine(both.Old.Layout.DataDir, "live"), "data");
        both.New.Do("deploy", "B", "LleReplaces=alpha");

        Assert.AreEqual(DeploymentStatus.Unchanged, both.New.Do("deploy", "B", "LleReplaces=alpha").Status);
        both.New.Do("deploy", "C", "LleReplaces=alpha");
        both.New.Do("rollback", "C");
        File.WriteAllText(Path.Combine(both.New.Layout.DataDir, "live"), "changed by the program");
        Assert.IsEmpty(StatusReader.Read(both.New.Layout, both.New.Told.Add).Drift);
        Assert.AreEqual(Sandbox.Answer("B"), ProcessRun.Start(both.New.Layout.Binary, []).Output.Trim());
        both.New.Do("uninstall", "B", "LlePurge=true");

        Assert.IsFalse(Directory.Exists(both.New.Prefix));
    }

    [TestMethod]
    public void A_backup_of_the_old_name_is_one_of_the_new_one_and_restores_its_data()
    {
        using var both = new Renamed();
        File.WriteAllText(Path.Combine(both.Old.Layout.DataDir, "live"), "then");
        var stamp = both.Old.Do("backup").Backup!.Timestamp;
        both.New.Do("deploy", "B", "LleReplaces=alpha");
        File.WriteAllText(Path.Combine(both.New.Layout.DataDir, "live"), "now");

        both.New.Run("restore", "B", $"LleBackupTimestamp={stamp}");

        Assert.AreEqual("then", File.ReadAllText(Path.Combine(both.New.Layout.DataDir, "live")));
    }

    [TestMethod]
    public void A_takeover_that_fails_leaves_the_old_name_as_it_was()
    {
        using var both = new Renamed();
        var before = Fingerprint.Of(both.Old.Layout);

        var record = both.New.Run("deploy", "B", "LleReplaces=alpha", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100",
            "LleKeepDegraded=true");

        Assert.AreEqual(DeploymentStatus.RolledBack, record.Status, string.Join("; ", both.New.Told));
        Assert.IsFalse(File.Exists(both.New.Layout.InstallationFile));
        both.ClearLogs();
        Assert.IsNull(Fingerprint.Of(both.Old.Layout).DifferenceFrom(before));
        Assert.AreEqual("1.0.0", both.Old.Do("deploy", "A").PreviousVersion);
    }

    [TestMethod]
    public void A_rollback_does_not_go_back_over_a_takeover()
    {
        using var both = new Renamed();
        both.New.Do("deploy", "B", "LleReplaces=alpha");
        var before = Fingerprint.Of(both.New.Layout);

        var record = both.New.Run("rollback", "B");

        Assert.AreEqual(DeploymentStatus.Failed, record.Status);
        Assert.Contains("LLE3060", both.New.Told.Select(d => d.Code));
        Assert.IsNull(Fingerprint.Of(both.New.Layout).DifferenceFrom(before));

        both.Old.Do("deploy", "A", "LleReplaces=beta");
        Assert.AreEqual(Sandbox.Answer("A"), ProcessRun.Start(both.Old.Layout.Binary, []).Output.Trim());
        Assert.IsFalse(File.Exists(both.New.Layout.Binary));
    }

    [TestMethod]
    [DataRow("gamma", "LLE3057")]
    [DataRow("beta", "LLE3058")]
    public void What_cannot_be_replaced_is_refused_before_anything_is_touched(string name, string code)
    {
        using var both = new Renamed();
        var before = Fingerprint.Of(both.Old.Layout);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => both.New.Run("deploy", "B", $"LleReplaces={name}"));

        Assert.AreEqual(code, refused.Diagnostics[0].Code);
        Assert.IsNull(Fingerprint.Of(both.Old.Layout).DifferenceFrom(before));
        Assert.IsFalse(Directory.Exists(both.New.Layout.DataDir));
    }

    [TestMethod]
    public void An_installation_with_services_is_refused_because_nobody_would_stop_them()
    {
        using var both = new Renamed();
        var services = new InstalledServices([new Service("web")], []) { Place = both.Old.Prefix };
        File.WriteAllText(both.Old.Layout.Services, services.ToText());
        var before = Fingerprint.Of(both.Old.Layout);

        var refused = Assert.ThrowsExactly<DeploymentException>(() => both.New.Run("deploy", "B", "LleReplaces=alpha"));

        Assert.AreEqual("LLE3058", refused.Diagnostics[0].Code);
        Assert.Contains("it has services (web)", refused.Diagnostics[0].Message);
        Assert.IsNull(Fingerprint.Of(both.Old.Layout).DifferenceFrom(before));
    }

    [TestMethod]
    public void Two_installations_do_not_become_one()
    {
        using var both = new Renamed();
        both.New.Do("deploy", "B");

        var refused = Assert.ThrowsExactly<DeploymentException>(() => both.New.Run("deploy", "C", "LleReplaces=alpha"));

        Assert.AreEqual("LLE3058", refused.Diagnostics[0].Code);
        Assert.IsTrue(File.Exists(both.Old.Layout.Binary));
    }

    [TestMethod]
    public void A_directory_outside_of_the_prefix_stays_where_it_is_or_is_refused()
    {
        using var sandbox = new Sandbox();
        var backups = Path.Combine(sandbox.Root, "backups");
        var (old, renamed) = (sandbox.Beside(sandbox.Prefix, "alpha"), sandbox.Beside(sandbox.Prefix, "beta"));
        var id = old.Do("deploy", "A", $"LleBackupDir={backups}").Backup!.Timestamp;

        var refused = Assert.ThrowsExactly<DeploymentException>(() => renamed.Run("deploy", "B", "LleReplaces=alpha"));
        renamed.Do("deploy", "B", "LleReplaces=alpha", $"LleBackupDir={backups}");

        Assert.AreEqual("LLE3058", refused.Diagnostics[0].Code);
        Assert.Contains("LleBackupDir", refused.Diagnostics[0].Message);
        CollectionAssert.Contains(Sandbox.BackupIdsOf(renamed.Options("B", $"LleBackupDir={backups}").Layout).ToList(), id);
        Assert.IsFalse(Directory.Exists(old.Layout.DataDir));
    }

    [TestMethod]
    public void The_same_program_under_another_name_is_a_warning_and_not_taken_over_by_itself()
    {
        using var both = new Renamed();
        File.Copy(Path.Combine(both.Old.Payload("A"), "alpha"), Path.Combine(both.New.Payload("A"), "beta"), overwrite: true);

        both.New.Do("deploy", "A");

        Assert.Contains("LLE3062", both.New.Told.Select(d => d.Code));
        Assert.IsTrue(File.Exists(both.Old.Layout.Binary));
    }

    [TestMethod]
    public void Data_that_is_written_to_while_it_is_taken_over_is_not_lost()
    {
        using var both = new Renamed();
        var data = Path.Combine(both.Old.Layout.DataDir, "live");
        File.WriteAllText(data, "before");
        var told = new List<Diagnostic>();
        using (var deployment = Deployment.Open(both.New.Options("B", "LleReplaces=alpha"), Steps.All, OperationListener.Of(told.Add)))
        {
            foreach (var step in Steps.All.TakeWhile(step => deployment.Run(step, CancellationToken.None)))
            {
                if (step is CreateBackup)
                {
                    File.WriteAllText(data, "meanwhile");
                }
            }

            deployment.Abandon("a phase failed");
        }

        Assert.Contains("LLE3061", told.Select(d => d.Code), string.Join("; ", told));
        Assert.AreEqual("meanwhile", File.ReadAllText(data));
        Assert.AreEqual("1.0.0", both.Old.Do("deploy", "A").PreviousVersion);
    }

    [TestMethod]
    public void A_plan_names_what_a_takeover_does_and_changes_nothing()
    {
        using var both = new Renamed();
        File.WriteAllText(Path.Combine(both.Old.Layout.DataDir, "live"), "data");
        File.AppendAllText(both.Old.Layout.Configuration, "release_local=mine\n");
        var before = Fingerprint.Of(both.Old.Layout);

        var plan = Planner.Plan(both.New.Options("B", "LleReplaces=alpha"), Steps.All, OperationListener.Of(both.New.Told.Add),
            CancellationToken.None);

        Assert.IsNull(Fingerprint.Of(both.Old.Layout).DifferenceFrom(before));
        var actions = plan.Files.ToDictionary(file => file.Path, file => file.Action.ToString());
        Assert.AreEqual("Create", actions[Path.Combine(both.New.Layout.DataDir, "live")]);
        Assert.AreEqual("Remove", actions[Path.Combine(both.Old.Layout.DataDir, "live")]);
        Assert.AreEqual("Remove", actions[both.Old.Layout.Binary]);
        Assert.AreEqual("Create", actions[both.New.Layout.Configuration]);
        both.New.Do("deploy", "B", "LleReplaces=alpha");
        foreach (var (path, action) in actions)
        {
            Assert.AreEqual(action != "Remove", Path.Exists(path) || new FileInfo(path).LinkTarget is not null, $"{action} {path}");
        }
    }

    [TestMethod]
    public void A_takeover_of_the_same_program_that_was_killed_before_its_journal_was_written_is_recovered()
    {
        using var both = new Renamed();
        string[] named = ["LleReplaces=alpha", "LleName=gamma"];
        var before = Fingerprint.Of(both.Old.Layout);
        var transactions = both.Old.Options("B", named).Layout.Transactions;
        Directory.CreateDirectory(Path.Combine(transactions, "20260101_000000"));

        Assert.IsTrue(InProcessRun.IsGood(both.Old.Run("recover", "B", named)));

        Assert.IsEmpty(Directory.GetDirectories(transactions));
        Assert.IsNull(Fingerprint.Of(both.Old.Layout).DifferenceFrom(before,
            path => path.Contains("/gamma", StringComparison.Ordinal)));
        both.Old.Do("deploy", "B", named);
    }

    [TestMethod]
    [DataRow("beta")]
    [DataRow("alpha")]
    public void A_takeover_killed_at_any_call_leaves_the_old_name_or_the_new_one(string program)
    {
        using var both = new Renamed();
        var (old, renamed) = (both.Old, program == "beta" ? both.New : both.Old);
        string[] named = program == "beta" ? ["LleReplaces=alpha"] : ["LleReplaces=alpha", "LleName=gamma"];
        var layout = renamed.Options("B", named).Layout;
        File.WriteAllText(Path.Combine(old.Layout.DataDir, "live"), "data");
        var state = old.Save();
        var before = Fingerprint.Of(old.Layout);
        var command = renamed.Command("deploy", "B", named);
        var wrong = new List<string>();
        var outcomes = new HashSet<bool>();
        foreach (var call in Sampling.Spread(Strace.Changes(renamed, command), 8, int.MaxValue))
        {
            old.Load(state);
            Strace.Kill(call, command);
            var refused = File.Exists(layout.InstallationFile) ? null : Refusal(old);
            var recovered = renamed.Run("recover", "B", named);
            var isNew = File.Exists(layout.InstallationFile);
            var difference = isNew ? Leftover(layout)
                : Fingerprint.Of(old.Layout).DifferenceFrom(before, path => path.Contains($"/{layout.Name}", StringComparison.Ordinal));
            outcomes.Add(isNew);
            if (!InProcessRun.IsGood(recovered) || difference is not null || refused is not null and not "LLE3059")
            {
                wrong.Add($"killed at {call.Text}: {recovered.Status} {difference} {refused} {string.Join("; ", renamed.Told)}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.HasCount(2, outcomes);
    }

    /// <summary>Under the old name nobody writes while it is unknown whose it is.</summary>
    private static string? Refusal(Sandbox old)
    {
        try
        {
            var plan = Planner.Plan(old.Options("A"), Steps.All, OperationListener.Of(_ => { }), CancellationToken.None);
            return plan.Files.Count > 0 ? null : "no plan";
        }
        catch (DeploymentException error)
        {
            return error.Diagnostics[0].Code;
        }
    }

    private static string? Leftover(Layout.TargetLayout layout) =>
        Directory.EnumerateFileSystemEntries(layout.Prefix, "*", SearchOption.AllDirectories).FirstOrDefault(path =>
            Path.GetFileName(path).StartsWith(".lle", StringComparison.Ordinal)
            || (path != layout.Binary && Path.GetFileName(path) == "alpha" && !path.StartsWith(layout.BackupDir, StringComparison.Ordinal)))
        ?? (File.ReadAllText(Path.Combine(layout.DataDir, "live")) == "data" ? null : "its data");

    /// <summary>A prefix in which alpha is deployed, and a payload of beta.</summary>
    private sealed class Renamed : IDisposable
    {
        private readonly Sandbox sandbox;

        public Renamed(bool isTree = false)
        {
            sandbox = new Sandbox(isTree);
            (Old, New) = (sandbox.Beside(sandbox.Prefix, "alpha"), sandbox.Beside(sandbox.Prefix, "beta"));
            Old.Do("deploy", "A");
        }

        public Sandbox Old { get; }

        public Sandbox New { get; }

        /// <summary>Logs of a failed deployment stay.</summary>
        public void ClearLogs()
        {
            Directory.Delete(New.Layout.LogDir, recursive: true);
            Directory.Delete(New.Layout.DataDir, recursive: true);
        }

        public void Dispose() => sandbox.Dispose();
    }
}
