using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Operations;

/// <summary>From the commit on the new state is the right one: what fails then is told, and makes no failure of what has been
/// done. Here the directory of data and logs becomes a link at that moment, so that nothing in it can be opened any more.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ObstaclesAfterTheCommitTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_rollback_that_can_look_at_nothing_afterwards_has_rolled_back_and_warns()
    {
        using var app = Twice();

        var result = Obstructed(app, () => app.Engine("2.0.0").Rollback(TestContext.CancellationToken));

        Assert.IsTrue(result.Succeeded, string.Join("; ", app.Told));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains(told => told.Severity == Severity.Warning, app.Told);
    }

    [TestMethod]
    public void A_restore_that_can_look_at_nothing_afterwards_has_restored_and_warns()
    {
        using var app = Twice();
        var backup = Path.GetFileName(Directory.GetDirectories(app.At("var/lib/web/backups")).Max()!);

        var result = Obstructed(
            app, () => app.Engine("2.0.0", ("LleBackupTimestamp", backup)).Restore(TestContext.CancellationToken));

        Assert.IsTrue(result.Succeeded, string.Join("; ", app.Told));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains(told => told.Severity == Severity.Warning, app.Told);
    }

    [TestMethod]
    public void A_deployment_that_can_look_at_nothing_afterwards_has_deployed_and_warns()
    {
        using var app = Twice();

        var result = Obstructed(app, () => app.Try("3.0.0"));

        Assert.IsTrue(result.Succeeded || result.Status == "NEEDS_ATTENTION", string.Join("; ", app.Told));
        Assert.AreEqual("3.0.0 data-3.0.0", app.Answer());
        Assert.Contains(told => told.Severity == Severity.Warning, app.Told);
    }

    private AppBench Twice()
    {
        var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        app.IsCompared = false;
        return app;
    }

    private static OperationResult Obstructed(AppBench app, Func<OperationResult> operation)
    {
        OperationResult? result = null;
        var isObstructed = false;
        Recorded.During(() => result = operation(), done =>
        {
            if (!isObstructed && done is { Kind: FileOperationKind.Write, Data: { } data }
                && Path.GetFileName(done.Path) == "journal"
                && Encoding.UTF8.GetString(data).Contains("\"Commit\"", StringComparison.Ordinal))
            {
                isObstructed = true;
                Directory.Move(app.At("var"), app.At("var.moved"));
                Directory.CreateSymbolicLink(app.At("var"), "var.moved");
            }
        });
        Assert.IsTrue(isObstructed);
        return result!;
    }
}
