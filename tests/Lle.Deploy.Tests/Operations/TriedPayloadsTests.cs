using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A payload of many files is written once: its programs are tried in the copy that is installed then.</summary>
[TestClass]
public sealed class TriedPayloadsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void What_was_tried_is_what_is_installed()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        var seen = Path.Combine(app.Source("notes"), "inodes");
        Change(app, $"stat -c %i \"${{here%/*}}/data/text\" >> '{seen}'");

        app.Deploy("1.0.0");

        Assert.AreEqual(
            Run.Tool("stat", app.Prefix, "-c", "%i", app.At("lib/lle/web/current/data/text")).Trim(),
            string.Join(' ', File.ReadLines(seen).Distinct()));
    }

    [TestMethod]
    public void What_a_tried_program_changes_beside_itself_is_not_installed()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        Change(app, "case $here in */lle-trial-*) echo other > \"${here%/*}/data/text\"; touch \"${here%/*}/left\" ;; esac");

        app.Deploy("1.0.0");

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.IsFalse(File.Exists(app.At("lib/lle/web/current/left")));
        Assert.IsEmpty(Directory.GetDirectories(app.At("var/lib/web/transactions"), "lle-*"));
    }

    [TestMethod]
    public void What_an_installed_program_changes_beside_itself_is_found_and_undone()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        // After the validator script has compared the checksums.
        var log = app.At("var/log/web/security_audit.log");
        Change(app, $"grep -qs 'framework initialized' '{log}' && echo other > \"${{here%/*}}/data/text\"");

        var result = app.Try("1.0.0");

        Assert.IsFalse(result.Succeeded);
        Assert.Contains(told => told.Code == "LLE1921" && told.Location.File!.EndsWith("/data/text", StringComparison.Ordinal), app.Told);
        Assert.IsFalse(File.Exists(app.At("bin/web")));
    }

    [TestMethod]
    public void A_tree_that_is_too_large_for_the_validator_script_is_compared_by_the_engine_alone()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.MakePayload("1.0.0");
        using (var large = File.Create(Path.Combine(app.Source("payload-1.0.0"), "data", "large")))
        {
            large.SetLength(65L << 20);
        }

        app.Deploy("1.0.0");

        var log = File.ReadAllText(Directory.GetFiles(app.At("var/log/web"), "deployment_2*.log").Single());
        Assert.Contains("compares the checksums of the 65 MiB that are installed", log);
    }

    [TestMethod]
    public void What_a_killed_run_had_tried_is_gone_after_the_next()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var left = Leave(app);

        app.Deploy("2.0.0");

        Assert.IsFalse(Directory.Exists(left));
    }

    [TestMethod]
    public void A_recovery_removes_it_and_makes_no_report()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var left = Leave(app);
        var logs = Directory.GetFiles(app.At("var/log/web")).Length;

        app.Succeed(engine => engine.Recover(TestContext.CancellationToken));

        Assert.IsFalse(Directory.Exists(left));
        Assert.HasCount(logs, Directory.GetFiles(app.At("var/log/web")));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
    }

    private static string Leave(AppBench app)
    {
        var left = app.At("var/lib/web/transactions/lle-trial-0123");
        Directory.CreateDirectory(Path.Combine(left, "payload"));
        File.CreateSymbolicLink(Path.Combine(left, "payload", "web"), "missing");
        return left;
    }

    /// <summary>Every start of the program does this first.</summary>
    private static void Change(AppBench app, string line)
    {
        app.MakePayload("1.0.0");
        var program = Path.Combine(app.Source("payload-1.0.0"), "web");
        var text = File.ReadAllText(program);
        File.WriteAllText(program, text.Replace("case $1 in", $"{line}\ncase $1 in", StringComparison.Ordinal));
    }
}
