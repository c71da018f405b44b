using Lle.Deploy.Monitoring;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class SecurityValidatorTests
{
    [TestMethod]
    public void Names_found_and_expected_mode()
    {
        using var installed = new InstalledShell();
        File.SetUnixFileMode(installed.Layout.SecurityConfiguration, RenderedFile.Data);
        Fails(installed, $"{installed.Layout.SecurityConfiguration} has mode rw-r--r--, expected rw-------");
    }

    [TestMethod]
    public void A_mode_of_777_fails_everywhere()
    {
        using var installed = new InstalledShell();
        foreach (var path in new[] { installed.Layout.Binary, installed.Layout.Configuration, installed.Layout.SecurityAuditLog,
            installed.Layout.BackupDir, installed.Layout.ConfigDir, installed.Layout.Monitor })
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1ff);
        }

        Assert.HasCount(6, Fails(installed, "has mode rwxrwxrwx").Split('\n')
            .Where(line => line.StartsWith("SECURITY ERROR", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("security.conf")]
    [DataRow("lle.conf")]
    [DataRow("checksums.sha256")]
    public void A_missing_file_is_an_error(string name)
    {
        using var installed = new InstalledShell();
        File.Delete(Path.Combine(installed.Layout.ConfigDir, name));
        Fails(installed, $"missing: {installed.Layout.ConfigDir}/{name}");
    }

    [TestMethod]
    public void A_missing_binary_is_an_error()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.Binary);
        Fails(installed, $"missing: {installed.Layout.Binary}");
    }

    [TestMethod]
    public void A_symbolic_link_in_a_file_s_place_is_an_error()
    {
        using var installed = new InstalledShell();
        File.Move(installed.Layout.Configuration, installed.Root + "/elsewhere");
        File.CreateSymbolicLink(installed.Layout.Configuration, installed.Root + "/elsewhere");
        Fails(installed, $"{installed.Layout.Configuration} is of type 'l', expected '-'");
    }

    [TestMethod]
    public void A_stranger_s_file_is_an_error()
    {
        using var installed = new InstalledShell("prefix", new ScriptSettings("id", "1", new(), OwnerUid: 12345, GroupGid: 23456));
        var output = Fails(installed, $"{installed.Layout.Binary} belongs to user {Uid()}, expected 12345");
        StringAssert.Contains(output, "expected 23456");
    }

    [TestMethod]
    [DataRow("# enable_input_validation=true", "enable_input_validation=true is missing")]
    [DataRow("enable_input_validation=false", "enable_input_validation is not true")]
    [DataRow("xenable_input_validation=true", "enable_input_validation=true is missing")]
    [DataRow("enable_input_validation=true # not", "enable_input_validation is not true")]
    [DataRow("enable_input_validation=true\nenable_input_validation=false", "sets enable_input_validation twice")]
    [DataRow("[other]\nenable_input_validation=true\n[security]", "enable_input_validation=true is missing")]
    public void A_setting_counts_only_where_and_as_it_is_meant(string line, string error)
    {
        using var installed = new InstalledShell();
        Edit(installed, "enable_input_validation=true", line);
        Fails(installed, error);
    }

    [TestMethod]
    public void Blanks_around_a_setting_change_nothing()
    {
        using var installed = new InstalledShell();
        Edit(installed, "enable_input_validation=true", "  enable_input_validation \t=  true  \r");
        Edit(installed, "enable_rbac=true", "\tenable_rbac = true");
        Edit(installed, "  \r", "");
        Assert.AreEqual(0, Run(installed).ExitCode, Run(installed).All);
    }

    [TestMethod]
    public void A_changed_binary_is_named_with_both_hashes()
    {
        using var installed = new InstalledShell();
        File.AppendAllText(installed.Layout.Binary, "x");
        Fails(installed, $"{installed.Layout.Binary} is not what was installed: SHA-256 ");
    }

    [TestMethod]
    public void A_list_without_the_binary_verifies_nothing()
    {
        using var installed = new InstalledShell();
        installed.ListChecksums(installed.Layout.Configuration);
        Fails(installed, $"does not name {installed.Layout.Binary}");
    }

    [TestMethod]
    [DataRow("bin/lusush")]
    [DataRow("lusush")]
    [DataRow("*lusush")]
    public void Names_in_the_list_may_be_relative_to_the_prefix(string name)
    {
        using var installed = new InstalledShell();
        var hash = File.ReadAllText(installed.Layout.Checksums)[..64].ToUpperInvariant();
        File.WriteAllText(installed.Layout.Checksums, $"{hash} {(name[0] == '*' ? "" : " ")}{name}\r\n");
        Assert.AreEqual(0, Run(installed).ExitCode, Run(installed).All);
    }

    [TestMethod]
    [DataRow("dash")]
    [DataRow("busybox sh")]
    [DataRow("posh")]
    public void A_long_list_is_read_by_one_process_and_what_is_wrong_in_it_is_named(string shell)
    {
        using var installed = new InstalledShell("a b");
        var files = Enumerable.Range(0, 40).Select(number => Path.Combine(installed.Layout.ConfigDir, $"file {number}")).ToList();
        files.ForEach(file => File.WriteAllText(file, file));
        installed.ListChecksums([installed.Layout.Binary, .. files]);
        var ran = installed.Run(shell, installed.Layout.SecurityValidator);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "ok: 41 files have the SHA-256 that ");
        Assert.AreEqual("", ran.Errors);
        File.AppendAllText(files[17], "changed");
        Fails(installed, $"{files[17]} is not what was installed: SHA-256 ");
        File.Delete(files[17]);
        Fails(installed, $"missing, but listed in {installed.Layout.Checksums}: {files[17]}");
        installed.ListChecksums([.. files.Where(File.Exists)]);
        Fails(installed, $"does not name {installed.Layout.Binary}");
    }

    [TestMethod]
    public void A_quick_look_leaves_the_checksums_out()
    {
        using var installed = new InstalledShell();
        File.AppendAllText(installed.Layout.Binary, "x");
        var ran = installed.Run("dash", installed.Layout.SecurityValidator, ["--quick"]);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        Assert.DoesNotContain("SHA-256", ran.Output);
        Assert.AreEqual(2, installed.Run("dash", installed.Layout.SecurityValidator, ["--slow"]).ExitCode);
    }

    [TestMethod]
    public void A_line_that_is_no_checksum_is_an_error()
    {
        using var installed = new InstalledShell();
        File.AppendAllText(installed.Layout.Checksums, "$(touch x) ; rubbish\n");
        Fails(installed, "not a checksum line: $(touch x) ; rubbish");
    }

    [TestMethod]
    public void What_a_later_phase_writes_may_be_missing_and_is_said()
    {
        using var installed = new InstalledShell();
        File.Delete(installed.Layout.Monitor);
        var ran = Run(installed);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, $"not there yet: {installed.Layout.Monitor}");
    }

    [TestMethod]
    public void A_relative_override_is_refused()
    {
        using var installed = new InstalledShell();
        var ran = installed.Run("dash", installed.Layout.SecurityValidator, [], new() { ["LLE_CONFIG_DIR"] = "etc" });
        Assert.AreEqual(2, ran.ExitCode);
        StringAssert.Contains(ran.Errors, "not an absolute path: etc");
    }

    [TestMethod]
    public void Another_prefix_from_the_environment_is_the_one_looked_at()
    {
        using var installed = new InstalledShell();
        using var other = new InstalledShell("other");
        File.Delete(other.Layout.Configuration);
        var ran = installed.Run("dash", installed.Layout.SecurityValidator, [], new() { ["LLE_INSTALL_PREFIX"] = other.Layout.Prefix });
        Assert.AreEqual(1, ran.ExitCode);
        StringAssert.Contains(ran.Output, $"missing: {other.Layout.Configuration}");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void One_process_lists_all_paths(string shell)
    {
        using var installed = new InstalledShell("a  b [c] *");
        var counted = Directory.CreateDirectory(Path.Combine(installed.Root, "counted")).FullName;
        InstalledShell.Write(
            Path.Combine(counted, "ls"), $"#!/bin/sh\necho x >>'{counted}/calls'\nexec /bin/ls \"$@\"\n", RenderedFile.Script);
        File.WriteAllText(installed.Layout.SecurityValidator, File.ReadAllText(installed.Layout.SecurityValidator)
            .Replace("\nPATH=/usr/bin:", $"\nPATH={counted}:/usr/bin:", StringComparison.Ordinal));
        var ran = installed.Run(shell, installed.Layout.SecurityValidator);
        Assert.AreEqual(0, ran.ExitCode, ran.All);
        Assert.HasCount(1, File.ReadAllLines(Path.Combine(counted, "calls")));
        StringAssert.Contains(ran.Output, $"ok: {installed.Layout.SecurityConfiguration} rw------- {Uid()}:");
    }

    [TestMethod]
    [DynamicData(nameof(InstalledShell.Shells), typeof(InstalledShell))]
    public void A_path_that_another_ends_with_after_a_blank_is_told_from_it(string shell)
    {
        using var installed = new InstalledShell();
        var log = Directory.CreateDirectory($"{installed.Root}/a {installed.Layout.DataDir}").FullName;
        File.SetUnixFileMode(log, (UnixFileMode)0x1ff);
        var ran = installed.Run(shell, installed.Layout.SecurityValidator, [], new() { ["LLE_LOG_DIR"] = log });
        Assert.AreEqual(1, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, $"SECURITY ERROR: {log} has mode rwxrwxrwx: others");
        StringAssert.Contains(ran.Output, $"ok: {installed.Layout.DataDir} rwxr-xr-x {Uid()}:");
    }

    private static Ran Run(InstalledShell installed) => installed.Run("dash", installed.Layout.SecurityValidator);

    private static string Fails(InstalledShell installed, string error)
    {
        var ran = Run(installed);
        Assert.AreEqual(1, ran.ExitCode, ran.All);
        StringAssert.Contains(ran.Output, "SECURITY ERROR: ");
        StringAssert.Contains(ran.Output, error);
        StringAssert.Contains(ran.Output, "Security validation: FAILED");
        Assert.DoesNotContain("PASSED", ran.Output);
        return ran.Output;
    }

    private static void Edit(InstalledShell installed, string old, string replacement) => File.WriteAllText(
        installed.Layout.SecurityConfiguration, File.ReadAllText(installed.Layout.SecurityConfiguration).Replace(old, replacement));

    private static string Uid() => InstalledShell.Start(Tools.Require("id"), ["-u"]).Output.Trim();
}
