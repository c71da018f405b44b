using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A line that cannot be written after the commit does not make a failure of what has been done.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AuditLinesAfterTheDecisionTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_rollback_that_cannot_note_its_end_has_rolled_back_and_warns()
    {
        using var app = Twice();

        Failing("Rollback completed", () => app.Succeed(engine => engine.Rollback(TestContext.CancellationToken)));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains(told => told is { Code: "LLE1950", Severity: Severity.Warning }, app.Told);
    }

    [TestMethod]
    public void A_restore_that_cannot_note_its_end_has_restored_and_warns()
    {
        using var app = Twice();
        var backup = Path.GetFileName(Directory.GetDirectories(app.At("var/lib/web/backups")).Max()!);

        Failing("Restore completed", () => app.Succeed(
            engine => engine.Restore(TestContext.CancellationToken), ("LleBackupTimestamp", backup)));

        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains(told => told is { Code: "LLE1950", Severity: Severity.Warning }, app.Told);
    }

    private AppBench Twice()
    {
        var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        return app;
    }

    private static void Failing(string line, Action operation) =>
        Recorded.During(operation, done =>
        {
            if (done is { Kind: FileOperationKind.Write, Data: { } data }
                && Encoding.UTF8.GetString(data).Contains(line, StringComparison.Ordinal)
                && done.Path.EndsWith("deployment_audit.log", StringComparison.Ordinal))
            {
                throw new PosixException("write", done.Path, Errno.NoSpace);
            }
        });
}
