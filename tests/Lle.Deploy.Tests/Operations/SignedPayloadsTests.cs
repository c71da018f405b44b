using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A22: an old signed payload stays an old one, whatever version it is given out for.</summary>
[TestClass]
public sealed class SignedPayloadsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void An_old_signed_payload_is_refused_under_a_new_version()
    {
        using var app = Signer();
        Sign(app, "1.0.0", "1.0.0");
        Sign(app, "2.0.0", "2.0.0");
        Deploy(app, "1.0.0");
        Deploy(app, "2.0.0");
        Run.Tool("cp", app.Source("."), "-a", "payload-1.0.0", "payload-3.0.0");

        var replay = app.Engine("3.0.0", Options(app)).Deploy(TestContext.CancellationToken);

        Assert.IsFalse(replay.Succeeded);
        CollectionAssert.Contains(Codes(app), "LLE1144");
        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
    }

    [TestMethod]
    public void A_list_without_VERSION_that_was_replaced_is_refused_and_allowed_on_request()
    {
        using var app = Signer();
        Sign(app, "1.0.0", null);
        Sign(app, "2.0.0", null);
        Deploy(app, "1.0.0");
        CollectionAssert.Contains(Codes(app), "LLE1145");
        Deploy(app, "2.0.0");
        Run.Tool("cp", app.Source("."), "-a", "payload-1.0.0", "payload-3.0.0");

        Assert.IsFalse(app.Engine("3.0.0", Options(app)).Deploy(TestContext.CancellationToken).Succeeded);
        CollectionAssert.Contains(Codes(app), "LLE1146");

        Assert.IsTrue(app.Engine("3.0.0", [.. Options(app), ("LleAllowDowngrade", "true")])
            .Deploy(TestContext.CancellationToken).Succeeded);
        CollectionAssert.Contains(Codes(app), "LLE1147");
    }

    [TestMethod]
    public void A_signed_older_version_is_a_downgrade()
    {
        using var app = Signer();
        Sign(app, "1.0.0", "1.0.0");
        Sign(app, "2.0.0", "2.0.0");
        Deploy(app, "2.0.0");

        Assert.IsFalse(app.Engine("1.0.0", Options(app)).Deploy(TestContext.CancellationToken).Succeeded);

        CollectionAssert.Contains(Codes(app), "LLE1157");
        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
    }

    /// <summary>The list of 2.0.0 was replaced by an older one, on purpose.</summary>
    [TestMethod]
    public void After_going_back_on_purpose_the_newer_version_is_no_downgrade_and_the_older_one_still_is()
    {
        using var app = Signer();
        Sign(app, "1.0.0", "1.0.0");
        Sign(app, "2.0.0", "2.0.0");
        Deploy(app, "1.0.0");
        Deploy(app, "2.0.0");
        var back = app.Engine("1.0.0", [.. Options(app), ("LleAllowDowngrade", "true")]).Deploy(TestContext.CancellationToken);
        Assert.IsTrue(back.Succeeded);

        Deploy(app, "2.0.0");

        Assert.AreEqual("2.0.0 data-2.0.0", app.Answer());
        Assert.IsFalse(app.Engine("1.0.0", Options(app)).Deploy(TestContext.CancellationToken).Succeeded);
    }

    [TestMethod]
    public void An_earlier_build_of_the_version_that_is_installed_is_refused()
    {
        using var app = Signer();
        Sign(app, "1.0.0", "1.0.0");
        Deploy(app, "1.0.0");
        Run.Tool("mv", app.Source("."), "payload-1.0.0", "first-build");
        Sign(app, "1.0.0", "1.0.0", "mended");
        Deploy(app, "1.0.0");
        Run.Tool("rm", app.Source("."), "-r", "payload-1.0.0");
        Run.Tool("mv", app.Source("."), "first-build", "payload-1.0.0");

        Assert.IsFalse(app.Engine("1.0.0", Options(app)).Deploy(TestContext.CancellationToken).Succeeded);

        CollectionAssert.Contains(Codes(app), "LLE1146");
    }

    [TestMethod]
    public void A_principal_that_the_signer_is_not_is_refused()
    {
        using var app = Signer();
        Sign(app, "1.0.0", "1.0.0");

        Assert.IsFalse(app.Engine("1.0.0", [.. Options(app), ("LleSigner", "releases")]).Deploy(TestContext.CancellationToken).Succeeded);

        CollectionAssert.Contains(Codes(app), "LLE1139");
    }

    [TestMethod]
    public void A_file_that_the_list_leaves_out_is_refused()
    {
        using var app = Signer();
        Sign(app, "1.0.0", "1.0.0");
        File.WriteAllText(app.Source("payload-1.0.0") + "/added", "x");

        Assert.IsFalse(app.Engine("1.0.0", Options(app)).Deploy(TestContext.CancellationToken).Succeeded);

        CollectionAssert.Contains(Codes(app), "LLE1129");
    }

    private AppBench Signer()
    {
        var app = new AppBench(TestContext.CancellationToken);
        Run.Tool("ssh-keygen", app.Source("."), "-q", "-t", "ecdsa", "-N", "", "-C", "", "-f", "key");
        File.WriteAllText(app.Source(".") + "/allowed", "builds " + File.ReadAllText(app.Source(".") + "/key.pub"));
        return app;
    }

    private static void Sign(AppBench app, string version, string? stated, string? also = null)
    {
        app.MakePayload(version);
        var folder = app.Source($"payload-{version}");
        if (also is not null)
        {
            File.WriteAllText(folder + "/build", also);
        }

        if (stated is not null)
        {
            File.WriteAllText(folder + "/VERSION", stated + "\n");
        }

        File.WriteAllText(folder + "/checksums.sha256", Run.Tool("find", folder, ".", "-type", "f", "-exec", "sha256sum", "{}", "+"));
        Run.Tool("ssh-keygen", folder, "-q", "-Y", "sign", "-f", "../key", "-n", "file", "checksums.sha256");
    }

    private static (string Name, string Value)[] Options(AppBench app) =>
        [("LlePayloadKind", "app"), ("LleTrustedKeys", app.Source(".") + "/allowed")];

    private void Deploy(AppBench app, string version) => Assert.IsTrue(
        app.Engine(version, Options(app)).Deploy(TestContext.CancellationToken).Succeeded, string.Join("; ", app.Told));

    private static string[] Codes(AppBench app) => [.. app.Told.Select(diagnostic => diagnostic.Code)];
}
