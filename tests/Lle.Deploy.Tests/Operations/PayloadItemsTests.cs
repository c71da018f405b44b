using System.Text.Json;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>LlePayloadFile and LlePayloadLink items, for every kind of payload.</summary>
[TestClass]
public sealed class PayloadItemsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_single_program_gets_a_version_folder_with_the_files_and_links_that_items_add()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        File.WriteAllText(app.Source("payload-1.0.0") + "/web.1", "manual");
        app.Items.Add(Item("LlePayloadFile", "web.1", ("TargetPath", "share/man/man1/web.1"), ("Mode", "600")));
        app.Items.Add(Item("LlePayloadLink", "bin/w", ("LinkTarget", "web")));

        app.DeployOneFile("1.0.0");

        Assert.AreEqual("1.0.0 alone", app.Answer());
        Assert.AreEqual("1.0.0 alone", Run.Tool(app.At("bin/w"), app.Prefix).Trim());
        Assert.AreEqual("manual", File.ReadAllText(app.At("share/man/man1/web.1")));
        Assert.AreEqual((UnixFileMode)0x180, File.GetUnixFileMode(File.ResolveLinkTarget(app.At("share/man/man1/web.1"), true)!.FullName));
        Run.Tool("sha256sum", app.Prefix, "-c", "--quiet", app.At("etc/web/checksums.sha256"));

        app.Items.RemoveAt(1);
        app.DeployOneFile("2.0.0", ("web.1", "second"));
        Assert.IsFalse(Path.Exists(app.At("bin/w")));
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        Assert.AreEqual("1.0.0 alone", Run.Tool(app.At("bin/w"), app.Prefix).Trim());
    }

    [TestMethod]
    public void A_program_alone_can_have_a_version_folder_and_leave_it_again()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployOneFile("1.0.0");
        app.Options["LleVersionFolders"] = "true";
        app.DeployOneFile("2.0.0");
        Assert.AreEqual("../lib/lle/web/current/bin/web", new FileInfo(app.At("bin/web")).LinkTarget);
        app.Options.Clear();
        app.DeployOneFile("3.0.0");

        Assert.AreEqual("3.0.0 alone", app.Answer());
        Assert.IsNull(new FileInfo(app.At("bin/web")).LinkTarget);
        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));
        Assert.AreEqual("2.0.0 alone", app.Answer());
    }

    [TestMethod]
    public void The_older_name_of_where_a_link_leads_counts_where_a_project_does_not_write_it()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePayloadLink", "bin/w", ("Target", "web")));

        app.DeployOneFile("1.0.0");

        Assert.AreEqual("1.0.0 alone", Run.Tool(app.At("bin/w"), app.Prefix).Trim());
    }

    [TestMethod]
    public void A_folder_that_is_to_be_shared_and_private_is_an_error()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePrivateFolder", "share/x"));
        app.Items.Add(Item("LleSharedFolder", "share/x"));

        Assert.IsFalse(app.Try("1.0.0").Succeeded);

        Assert.Contains("an LlePrivateFolder item names the same folder", app.Told.Single(told => told.Code == "LLE1173").Message);
        Assert.IsFalse(Directory.Exists(app.At("bin")));
    }

    [TestMethod]
    [DataRow("share/webb")]
    [DataRow("git-core")]
    public void A_private_folder_that_the_payload_does_not_have_is_an_error(string folder)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePrivateFolder", folder));

        Assert.IsFalse(app.TryTree("1.0.0").Succeeded);

        Assert.Contains("the payload has no such directory", app.Told.Single(told => told.Code == "LLE1173").Message);
        Assert.IsFalse(Directory.Exists(app.At("bin")));
    }

    [TestMethod]
    public void Set_id_bits_and_capabilities_are_given_where_an_item_states_them()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakePayload("1.0.0");
        var payload = app.Source("payload-1.0.0");
        File.Copy(payload + "/web", payload + "/ping");
        File.AppendAllText(payload + "/ping", "# $ORIGIN/../lib\n");
        File.Copy(payload + "/web", payload + "/helper");
        app.Items.Add(Item("LlePayloadFile", "ping", ("Capabilities", "cap_net_raw,cap_net_admin+ep")));
        app.Items.Add(Item("LlePayloadFile", "helper", ("Mode", "4755"), ("Owner", "nobody"), ("Group", "65534")));

        if (Lle.Deploy.Posix.Accounts.CurrentUser != 0)
        {
            Assert.IsFalse(app.Try("1.0.0").Succeeded);
            Assert.HasCount(2, app.Told.Where(diagnostic => diagnostic.Code == "LLE1173"));
            return;
        }

        app.Deploy("1.0.0");

        var folder = app.At("lib/lle/web/current/");
        Assert.Contains("cap_net_admin,cap_net_raw=ep", Run.Tool("getcap", app.Prefix, folder + "ping"));
        Assert.AreEqual("4755 nobody 65534", Run.Tool("stat", app.Prefix, "-c", "%a %U %g", folder + "helper").Trim());
        Assert.IsTrue(app.Told.Exists(diagnostic => diagnostic.Code == "LLE1175"), string.Join("; ", app.Told));
        Assert.AreEqual("UNCHANGED", app.Try("1.0.0").Status);
        Run.Tool("setcap", app.Prefix, "-r", Path.Combine(app.At("lib/lle/web/versions"), app.Versions.Single(), "ping"));
        Assert.Contains("capabilities", string.Join("; ", app.Engine("1.0.0").Status().Summary));
    }

    [TestMethod]
    public void A_program_with_a_stated_set_id_bit_passes_the_checks_of_modes()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePayloadFile", "web", ("Mode", "2755")));

        app.DeployOneFile("1.0.0");

        Assert.AreEqual("2755", Run.Tool("stat", app.Prefix, "-L", "-c", "%a", app.At("bin/web")).Trim());
        app.Succeed(engine => engine.Deploy(TestContext.CancellationToken), ("LlePayloadKind", "file"));
    }

    [TestMethod]
    [DataRow("file")]
    [DataRow("app")]
    [DataRow("tree")]
    public void A_set_id_bit_that_nobody_stated_is_refused(string kind)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        if (kind == "tree")
        {
            app.MakeTree("1.0.0");
        }
        else
        {
            app.MakePayload("1.0.0");
        }

        Run.Tool("chmod", app.Source("payload-1.0.0"), "u+s", kind == "tree" ? "bin/web" : "web");
        var result = app.Engine("1.0.0", ("LlePayloadKind", kind), ("LlePayloadExclude", kind == "file" ? "data/*;*.pdb" : "*.pdb"))
            .Deploy(TestContext.CancellationToken);

        Assert.IsFalse(result.Succeeded);
        Assert.AreEqual("LLE1127", app.Told.Single(diagnostic => diagnostic.Severity == Lle.Deploy.Diagnostics.Severity.Error).Code);
        Assert.IsFalse(Path.Exists(app.At("bin")));
    }

    [TestMethod]
    [DataRow("LlePayloadFile", "../x", "Mode", "644")]
    [DataRow("LlePayloadFile", "/etc/passwd", "TargetPath", "share/passwd")]
    [DataRow("LlePayloadFile", "data/text", "TargetPath", "/usr/share/text")]
    [DataRow("LlePayloadFile", "data/text", "TargetPath", "share/../../text")]
    [DataRow("LlePayloadFile", "data/text", "TargetPath", "share\\..\\text")]
    [DataRow("LlePayloadFile", "data/text", "TargetPath", "deep")]
    [DataRow("LlePayloadFile", "data/text", "TargetPath", "data/link")]
    [DataRow("LlePayloadFile", "data/text", "TargetPath", "web/text")]
    [DataRow("LlePayloadFile", "data/text", "Mode", "999")]
    [DataRow("LlePayloadFile", "data/text", "Mode", "1777")]
    [DataRow("LlePayloadFile", "data/text", "Owner", "no-such-user")]
    [DataRow("LlePayloadFile", "data/text", "Capabilities", "cap_nothing+ep")]
    [DataRow("LlePayloadFile", "data", "Mode", "644")]
    [DataRow("LlePayloadFile", "missing", "Mode", "644")]
    [DataRow("LlePayloadFile", "web/missing", "Mode", "644")]
    [DataRow("LlePayloadFile", "web", "TargetPath", "other")]
    [DataRow("LlePayloadLink", "data/extra", "LinkTarget", "/etc/passwd")]
    [DataRow("LlePayloadLink", "../extra", "LinkTarget", "web")]
    [DataRow("LlePayloadLink", "web", "LinkTarget", "data/text")]
    [DataRow("LleSharedFolder", "/share/x", "", "")]
    public void A_bad_item_is_an_error_with_its_name_and_nothing_is_touched(string type, string include, string metadata, string value)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        value = value == "deep" ? string.Concat(Enumerable.Repeat("d/", 1100)) + "x" : value;
        app.Items.Add(metadata.Length == 0 ? Item(type, include) : Item(type, include, (metadata, value)));

        Assert.IsFalse(app.Try("1.0.0").Succeeded);

        var problem = app.Told.Single(diagnostic => diagnostic.Code == "LLE1173");
        Assert.AreEqual($"LLE1173 {type} {include}", $"{problem.Code} {problem.Location.Property} {problem.Location.Item}");
        Assert.IsFalse(Path.Exists(app.At("bin")) || Path.Exists(app.At("lib")));
    }

    [TestMethod]
    [DataRow("data/away", "../../outside", "outside the payload")]
    [DataRow("data/away", "../empty/../..", "outside the payload")]
    [DataRow("data/away", "link/../../..", "leads through a file")]
    [DataRow("data/self", "self", "leads to itself")]
    [DataRow("data/round", "../data/round/x", "leads to itself")]
    [DataRow("data/none", "nothing", "does not have")]
    public void A_link_that_leads_nowhere_in_the_payload_is_refused(string link, string target, string reason)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePayloadLink", link, ("LinkTarget", target)));

        Assert.IsFalse(app.Try("1.0.0").Succeeded);

        var problem = app.Told.Single(diagnostic => diagnostic.Code == "LLE1127");
        Assert.Contains(reason, problem.Message);
        Assert.AreEqual($"LlePayloadLink {link}", $"{problem.Location.Property} {problem.Location.Item}");
    }

    [TestMethod]
    [DataRow("printf x > \"$(printf 'data/\\377')\"")]
    [DataRow("ln -s \"$(printf '\\377')\" data/away")]
    public void A_name_that_is_not_UTF_8_is_refused_before_anything_is_touched(string make)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakePayload("1.0.0");
        Run.Tool("sh", app.Source("payload-1.0.0"), "-c", make);

        var result = app.Try("1.0.0");
        // No name that .NET can spell, so that no test could clear it away.
        Run.Tool("rm", app.Source("."), "-rf", "payload-1.0.0");

        Assert.IsFalse(result.Succeeded);
        Assert.Contains("is not UTF-8", app.Told.Single(diagnostic => diagnostic.Code == "LLE1127").Message);
        Assert.IsFalse(Path.Exists(app.At("bin")) || Path.Exists(app.At("lib")));
    }

    [TestMethod]
    public void A_name_of_300_bytes_is_refused()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePayloadFile", "data/text", ("TargetPath", "data/" + new string('é', 150))));

        Assert.IsFalse(app.Try("1.0.0").Succeeded);

        Assert.Contains("more than 255 bytes", app.Told.Single(diagnostic => diagnostic.Code == "LLE1173").Message);
    }

    [TestMethod]
    public void Metadata_that_build_items_bring_along_is_no_mistake_and_a_misspelt_name_is_one()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LlePayloadFile", "data/text", ("CopyToPublishDirectory", "Always"), ("Mode", "600")));
        app.Deploy("1.0.0");

        app.Items.Add(Item("LlePayloadFile", "data/text", ("Moed", "600")));
        Assert.IsFalse(app.Try("2.0.0").Succeeded);
        Assert.IsTrue(app.Told.Exists(diagnostic => diagnostic.Code == "LLE1011"));
    }

    [TestMethod]
    public void A_program_gets_its_variables_and_may_end_with_another_code_in_every_phase_and_in_the_monitor()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakePayload("1.0.0");
        var program = app.Source("payload-1.0.0") + "/web";
        File.WriteAllText(program, """
            #!/bin/sh
            [ "$1" = answer ] && echo "1.0.0 $(cat "$WEB_DATA/data/link")"
            [ -r "$WEB_DATA/data/text" ] && [ "$WEB_PREFIX" != @LLE_INSTALL_PREFIX@ ] || exit 5
            [ "$1" = answer ] || exit 3

            """);
        app.Items.Add(Item("LleRunEnvironment", "WEB_DATA", ("Value", "@LLE_VERSION_DIR@")));
        app.Items.Add(Item("LleRunEnvironment", "WEB_PREFIX", ("Value", "@LLE_INSTALL_PREFIX@/it's")));
        app.Options["LleStartupExitCode"] = "3";

        app.Deploy("1.0.0");

        Run.Tool(app.At("etc/web/monitor_lle.sh"), app.Prefix, "health");
        Assert.AreEqual("UNCHANGED", app.Try("1.0.0").Status);
        app.Options["LleStartupExitCode"] = "0";
        Assert.IsFalse(app.Try("1.0.0").Succeeded);
    }

    [TestMethod]
    [DataRow("PATH")]
    [DataRow("A-B")]
    [DataRow("1A")]
    public void A_name_that_is_no_variable_is_an_error(string name)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LleRunEnvironment", name, ("Value", "x")));

        Assert.IsFalse(app.Try("1.0.0").Succeeded);

        Assert.AreEqual(name, app.Told.Single(diagnostic => diagnostic.Code == "LLE1177").Location.Item);
    }

    [TestMethod]
    public void Every_program_of_the_payload_is_tried_and_measured_against_its_own_budget()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakeTree("1.0.0");
        app.AddProgram("1.0.0", "bin/web-admin", "[ \"$1\" = check ] && exit 4; exit 9");
        app.AddProgram("1.0.0", "libexec/web/worker", "exit 0");
        app.Items.Add(Item("LleProgram", "web-admin", ("StartupArguments", "check"), ("StartupExitCode", "4"),
            ("MaxStartupTime", "900000")));
        app.Items.Add(Item("LleProgram", "libexec/web/worker"));

        app.DeployTree("1.0.0");

        using var result = JsonDocument.Parse(
            File.ReadAllBytes(Directory.GetFiles(app.At("var/log/web"), "deployment_result_*.json").Single()));
        var programs = result.RootElement.GetProperty("Programs").EnumerateArray().ToList();
        CollectionAssert.AreEqual(
            new[] { app.At("bin/web-admin"), app.At("libexec/web/worker") }, programs.ConvertAll(p => p.GetProperty("Path").GetString()));
        Assert.AreEqual(900000, programs[0].GetProperty("MaxStartupMicroseconds").GetDouble());
        Assert.IsGreaterThan(0, programs[1].GetProperty("Startup").GetProperty("Wall").GetProperty("Median").GetDouble());
        // As that of the program itself: what a machine that is not known yet is assumed to wander between deployments.
        Assert.IsTrue(programs.Append(result.RootElement).Select(p => p.GetProperty("Startup").GetProperty("Wall")).All(wall =>
            wall.GetProperty("MedianUpper").GetDouble() > 1.3 * wall.GetProperty("Median").GetDouble()));
        Assert.Contains("Start-up of further programs", File.ReadAllText(Directory.GetFiles(app.At("var/log/web"), "*.html").Single()));
        Assert.AreEqual("UNCHANGED", app.TryTree("1.0.0").Status);

        app.Items[0] = Item("LleProgram", "web-admin", ("StartupArguments", "check"), ("StartupExitCode", "4"), ("MaxStartupTime", "1"));
        Assert.AreEqual("ROLLED_BACK", app.TryTree("1.0.0").Status);
        Assert.Contains("web-admin", app.Told.Single(diagnostic => diagnostic.Code == "LLE1815").Message);
    }

    [TestMethod]
    [DataRow("2.0.0", "exit 3", DisplayName = "before anything is installed")]
    [DataRow("2.0.0", "case $(readlink -f \"$0\") in */versions/*) exit 3 ;; esac", DisplayName = "staged in its version folder")]
    [DataRow("2.0.0", "case $0 in */prefix/bin/*) [ -e ${0%/bin/*}/share/web/installed ] || exit 0; exit 3 ;; esac",
        DisplayName = "after the switch")]
    public void A_further_program_that_fails_stops_the_deployment(string version, string script)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.DeployTree("1.0.0");
        app.MakeTree(version, "share/web/installed");
        app.AddProgram(version, "bin/web-admin", script);
        app.Items.Add(Item("LleProgram", "web-admin"));

        Assert.IsFalse(app.TryTree(version, "share/web/installed").Succeeded);

        Assert.IsTrue(app.Told.Exists(diagnostic => diagnostic.Code is "LLE1125" or "LLE1810"
            && diagnostic.Message.Contains("web-admin", StringComparison.Ordinal)), string.Join("; ", app.Told));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.IsFalse(Path.Exists(app.At("bin/web-admin")));
    }

    [TestMethod]
    [DataRow("nothing", "StartupArguments", "-V", "does not contain 'nothing'")]
    [DataRow("data/text", "StartupArguments", "-V", "not an executable file")]
    [DataRow("data", "StartupArguments", "-V", "not an executable file")]
    [DataRow("web", "StartupArguments", "-V", "LleBinaryName")]
    [DataRow("../web", "StartupArguments", "-V", "leads out of the directory")]
    [DataRow("/bin/sh", "StartupArguments", "-V", "absolute")]
    [DataRow("data/text", "StartupExitCode", "256", "0 to 255")]
    [DataRow("data/text", "StartupExitCode", "1.5", "0 to 255")]
    [DataRow("data/text", "StartupExitCode", "one", "0 to 255")]
    [DataRow("data/text", "MaxStartupTime", "0", "more than 0")]
    [DataRow("data/text", "MaxStartupTime", "-3", "more than 0")]
    public void A_program_item_that_makes_no_sense_is_an_error_and_nothing_is_touched(
        string include, string metadata, string value, string reason)
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Items.Add(Item("LleProgram", include, (metadata, value)));

        Assert.IsFalse(app.Try("1.0.0").Succeeded);

        var problem = app.Told.Single(diagnostic => diagnostic.Code == "LLE1173");
        Assert.Contains(reason, problem.Message);
        Assert.AreEqual($"LleProgram {include}", $"{problem.Location.Property} {problem.Location.Item}");
        Assert.IsFalse(Path.Exists(app.At("bin")) || Path.Exists(app.At("lib")));
    }

    private static EngineItem Item(string type, string include, params (string Name, string Value)[] metadata) =>
        new(type, include, metadata.ToDictionary(m => m.Name, m => m.Value));
}
