using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Bundles;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LleInstallHost: one lle for all installations of a prefix. A script that knows its version stands in for it.</summary>
[TestClass]
public sealed class LleOnTheTargetTests
{
    private static readonly Dictionary<string, string> installs = new() { ["LleInstallHost"] = "true" };

    [TestMethod]
    public void It_is_installed_with_a_link_and_a_pointer_to_the_data_directory()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");

        target.Deploy("alpha");

        Assert.AreEqual("../lib/lle/bin/lle", new FileInfo(target.Link).LinkTarget);
        Assert.Contains("1.2.0", File.ReadAllText(target.Program));
        Assert.Contains(
            "Data Directory: ../../../var/lib/alpha", File.ReadAllText(Path.Combine(target.Prefix, "lib/lle/alpha/installation")));
        Assert.AreEqual("alpha", Engine.FindInstallations(target.Prefix).Single().Name);
    }

    [TestMethod]
    [DataRow("1.10.0", true)]
    [DataRow("1.9.0", false)]
    [DataRow("1.8.9", false)]
    [DataRow("1.9.0-rc.1", false)]
    public void Only_a_newer_one_replaces_it(string offered, bool replaces)
    {
        using var target = new HostTarget();
        target.Offer("1.9.0");
        target.Deploy("alpha");
        target.Offer(offered);

        target.Deploy("beta");

        Assert.Contains(replaces ? offered : "echo 1.9.0\n", File.ReadAllText(target.Program));
    }

    [TestMethod]
    public void A_rollback_takes_neither_it_nor_the_pointer_back()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        target.Offer("1.3.0");
        target.Deploy("alpha", version: "2.0.0");

        Assert.IsTrue(target.Engine("alpha").Rollback(CancellationToken.None).Succeeded, target.Told);
        Assert.Contains("1.3.0", File.ReadAllText(target.Program));
        Assert.IsTrue(target.Engine("alpha").Rollback(CancellationToken.None).Succeeded, target.Told);

        Assert.IsFalse(File.Exists(Path.Combine(target.Prefix, "bin/alpha")));
        Assert.Contains("1.3.0", File.ReadAllText(target.Program));
        Assert.AreEqual("alpha", Engine.FindInstallations(target.Prefix).Single().Name);
    }

    [TestMethod]
    public void A_failed_deployment_leaves_nothing_of_it()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");

        var result = target.TryDeploy("alpha", more: new(installs) { ["LleMaxStartupTime"] = "1" });

        Assert.IsFalse(result.Succeeded);
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "lib")));
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "bin")));
    }

    [TestMethod]
    public void Another_installation_replacing_it_is_no_drift()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        target.Offer("1.3.0");
        target.Deploy("beta");

        Assert.AreEqual("", target.Engine("alpha").Status().Facts["Drift"]);
        Assert.AreEqual("UNCHANGED", target.TryDeploy("alpha", more: installs).Status);
    }

    [TestMethod]
    public void Recovering_a_run_that_was_killed_before_its_commit_leaves_it_to_an_installation_that_came_meanwhile()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        target.Uncommit("alpha");
        target.Deploy("beta");

        Assert.IsTrue(target.Engine("alpha").Recover(CancellationToken.None).Succeeded, target.Told);

        Assert.IsFalse(File.Exists(Path.Combine(target.Prefix, "bin/alpha")));
        Assert.Contains("1.2.0", File.ReadAllText(target.Link));
        Assert.AreEqual("", target.Engine("beta").Status().Facts["Drift"]);
        Assert.IsTrue(target.Engine("beta", new() { ["LlePurge"] = "true" }).Uninstall(CancellationToken.None).Succeeded, target.Told);
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "lib/lle")));
    }

    [TestMethod]
    public void Recovering_a_run_that_was_killed_before_its_commit_takes_it_away_where_nobody_else_has_it()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        target.Uncommit("alpha");
        target.Deploy("beta", more: []);

        Assert.IsTrue(target.Engine("alpha").Recover(CancellationToken.None).Succeeded, target.Told);

        Assert.IsFalse(new FileInfo(target.Link).Exists);
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "lib")));
        Assert.IsTrue(File.Exists(Path.Combine(target.Prefix, "bin/beta")));
    }

    [TestMethod]
    public void Recovering_it_does_not_bring_an_older_one_back_to_an_installation_that_has_a_newer()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        target.Uncommit("alpha");
        target.Offer("1.3.0");
        target.Deploy("beta");

        var recovery = target.Engine("alpha").Recover(CancellationToken.None);

        Assert.AreEqual("SUCCESS", recovery.Status, target.Told);
        Assert.Contains("1.3.0", File.ReadAllText(target.Link));
    }

    [TestMethod]
    public void The_last_installation_takes_it_along_and_leaves_the_prefix_as_it_was()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        target.Deploy("beta");

        Assert.IsTrue(target.Engine("alpha", new() { ["LlePurge"] = "true" }).Uninstall(CancellationToken.None).Succeeded, target.Told);
        Assert.IsTrue(File.Exists(target.Link));
        Assert.IsTrue(target.Engine("beta", new() { ["LlePurge"] = "true" }).Uninstall(CancellationToken.None).Succeeded, target.Told);

        Assert.IsFalse(File.Exists(target.Program));
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "lib/lle")));
        Assert.IsFalse(new FileInfo(target.Link).Exists);
    }

    [TestMethod]
    public void A_plan_lists_it()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");

        var plan = target.Engine("alpha", installs).Plan(CancellationToken.None);

        Assert.IsTrue(plan.Succeeded, target.Told);
        foreach (var path in new[] { "bin/lle", "lib/lle/bin/lle", "lib/lle/alpha/installation" })
        {
            Assert.AreEqual("create", plan.Paths.Single(p => p.Path == Path.Combine(target.Prefix, path)).Action, path);
        }

        Assert.IsFalse(Directory.Exists(target.Prefix));
    }

    [TestMethod]
    public void A_file_of_somebody_else_in_its_place_is_an_error_before_anything_is_changed()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        Directory.CreateDirectory(Path.GetDirectoryName(target.Link)!);
        File.WriteAllText(target.Link, "mine");

        Assert.IsFalse(target.TryDeploy("alpha", more: installs).Succeeded);

        Assert.AreEqual("LLE2242", target.Codes);
        Assert.AreEqual("mine", File.ReadAllText(target.Link));
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "lib")));
    }

    [TestMethod]
    [DataRow("", "LLE2240")]
    [DataRow("#!/bin/sh\nexit 1\n", "LLE2241")]
    [DataRow("#!/bin/sh\necho what\n", "LLE2241")]
    public void One_that_is_missing_or_does_not_run_is_an_error_before_anything_is_changed(string content, string code)
    {
        using var target = new HostTarget();
        target.OfferContent(content);

        Assert.IsFalse(target.TryDeploy("alpha", more: installs).Succeeded);

        Assert.AreEqual(code, target.Codes);
        Assert.IsFalse(Directory.Exists(Path.Combine(target.Prefix, "bin")));
    }

    [TestMethod]
    public void It_comes_out_of_a_package_file_too()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Pack();

        target.Deploy("alpha");

        Assert.Contains("1.2.0", File.ReadAllText(target.Program));
    }

    [TestMethod]
    [DataRow("LleName", "bin")]
    [DataRow("LleBinaryName", "lle")]
    public void Names_that_are_its_own_are_refused(string option, string name)
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");

        Assert.IsFalse(target.TryDeploy("alpha", more: new(installs) { [option] = name }).Succeeded);

        Assert.Contains(option, target.Told);
        Assert.IsFalse(Directory.Exists(target.Prefix));
    }

    [TestMethod]
    public void What_a_deployment_was_told_holds_for_those_who_come_later()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha", more: new(installs) { ["LleStartupArguments"] = "--only-this" }, program: "[ \"$1\" = --only-this ]");

        var told = target.Later("alpha");
        var result = told.Validate(CancellationToken.None);

        Assert.AreEqual("", result.Lines.Where(line => line.Name.Contains("functionality", StringComparison.OrdinalIgnoreCase)
            && line.Awarded == 0).Select(line => line.Evidence).FirstOrDefault() ?? "");
        Assert.IsTrue(target.Later("alpha").Rollback(CancellationToken.None).Succeeded, target.Told);
    }

    [TestMethod]
    public void Options_that_a_newer_version_wrote_are_not_guessed()
    {
        using var target = new HostTarget();
        target.Offer("1.2.0");
        target.Deploy("alpha");
        var record = Path.Combine(target.Prefix, "var/lib/alpha/history/options.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"Schema\": 1", "\"Schema\": 2", StringComparison.Ordinal));

        Assert.IsFalse(target.Later("alpha").Rollback(CancellationToken.None).Succeeded);

        Assert.AreEqual("LLE3040", target.Codes);
        Assert.IsTrue(File.Exists(Path.Combine(target.Prefix, "bin/alpha")));
    }

    /// <summary>Programs of a few names in one prefix.</summary>
    private sealed class HostTarget : IDisposable
    {
        private readonly string root = Directory.CreateTempSubdirectory("lle-host-").FullName;
        private readonly List<Diagnostic> told = [];
        private string package;

        public HostTarget() => package = Path.Combine(root, "package");

        public string Prefix => Path.Combine(root, "prefix");

        public string Program => Path.Combine(Prefix, "lib/lle/bin/lle");

        public string Link => Path.Combine(Prefix, "bin/lle");

        public string Told => string.Join('\n', told);

        public string Codes => string.Join(' ', told.Where(d => d.Severity == Severity.Error).Select(d => d.Code));

        public void Offer(string version) => OfferContent($"#!/bin/sh\necho {version}\n");

        public void OfferContent(string content)
        {
            foreach (var platform in content.Length == 0 ? [] : new[] { "linux-x64", "linux-arm64" })
            {
                WriteProgram(Path.Combine(package, platform, "lle"), content);
            }
        }

        public void Pack()
        {
            var file = Path.Combine(root, "Lle.Deploy.Host.1.2.0.nupkg");
            System.IO.Compression.ZipFile.CreateFromDirectory(package, file);
            package = file;
        }

        public void Deploy(string name, string version = "1.0.0", Dictionary<string, string>? more = null, string program = "exit 0")
        {
            var result = TryDeploy(name, version, more ?? installs, program);
            Assert.IsTrue(result.Succeeded, Told);
        }

        public OperationResult TryDeploy(string name, string version = "1.0.0", Dictionary<string, string>? more = null,
            string program = "exit 0")
        {
            WriteProgram(Path.Combine(root, name, name), $"#!/bin/sh\n# {version}\n{program}\n");
            return Engine(name, new(more ?? []) { ["LleVersion"] = version }).Deploy(CancellationToken.None);
        }

        /// <summary>As if the only deployment of it had been killed just before its commit.</summary>
        public void Uncommit(string name)
        {
            var journal = Directory.GetFiles(Path.Combine(Prefix, "var/lib", name, "transactions"), "journal", SearchOption.AllDirectories)
                .Single();
            File.WriteAllLines(journal, File.ReadAllLines(journal)
                .TakeWhile(line => !line.Contains("\"Kind\":\"Commit\"", StringComparison.OrdinalIgnoreCase)));
        }

        /// <summary>Without any option but where it is, as on the target.</summary>
        public Engine Later(string name) => new(
            new EngineRequest
            {
                Options = Found().Single(place => place.Name == name).Options,
                BaseDirectory = root,
                UsesInstalledOptions = true,
            },
            new CollectingListener(told));

        private IReadOnlyList<InstallationPlace> Found() => Lle.Deploy.Engine.FindInstallations(Prefix);

        public Engine Engine(string name, Dictionary<string, string>? more = null)
        {
            told.Clear();
            WriteProgramIfMissing(name);
            var options = new Dictionary<string, string>
            {
                ["LleInstallPrefix"] = Prefix,
                ["LlePayloadDir"] = Path.Combine(root, name),
                ["LleBinaryName"] = name,
                ["LleHostPackage"] = package,
                ["LleStartupRuns"] = "5",
                ["LleMaxStartupTime"] = "60000000",
                ["LleMeasureResponse"] = "false",
                ["LleDefaultProbes"] = "false",
                ["LleReadinessThreshold"] = "0",
                ["LleReadinessRollbackThreshold"] = "0",
                ["LleValidationThreshold"] = "0",
                ["LleRequiredDiskSpace"] = "0",
            };
            foreach (var (key, value) in more ?? [])
            {
                options[key] = value;
            }

            return new Engine(new EngineRequest { Options = options, BaseDirectory = root }, new CollectingListener(told));
        }

        public void Dispose() => Directory.Delete(root, recursive: true);

        private void WriteProgramIfMissing(string name)
        {
            if (!File.Exists(Path.Combine(root, name, name)))
            {
                WriteProgram(Path.Combine(root, name, name), "#!/bin/sh\nexit 0\n");
            }
        }

        private static void WriteProgram(string path, string content)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
            File.SetUnixFileMode(path, (UnixFileMode)0x1ed);
        }
    }
}
