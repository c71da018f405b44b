using Lle.Deploy.Layout;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A restore of more files than anybody wants to read about, and than later operations should have to read about.</summary>
[TestClass]
public sealed class ManyDataFilesTests
{
    private const int Files = 400;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_restore_of_many_files_is_reported_in_few_lines_and_can_be_rolled_back()
    {
        using var app = Restored(out var report);

        var page = File.ReadAllText(report);
        Assert.Contains($"And {Files - 59} more; all are in the result (JSON).", page);
        Assert.IsLessThan(100, page.Split("<li><code>").Length);
        Assert.HasCount(Files, Directory.GetFiles(Data(app)));

        app.Succeed(engine => engine.Rollback(TestContext.CancellationToken));

        Assert.IsFalse(Directory.Exists(Data(app)));
    }

    [TestMethod]
    public void A_long_list_of_changes_is_not_looked_into_until_somebody_asks()
    {
        using var app = Restored(out _);

        var layout = new TargetLayout(
            app.Prefix, app.At("etc/web"), app.At("var/lib/web"), app.At("var/log/web"), app.At("var/lib/web/backups"), "web");
        var restore = StandingTransaction.Read(layout).Single(transaction => transaction.Header!.Operation == "restore");

        Assert.IsEmpty(restore.Entries.SelectMany(entry => entry.Changes ?? []).Where(change => IsData(app, change)));
        Assert.HasCount(Files, restore.Changes.Where(change => IsData(app, change)));
    }

    private static bool IsData(AppBench app, Change change) => change.Path.StartsWith(Data(app) + "/", StringComparison.Ordinal);

    private static string Data(AppBench app) => app.At("var/lib/web/documents");

    private AppBench Restored(out string report)
    {
        var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        Directory.CreateDirectory(Data(app));
        for (var number = 0; number < Files; number++)
        {
            File.WriteAllText(Path.Combine(Data(app), $"a-document-{number}"), $"{number}");
        }

        app.Succeed(engine => engine.Backup(TestContext.CancellationToken));
        var backup = Path.GetFileName(Directory.GetDirectories(app.At("var/lib/web/backups")).Max()!);
        Directory.Delete(Data(app), recursive: true);
        app.Succeed(engine => engine.Restore(TestContext.CancellationToken), ("LleBackupTimestamp", backup));
        report = Directory.GetFiles(app.At("var/log/web"), "deployment_report_*.html").MaxBy(File.GetLastWriteTimeUtc)!;
        return app;
    }
}
