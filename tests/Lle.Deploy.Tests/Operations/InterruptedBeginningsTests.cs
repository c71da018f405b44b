using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A run that was cut off before its journal began, or a purge when its journal had gone, leaves an empty folder.</summary>
[TestClass]
public sealed class InterruptedBeginningsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Where_nothing_is_deployed_a_recovery_removes_it_and_makes_no_report()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        var folder = Directory.CreateDirectory(app.At("var/lib/web/transactions/20260102_030405")).FullName;
        app.MakePayload("1.0.0");

        app.Succeed(engine => engine.Recover(TestContext.CancellationToken));

        Assert.IsFalse(Directory.Exists(folder));
        Assert.IsFalse(Directory.Exists(app.At("var/log")));
    }

    [TestMethod]
    public void It_is_no_installation_of_the_program_that_another_one_has()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Deploy("1.0.0");
        var folder = Directory.CreateDirectory(app.At("var/lib/gamma/transactions/20260102_030405")).FullName;

        app.Succeed(engine => engine.Recover(TestContext.CancellationToken), ("LleName", "gamma"));

        Assert.IsFalse(Directory.Exists(folder));
    }
}
