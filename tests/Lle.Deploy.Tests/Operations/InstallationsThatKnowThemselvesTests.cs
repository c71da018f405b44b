using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What is done to an installation needs to be told where it is, and nothing of what it is.</summary>
[TestClass]
public sealed class InstallationsThatKnowThemselvesTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Status_rollback_and_uninstall_need_no_name_of_the_program()
    {
        using var app = new AppBench(TestContext.CancellationToken);
        app.Options["LleName"] = "site";
        app.Deploy("1.0.0");
        app.Deploy("2.0.0");
        var told = new List<Diagnostic>();
        Engine Named(params (string Name, string Value)[] options)
        {
            told.Clear();
            return new Engine(new EngineRequest
            {
                Options = options.Prepend(("LleInstallPrefix", app.Prefix)).ToDictionary(o => o.Item1, o => o.Item2),
                BaseDirectory = app.Prefix,
            }, new CollectingListener(told));
        }

        var byName = ("LleName", "site");
        Assert.Contains("Deployed: 2.0.0", string.Join('\n', Named(byName).Status().Summary));
        Assert.IsTrue(Named(byName, ("LlePlanOperation", "rollback")).Plan(TestContext.CancellationToken).Succeeded,
            string.Join(';', told));
        Assert.IsTrue(Named(byName, ("LleStartupArguments", "start")).Rollback(TestContext.CancellationToken).Succeeded,
            string.Join(';', told));
        Assert.AreEqual("1.0.0 data-1.0.0", app.Answer());
        Assert.Contains("Deployed: 1.0.0", string.Join('\n', Named(("LleDataDir", app.At("var/lib/site"))).Status().Summary));

        Assert.IsFalse(Named(byName, ("LleBinaryName", "other")).Uninstall(TestContext.CancellationToken).Succeeded);
        Assert.IsTrue(Named(byName).Uninstall(TestContext.CancellationToken).Succeeded, string.Join(';', told));
        Assert.IsFalse(File.Exists(app.At("bin/web")));
    }
}
