using Lle.Deploy.Deployments;
using Lle.Deploy.Installed;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>After an uninstall with purge the file system is what it was, to the letter; without one, what was edited and the data
/// stay.</summary>
[TestClass]
public sealed class UninstallTests
{
    /// <summary>Property values, with ROOT for the folder that is looked at; "made:" is a directory that stands before.</summary>
    public static IEnumerable<object[]> Layouts =>
    [
        ["default", ""],
        ["a prefix three directories deep", "LleInstallPrefix=ROOT/a/b/c"],
        ["directories outside of the prefix",
            "LleConfigDir=ROOT/etc/x;LleDataDir=ROOT/srv/data;LleLogDir=ROOT/log/x;LleBackupDir=ROOT/vault/x"],
        ["data within the configuration", "LleDataDir=ROOT/prefix/etc/lusush/data"],
        ["logs within the data", "LleLogDir=ROOT/prefix/var/lib/lusush/log"],
        ["backups elsewhere", "LleBackupDir=ROOT/backups"],
        ["version folders", "LlePayloadKind=app"],
        ["a tree", "tree:;LlePayloadKind=tree"],
        ["adopted", "LleAdopt=true"],
        ["empty directories that stand before", "made:prefix/etc/lusush;made:prefix/var/lib;made:prefix/bin"],
    ];

    [TestMethod]
    [DynamicData(nameof(Layouts))]
    public void After_deployments_and_a_purge_everything_is_what_it_was(string name, string layout)
    {
        using var sandbox = new Sandbox();
        foreach (var made in layout.Split(';').Where(p => p.StartsWith("made:", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.Combine(sandbox.Target, made["made:".Length..]));
        }

        foreach (var payload in layout.StartsWith("tree:", StringComparison.Ordinal) ? new[] { "A", "B", "C" }.Select(sandbox.Payload) : [])
        {
            Directory.CreateDirectory(Path.Combine(payload, "share/lusush/deep"));
            Directory.CreateDirectory(Path.Combine(payload, "bin"));
            File.Move(Path.Combine(payload, "lusush"), Path.Combine(payload, "bin/lusush"));
            File.WriteAllText(Path.Combine(payload, "share/lusush/deep/words"), payload);
            File.WriteAllText(Path.Combine(payload, $"share/lusush/only{payload[^1]}"), payload);
        }

        File.WriteAllText(Path.Combine(sandbox.Target, "own"), "somebody's");
        string[] properties = [.. layout.Split(';').Where(p => p.Contains('=', StringComparison.Ordinal))
            .Select(p => p.Replace("ROOT", sandbox.Target, StringComparison.Ordinal))];
        var before = Picture(sandbox.Target);
        sandbox.Do("deploy", "A", properties);
        sandbox.Do("deploy", "B", [.. properties, "LleBackupRetention=1"]);
        sandbox.Do("deploy", "C", [.. properties, "LleBackupRetention=1", "LleMonitoringSchedule=systemd"]);
        sandbox.Do("backup", "C", [.. properties, "LleBackupRetention=1"]);
        File.AppendAllText(sandbox.Options("C", properties).Layout.Configuration, "# edited\n");

        sandbox.Do("uninstall", "C", [.. properties, "LlePurge=true"]);

        Assert.AreEqual(before, Picture(sandbox.Target), name);
    }

    [TestMethod]
    public void What_is_removed_is_not_walked_to_from_the_root_at_each_look()
    {
        const int Few = 20, Many = 120;

        // It was 56 a file.
        Assert.IsLessThan(10.0, (Opened(Many) - Opened(Few)) / (double)(Many - Few));
    }

    /// <summary>How many files and directories an uninstallation of a tree opens.</summary>
    private static int Opened(int files)
    {
        using var sandbox = new Sandbox(isTree: true);
        var folder = Path.Combine(sandbox.Payload("A"), "share/many");
        Directory.CreateDirectory(folder);
        for (var number = 0; number < files; number++)
        {
            File.WriteAllText(Path.Combine(folder, $"{number}"), $"file {number}");
        }

        // So that each file has a link of its own.
        Directory.CreateDirectory(Path.Combine(sandbox.Prefix, "share/many"));
        File.WriteAllText(Path.Combine(sandbox.Prefix, "share/many/own"), "somebody's");
        sandbox.Do("deploy");
        return Strace.Count("openat", sandbox, sandbox.Command("uninstall", "A"));
    }

    [TestMethod]
    public void Without_a_purge_edited_configuration_data_logs_and_backups_stay_and_the_next_deployment_takes_them_up()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var identity = Installation.Read(sandbox.Layout.DataDir)!.Identity;
        File.AppendAllText(sandbox.Layout.Configuration, "# edited\n");

        sandbox.Do("uninstall");

        Assert.IsFalse(File.Exists(sandbox.Layout.Binary));
        Assert.IsTrue(File.Exists(sandbox.Layout.Configuration));
        Assert.IsFalse(File.Exists(sandbox.Layout.Monitor));
        Assert.IsFalse(File.Exists(sandbox.Layout.DeploymentState));
        Assert.HasCount(2, sandbox.BackupIds);
        Assert.IsEmpty(CommittedTransaction.Read(sandbox.Layout));
        sandbox.Do("deploy", "B");
        Assert.AreEqual(identity, Installation.Read(sandbox.Layout.DataDir)!.Identity);
        Assert.Contains("# edited", File.ReadAllText(sandbox.Layout.Configuration));
    }

    /// <summary>What the failed one has left (its logs, and the directories that hold them) was made by this installation too.</summary>
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void After_a_first_deployment_that_failed_a_purge_leaves_what_was_before_it(bool deploysAgain)
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(Path.Combine(sandbox.Prefix, "var/log"));
        var before = Picture(sandbox.Target);
        Assert.AreEqual(DeploymentStatus.Failed, sandbox.Run("deploy", "A", "LleStartupExitCode=3").Status);
        sandbox.Run("deploy", "A", "LleReadinessThreshold=100", "LleReadinessRollbackThreshold=100", "LleKeepDegraded=true");
        if (deploysAgain)
        {
            sandbox.Do("deploy", "A");
        }

        var plan = Uninstall.Plan(
            sandbox.Options("A", "LlePurge=true"), OperationListener.Of(sandbox.Told.Add), CancellationToken.None);
        sandbox.Do("uninstall", "A", "LlePurge=true");

        Assert.AreEqual(before, Picture(sandbox.Target));
        Assert.Contains(sandbox.Layout.LogDir, plan.Files.Select(file => file.Path));
    }

    [TestMethod]
    public void A_configuration_nobody_edited_goes_with_its_directory()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("uninstall");
        Assert.IsFalse(Directory.Exists(sandbox.Layout.ConfigDir),
            string.Join(' ', Directory.Exists(sandbox.Layout.ConfigDir) ? Directory.GetFileSystemEntries(sandbox.Layout.ConfigDir) : []));
        Assert.IsTrue(File.Exists(sandbox.Layout.InstallationFile));
    }

    [TestMethod]
    public void What_was_uninstalled_can_be_restored()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("uninstall");
        sandbox.Do("restore", "A", $"LleBackupTimestamp={sandbox.BackupIds[^1]}");
        Assert.AreEqual(Sandbox.Answer("A"), ProcessRun.Start(sandbox.Layout.Binary, ["-c", "exit 0"]).Output.Trim());
    }

    [TestMethod]
    [DataRow("LleDataDir")]
    [DataRow("LleLogDir")]
    [DataRow("LleBackupDir")]
    public void A_purge_is_refused_where_a_directory_held_something_before(string option)
    {
        using var sandbox = new Sandbox();
        var directory = Directory.CreateDirectory(Path.Combine(sandbox.Target, "shared")).FullName;
        File.WriteAllText(Path.Combine(directory, "own"), "");
        var given = $"{option}={directory}";
        sandbox.Do("deploy", "A", given);
        var before = Fingerprint.Of(sandbox.Layout);

        var record = sandbox.Run("uninstall", "A", given, "LlePurge=true");

        Assert.AreEqual(DeploymentStatus.Failed, record.Status);
        Assert.Contains("LLE3053", sandbox.Told.Select(d => d.Code));
        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(before));
    }

    /// <summary>A first deployment that failed keeps its logs, and one that was killed leaves unfinished ones.</summary>
    [TestMethod]
    [DataRow("lle.prom")]
    [DataRow("lle.prom.4711")]
    [DataRow("performance.log.1")]
    [DataRow(".deployment_result_20260101_000000.json.new")]
    [DataRow(".post_deployment_validation_20260101_000000.log.new")]
    [DataRow(".monitor.4711/lines")]
    public void A_purge_takes_along_what_an_earlier_run_left_among_the_logs(string left)
    {
        using var sandbox = new Sandbox();
        var path = Path.Combine(sandbox.Layout.LogDir, left);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        sandbox.Do("deploy", "A");

        sandbox.Do("uninstall", "A", "LlePurge=true");

        Assert.IsEmpty(Directory.GetFileSystemEntries(sandbox.Layout.LogDir), "the directory itself was there before");
    }

    [TestMethod]
    public void A_purge_is_refused_where_another_installation_lies_within()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var elsewhere = Path.Combine(sandbox.Target, "elsewhere");
        sandbox.Do("deploy", "A", $"LleInstallPrefix={elsewhere}");
        Directory.Move(elsewhere, Path.Combine(sandbox.Layout.DataDir, "inner"));
        Assert.IsFalse(InProcessRun.IsGood(sandbox.Run("uninstall", "A", "LlePurge=true")));
        Assert.Contains("LLE3053", sandbox.Told.Select(d => d.Code));
        Assert.IsTrue(File.Exists(sandbox.Layout.Binary));
    }

    [TestMethod]
    public void A_purge_is_refused_where_an_installation_of_a_newer_version_lies_within()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var inner = Directory.CreateDirectory(Path.Combine(sandbox.Layout.DataDir, "inner")).FullName;
        File.WriteAllText(Path.Combine(inner, "installation"), "LLE Installation\nFormat: 99\nSomething: new\n");

        Assert.IsFalse(InProcessRun.IsGood(sandbox.Run("uninstall", "A", "LlePurge=true")));

        Assert.Contains("LLE3053", sandbox.Told.Select(d => d.Code));
        Assert.IsTrue(File.Exists(sandbox.Layout.Binary));
        File.WriteAllText(Path.Combine(inner, "installation"), "notes of somebody's about an installation\n");
        sandbox.Do("uninstall", "A", "LlePurge=true");
        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    [TestMethod]
    public void Of_two_programs_in_one_prefix_each_takes_its_own_and_the_last_takes_the_prefix()
    {
        using var sandbox = new Sandbox();
        var before = Picture(sandbox.Target);
        string[] alpha = InstallationTests.Named(sandbox, "A", "alpha"), beta = InstallationTests.Named(sandbox, "B", "beta");
        sandbox.Do("deploy", "A", [.. alpha, "LleMonitoringSchedule=systemd"]);
        var onlyAlpha = Paths(sandbox.Target);
        sandbox.Do("deploy", "B", [.. beta, "LleMonitoringSchedule=systemd"]);

        sandbox.Do("uninstall", "B", [.. beta, "LlePurge=true"]);
        Assert.AreEqual(onlyAlpha, Paths(sandbox.Target));
        sandbox.Do("uninstall", "A", [.. alpha, "LlePurge=true"]);

        Assert.AreEqual(before, Picture(sandbox.Target));
    }

    [TestMethod]
    public void Of_two_programs_in_one_prefix_the_first_may_go_first()
    {
        using var sandbox = new Sandbox();
        var before = Picture(sandbox.Target);
        string[] alpha = InstallationTests.Named(sandbox, "A", "alpha"), beta = InstallationTests.Named(sandbox, "B", "beta");
        sandbox.Do("deploy", "A", alpha);
        sandbox.Do("deploy", "B", beta);

        sandbox.Do("uninstall", "A", [.. alpha, "LlePurge=true"]);
        Assert.IsTrue(File.Exists(Path.Combine(sandbox.Prefix, "bin/beta")));
        sandbox.Do("uninstall", "B", [.. beta, "LlePurge=true"]);

        Assert.AreEqual(before, Picture(sandbox.Target));
    }

    [TestMethod]
    public void A_purge_takes_pipes_unreadable_files_and_names_that_are_no_text_along()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        Sandbox.Tool("mkfifo", Path.Combine(sandbox.Layout.DataDir, "pipe"));
        Sandbox.Write(Path.Combine(sandbox.Layout.DataDir, "closed"), "secret", 0);
        Sandbox.Tool("sh", "-c", $"touch '{sandbox.Layout.LogDir}'/$(printf 'caf\\351')");
        sandbox.Do("uninstall", "A", "LlePurge=true");
        Assert.IsFalse(Directory.Exists(sandbox.Prefix));
    }

    /// <summary>The program goes on writing: what it has written meanwhile is not lost with the undo.</summary>
    [TestMethod]
    public void An_undone_purge_brings_back_data_as_it_is_by_then()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var store = Path.Combine(sandbox.Layout.DataDir, "store");
        File.WriteAllText(store, "one\n");
        using var writer = new StreamWriter(store, append: true) { AutoFlush = true };
        string[] arguments = sandbox.Command("uninstall", "A", "LlePurge=true");
        var moves = Strace.Changes(sandbox, arguments).Count(c => c.Name is "renameat");
        sandbox.Do("deploy", "A");
        File.WriteAllText(store, "one\n");
        using var again = new StreamWriter(store, append: true) { AutoFlush = true };
        Assert.IsTrue(Strace.Kill(new TracedCall("renameat", moves / 2, ""), arguments));
        again.WriteLine("two");

        sandbox.Do("recover");

        Assert.AreEqual("one\ntwo\n", File.ReadAllText(store));
    }

    [TestMethod]
    public void A_purge_that_was_killed_when_its_journal_had_gone_leaves_no_file_behind_a_recovery()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("uninstall", "A", "LlePurge=true");
        Directory.CreateDirectory(Path.Combine(sandbox.Layout.Transactions, "20260101_000000"));

        Assert.IsTrue(InProcessRun.IsGood(sandbox.Run("recover")));

        Assert.IsNull(Leftover(sandbox));
        Assert.IsEmpty(Directory.GetDirectories(sandbox.Layout.Transactions));
    }

    [TestMethod]
    [DataRow("file")]
    [DataRow("app")]
    public void An_uninstall_killed_at_any_call_leaves_all_of_it_or_nothing(string kind)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A", $"LlePayloadKind={kind}");
        sandbox.Do("deploy", "B", $"LlePayloadKind={kind}");
        var before = sandbox.Save();
        string[] arguments = sandbox.Command("uninstall", "B", "LlePurge=true", $"LlePayloadKind={kind}");
        var wrong = new List<string>();
        var calls = Sampling.Spread(Strace.Changes(sandbox, arguments), 24, int.MaxValue);
        foreach (var call in calls)
        {
            sandbox.Load(before);
            var old = Fingerprint.Of(sandbox.Layout);
            Strace.Kill(call, arguments);
            var recovered = sandbox.Run("recover");
            var isOld = File.Exists(sandbox.Layout.Binary);
            var difference = isOld ? Fingerprint.Of(sandbox.Layout).DifferenceFrom(old) : Leftover(sandbox);
            if (!InProcessRun.IsGood(recovered) || difference is not null)
            {
                wrong.Add($"killed at {call.Text}: {recovered.Status} {difference} {string.Join("; ", sandbox.Told)}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    /// <summary>Once it is decided everything goes; at worst the empty directories of the records are left, when their record was the last
    /// thing to go.</summary>
    private static string? Leftover(Sandbox sandbox) => !Directory.Exists(sandbox.Prefix) ? null
        : Directory.EnumerateFiles(sandbox.Prefix, "*", SearchOption.AllDirectories).FirstOrDefault(f => f != sandbox.Layout.Lock);

    private static string Paths(string root) => string.Join('\n',
        Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));

    internal static string Picture(string root) =>
        string.Join('\n', Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Prepend(root)
        .Order(StringComparer.Ordinal).Select(p => $"{p} {PathState.Capture(p)}"));
}
