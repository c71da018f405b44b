using System.Diagnostics;

namespace Lle.Deploy.Tests.CommandLine;

/// <summary>lle as a person meets it.</summary>
[TestClass]
public sealed class CommandLineTests
{
    private static readonly string Program = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../Lle.Deploy.Host",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "lle"));

    [TestMethod]
    public void Without_words_it_says_how_it_is_used_and_that_this_was_wrong()
    {
        var run = Run();

        Assert.AreEqual(64, run.ExitCode);
        Assert.Contains("lle OPERATION", run.Errors);
        Assert.AreEqual("", run.Output);
    }

    [TestMethod]
    [DataRow(new[] { "deplyo" }, "did you mean deploy?")]
    [DataRow(new[] { "deploy", "--instal-prefix", "/x" }, "did you mean --install-prefix?")]
    [DataRow(new[] { "status", "--jsn" }, "did you mean --json?")]
    [DataRow(new[] { "deploy", "--install-prefix", "" }, "--install-prefix is given and is empty")]
    [DataRow(new[] { "deploy", "--placeholder", "NAME" }, "NAME=VALUE")]
    [DataRow(new[] { "completion", "csh" }, "bash, zsh and fish")]
    public void A_typing_error_is_wrong_usage_and_never_a_path(string[] words, string expected)
    {
        var run = Run(words);

        Assert.AreEqual(64, run.ExitCode, run.Errors);
        Assert.Contains(expected, run.Errors);
    }

    [TestMethod]
    public void Every_operation_explains_itself()
    {
        var overview = Run("--help").Output;
        foreach (var name in overview.Split('\n').SkipWhile(l => l != "Operations:").Skip(1).TakeWhile(l => l.Length > 0).Where(l =>
            l[2] != ' ').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]))
        {
            var run = Run(name, "--help");
            Assert.AreEqual(0, run.ExitCode, name);
            Assert.StartsWith($"Usage: lle {name}", run.Output);
            Assert.DoesNotContain("Lle", run.Output.Replace("LleProbe", "").Replace("LleConfigRule", ""), name);
        }
    }

    [TestMethod]
    public void A_value_out_of_range_names_the_option_as_it_is_typed()
    {
        var run = Run("deploy", "/usr", "--install-prefix", "/tmp/lle-none", "--max-startup-time", "none");

        Assert.AreEqual(2, run.ExitCode);
        Assert.Contains("--max-startup-time: error LLE1002", run.Errors);
        Assert.DoesNotContain("\e[", run.Output + run.Errors, "colours belong to terminals");
    }

    [TestMethod]
    public void A_deployment_prints_its_result_as_json_and_nothing_else_there()
    {
        var root = Directory.CreateTempSubdirectory("lle-cli-").FullName;
        try
        {
            var payload = Directory.CreateDirectory(Path.Combine(root, "payload")).FullName;
            File.WriteAllText(Path.Combine(payload, "lusush"), "#!/bin/sh\nexit 0\n");
            File.SetUnixFileMode(Path.Combine(payload, "lusush"), (UnixFileMode)0x1ed);
            File.WriteAllText(Path.Combine(payload, "lle.conf.template"), Bundles.BundleFolder.Template);
            string[] options =
            [
                "--install-prefix", Path.Combine(root, "prefix"), "--version", "1.2.3", "--startup-runs", "5", "--measure-response=false",
                    "--default-probes=false", "--max-startup-time", "60000000",
                "--readiness-threshold", "0", "--readiness-rollback-threshold", "0", "--validation-threshold", "0", "--json",
            ];

            var run = Run(["deploy", payload, .. options]);

            Assert.AreEqual(0, run.ExitCode, run.Errors);
            using var json = System.Text.Json.JsonDocument.Parse(run.Output);
            Assert.AreEqual("1.2.3", json.RootElement.GetProperty("Version").GetString());
            var status = Run("status", "--install-prefix", Path.Combine(root, "prefix"));
            Assert.Contains("1.2.3", status.Output);
            Assert.Contains("lle rollback ", json.RootElement.GetProperty("RollbackCommand").GetString()!);
            Assert.AreEqual(0, Run("rollback", "--install-prefix", Path.Combine(root, "prefix")).ExitCode);
            Assert.IsFalse(File.Exists(Path.Combine(root, "prefix", "bin", "lusush")));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("backup", 2)]
    [DataRow("rollback", 2)]
    [DataRow("restore 20260101_000000", 2)]
    [DataRow("validate", 2)]
    [DataRow("readiness", 2)]
    [DataRow("monitor", 1)]
    [DataRow("uninstall", 2)]
    public void Where_nothing_is_deployed_that_is_what_it_says_and_all_it_says(string operation, int exitCode)
    {
        var prefix = Path.Combine(Path.GetTempPath(), $"lle-none-{Guid.NewGuid():N}");

        var run = Run([.. operation.Split(' '), "--install-prefix", prefix]);

        Assert.AreEqual(exitCode, run.ExitCode, run.Errors);
        Assert.StartsWith("--install-prefix: error LLE1013: Nothing is deployed in", run.Errors);
        Assert.AreEqual(1, run.Errors.Count(c => c == '\n'), run.Errors);
        Assert.AreEqual("", run.Output);
        Assert.IsFalse(Path.Exists(prefix));
    }

    [TestMethod]
    public void A_version_that_nothing_tells_is_not_invented()
    {
        using var folder = new Support.Scratch();
        var prefix = Path.Combine(folder.Folder, "prefix");
        Assert.AreEqual("Nothing is installed: nothing had to be recovered (recover, status UNCHANGED)\n",
            Run("recover", "--install-prefix", prefix).Output);
        Directory.CreateDirectory(Path.Combine(prefix, "bin"));
        File.WriteAllText(Path.Combine(prefix, "bin/lusush"), "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(prefix, "bin/lusush"), (UnixFileMode)0x1ed);

        var run = Run("backup", "--install-prefix", prefix);

        Assert.AreEqual(0, run.ExitCode, run.Errors);
        Assert.StartsWith("A backup was taken of what is there, which no deployment installed (backup 2", run.Output);
        Assert.DoesNotContain("version", run.Output);
        var result = Directory.GetFiles(Path.Combine(prefix, "var/log/lusush"), "*.json").Select(File.ReadAllText).Single();
        Assert.DoesNotContain("1.0.0", result);
    }

    [TestMethod]
    [DataRow("bash", "bash")]
    [DataRow("zsh", "zsh")]
    [DataRow("fish", "fish")]
    public void The_completions_are_scripts_of_their_shell(string shell, string tool)
    {
        var script = Run("completion", shell).Output;
        Assert.Contains("--install-prefix".TrimStart('-'), script);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, script);

        using var check = Process.Start(new ProcessStartInfo(Tools.Require(tool), ["-n", file]) { RedirectStandardError = true })!;

        Assert.AreEqual("", check.StandardError.ReadToEnd());
        File.Delete(file);
    }

    [TestMethod]
    public void The_manual_page_names_every_option_and_operation()
    {
        var page = Run("man").Output.Replace("\\-", "-", StringComparison.Ordinal);

        Assert.Contains("--install-prefix", page);
        Assert.Contains("LLE_INSTALL_PREFIX", page);
        Assert.Contains(".B rollback", page);
        Assert.StartsWith(".TH LLE 1", page);
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] words)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
