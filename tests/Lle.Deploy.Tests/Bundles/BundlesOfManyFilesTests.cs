namespace Lle.Deploy.Tests.Bundles;

/// <summary>Bundles of the kinds app and tree, with links in them.</summary>
[TestClass]
public sealed class BundlesOfManyFilesTests
{
    private static readonly Dictionary<string, string> Lenient =
        new() { ["LleValidationThreshold"] = "0", ["LleMaxStartupTime"] = "60000000" };

    [TestMethod]
    [DataRow("app", "")]
    [DataRow("tree", "bin/")]
    public void A_bundle_installs_what_its_folder_would(string kind, string place)
    {
        using var folder = new BundleFolder();
        MakePayload(folder, place);
        var bundle = folder.Make(new() { ["LlePayloadKind"] = kind });
        Assert.IsTrue(bundle.Succeeded, string.Join('\n', folder.Told));

        Assert.IsTrue(folder.Deploy(bundle.Path, Lenient).Succeeded, string.Join('\n', folder.Told));

        var version = Directory.GetDirectories(Path.Combine(folder.Prefix, "lib/lle/lusush/versions")).Single();
        Assert.AreEqual("libdata.so.1", new FileInfo(Path.Combine(version, "lib/libdata.so")).LinkTarget);
        Assert.AreEqual("../lib", new FileInfo(Path.Combine(version, "share/libs")).LinkTarget);
        Assert.AreEqual("data", File.ReadAllText(Path.Combine(version, "lib/libdata.so")));
        Assert.AreEqual(kind, folder.Engine(new() { ["LleInstallPrefix"] = folder.Prefix }).VerifyBundle(
            bundle.Path, CancellationToken.None).Options["LlePayloadKind"]);
        Assert.IsTrue(File.Exists(Path.Combine(folder.Prefix, "bin/lusush")));
    }

    [TestMethod]
    public void Links_are_part_of_what_a_verification_shows()
    {
        using var folder = new BundleFolder();
        MakePayload(folder, "");

        var bundle = folder.Make(new() { ["LlePayloadKind"] = "app" });

        Assert.Contains("  link       share/libs -> ../lib", bundle.Summary);
        Assert.DoesNotContain("share/libs/libdata.so.1", bundle.Files, "a link to a directory is not followed");
    }

    [TestMethod]
    [DataRow("share/out", "../../outside")]
    [DataRow("share/out", "/etc/hostname")]
    public void A_link_that_leaves_the_payload_goes_into_no_bundle(string link, string target)
    {
        using var folder = new BundleFolder();
        MakePayload(folder, "");
        File.CreateSymbolicLink(Path.Combine(folder.Payload, link), target);

        Assert.IsFalse(folder.Make(new() { ["LlePayloadKind"] = "app" }).Succeeded);

        Assert.IsFalse(Directory.Exists(Path.Combine(folder.Root, "bin")));
    }

    [TestMethod]
    [DataRow("lib/evil", "/etc/shadow", DisplayName = "absolute")]
    [DataRow("lib/evil", "../../../../etc/shadow", DisplayName = "above the payload")]
    [DataRow("lusush", "lib/other", DisplayName = "in the program's place")]
    [DataRow("LUSUSH", "lib/other", DisplayName = "the program's name in other letters")]
    [DataRow("../evil", "lusush", DisplayName = "a name that leads out")]
    [DataRow("/etc/evil", "lusush", DisplayName = "an absolute name")]
    [DataRow("lusush/evil", "x", DisplayName = "below a file")]
    [DataRow("lib/none", "nowhere", DisplayName = "to nothing")]
    public void A_link_that_somebody_made_up_is_refused(string link, string target)
    {
        using var folder = new BundleFolder();
        var bundle = folder.Forge(
            """{"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LlePayloadKind":"app"},"Links":{"LINK":"TARGET"}}"""
                .Replace("LINK", link).Replace("TARGET", target));

        Assert.IsFalse(folder.Deploy(bundle).Succeeded);

        Assert.StartsWith("LLE1", folder.Codes);
        Assert.IsFalse(File.Exists(Path.Combine(folder.Prefix, "bin/lusush")));
        Assert.IsFalse(Directory.Exists(Path.Combine(folder.Prefix, "lib")));
    }

    [TestMethod]
    public void A_link_behind_a_link_is_not_followed_when_it_is_made()
    {
        using var folder = new BundleFolder();
        var bundle = folder.Forge("""
            {"Schema":1,"Name":"lusush","Version":"1.4.0","Options":{"LlePayloadKind":"app"},"Links":{"a":".","a/b":"lusush"}}
            """);

        Assert.IsFalse(folder.Deploy(bundle).Succeeded);

        Assert.StartsWith("LLE1", folder.Codes);
    }

    private static void MakePayload(BundleFolder folder, string place)
    {
        Directory.CreateDirectory(Path.Combine(folder.Payload, "lib"));
        Directory.CreateDirectory(Path.Combine(folder.Payload, "share"));
        File.WriteAllText(Path.Combine(folder.Payload, "lib/libdata.so.1"), "data");
        File.CreateSymbolicLink(Path.Combine(folder.Payload, "lib/libdata.so"), "libdata.so.1");
        File.CreateSymbolicLink(Path.Combine(folder.Payload, "share/libs"), "../lib");
        if (place.Length > 0)
        {
            Directory.CreateDirectory(Path.Combine(folder.Payload, place));
            File.Move(Path.Combine(folder.Payload, "lusush"), Path.Combine(folder.Payload, place, "lusush"));
        }
    }
}
