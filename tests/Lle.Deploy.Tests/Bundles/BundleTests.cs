using System.Security.Cryptography;

namespace Lle.Deploy.Tests.Bundles;

[TestClass]
public sealed class BundleTests
{
    [TestMethod]
    public void The_same_payload_in_two_folders_makes_the_same_bytes()
    {
        using var one = new BundleFolder();
        using var two = new BundleFolder();
        File.SetLastWriteTimeUtc(Path.Combine(two.Payload, "lusush"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        var (first, second) = (one.Make(new() { ["LleMaxStartupTime"] = "2000" }), two.Make(new() { ["LleMaxStartupTime"] = "2000" }));

        Assert.IsTrue(first.Succeeded, one.Codes);
        Assert.AreEqual(first.Sha256, second.Sha256);
        Assert.AreEqual(Path.Combine(one.Root, "bin", "lusush-1.4.0.tar.gz"), first.Path);
    }

    [TestMethod]
    public void The_time_in_a_bundle_is_the_one_that_the_build_system_gives()
    {
        using var folder = new BundleFolder();

        var plain = folder.Make().Sha256;
        var dated = folder.Make(environment: new() { ["SOURCE_DATE_EPOCH"] = "1700000000" }).Sha256;

        Assert.AreNotEqual(plain, dated);
        Assert.AreEqual(dated, folder.Make(environment: new() { ["SOURCE_DATE_EPOCH"] = "1700000000" }).Sha256);
    }

    [TestMethod]
    public void A_bundle_lists_everything_in_it_and_what_was_given_for_it()
    {
        using var folder = new BundleFolder();

        var bundle = folder.Make(
            new() { ["LleMaxStartupTime"] = "2000", ["LleInstallPrefix"] = "/opt/elsewhere", ["LleTrustedKeys"] = "" },
            [new EngineItem("LleProbe", "answers", new Dictionary<string,
                string> { ["Input"] = "echo $((6*7))", ["ExpectOutput"] = "42" })]);

        Assert.AreEqual("VERSION deployment.json lle.conf.template lusush", string.Join(' ', bundle.Files));
        Assert.AreEqual("LleMaxStartupTime=2000", string.Join(' ', bundle.Options.Select(o => $"{o.Key}={o.Value}")));
        Assert.AreEqual("LleProbe answers", string.Join(' ', bundle.Items));
        Assert.AreEqual("none", bundle.Signature);
    }

    [TestMethod]
    public void A_bundle_deploys_with_its_version_and_its_options_and_the_caller_decides_last()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Make(
            new() { ["LleMaxStartupTime"] = "60000000", ["LleValidationThreshold"] = "1", ["LleBackupRetention"] = "3" });

        var result = folder.Deploy(bundle.Path, new() { ["LleValidationThreshold"] = "0" });

        Assert.IsTrue(result.Succeeded, string.Join('\n', folder.Told));
        Assert.AreEqual("1.4.0", result.Version);
        Assert.Contains("60000000", result.ToJson());
    }

    [TestMethod]
    public void A_bundle_beats_the_environment_and_the_caller_beats_the_bundle()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Forge("""{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LleMaxStartupTime":"not a number"}}""");
        Dictionary<string, string> options = new() { ["LleUpdatePackage"] = bundle, ["LleInstallPrefix"] = folder.Prefix };

        var brought = folder.Engine(options, environment: new() { ["MAX_STARTUP_TIME"] = "5000" }).Plan(CancellationToken.None);
        Assert.IsFalse(brought.Succeeded);
        Assert.AreEqual("LLE1002", folder.Codes);

        var given = folder.Engine(new(options) { ["LleMaxStartupTime"] = "5000" }).Plan(CancellationToken.None);
        Assert.IsTrue(given.Succeeded, folder.Codes);
    }

    [TestMethod]
    public void A_bundle_is_signed_with_a_key_and_verified_with_its_public_half()
    {
        using var folder = new BundleFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (secret, known) = (Path.Combine(folder.Root, "key.pem"), Path.Combine(folder.Root, "public.pem"));
        File.WriteAllText(secret, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(known, key.ExportSubjectPublicKeyInfoPem());

        var bundle = folder.Make(new() { ["LleSigningKey"] = secret });
        Assert.AreEqual("not checked (no key was given)", bundle.Signature);

        var seen = folder.Engine(new() { ["LleTrustedKeys"] = known }).VerifyBundle(bundle.Path, CancellationToken.None);
        Assert.IsTrue(seen.Succeeded, folder.Codes);
        Assert.StartsWith("verified (key ", seen.Signature);

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(known, other.ExportSubjectPublicKeyInfoPem());
        Assert.IsFalse(folder.Engine(new() { ["LleTrustedKeys"] = known }).VerifyBundle(bundle.Path, CancellationToken.None).Succeeded);
    }

    [TestMethod]
    public void A_command_signs_where_one_is_given_and_its_failure_leaves_no_bundle()
    {
        using var folder = new BundleFolder();

        Assert.IsTrue(folder.Make(new() { ["LleSignCommand"] = "/bin/cp @FILE@ @SIGNATURE@" }).Succeeded, folder.Codes);
        File.Delete(Path.Combine(folder.Root, "bin", "lusush-1.4.0.tar.gz"));

        Assert.IsFalse(folder.Make(new() { ["LleSignCommand"] = "/bin/false" }).Succeeded);
        Assert.AreEqual("LLE1410", folder.Codes);
        Assert.IsEmpty(Directory.GetFiles(Path.Combine(folder.Root, "bin")));
    }
}
