using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Operations;

/// <summary>Between the switch and the decision each path is looked at again: what somebody has written meanwhile is not overwritten, and
/// not called restored.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ChangedWhileRestoredTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_file_that_is_written_to_after_it_came_back_fails_the_restore_and_is_kept()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var file = Path.Combine(Directory.CreateDirectory(app.At("var/lib/web/documents")).FullName, "a");
        File.WriteAllText(file, "one");
        app.Succeed(engine => engine.Backup(TestContext.CancellationToken));
        var backup = Path.GetFileName(Directory.GetDirectories(app.At("var/lib/web/backups")).Max()!);
        File.WriteAllText(file, "two");

        var result = Restored(app, backup, () => File.WriteAllText(file, "new"), file);

        Assert.IsFalse(result.Succeeded);
        Assert.Contains(told => told.Code == "LLE3007" && told.Location.File == file, app.Told);
        Assert.AreEqual("new", File.ReadAllText(file));
    }

    private OperationResult Restored(AppBench app, string backup, Action meanwhile, string file)
    {
        OperationResult? result = null;
        var engine = app.Engine("1.0.0", ("LleBackupTimestamp", backup));
        Recorded.During(() => result = engine.Restore(TestContext.CancellationToken), done =>
        {
            if (done.Kind is FileOperationKind.Exchange or FileOperationKind.Rename && (done.Path == file || done.Path2 == file)
                && File.ReadAllText(file) == "one")
            {
                meanwhile();
            }
        });
        return result!;
    }
}
