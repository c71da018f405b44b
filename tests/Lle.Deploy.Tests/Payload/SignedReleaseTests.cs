using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class SignedReleaseTests
{
    private static Scratch MakeRelease(string? version, bool listed = true)
    {
        var scratch = PayloadVerifierTests.MakePayload(list: false);
        string[] names = ["lusush", "lle.conf.template"];
        if (version is not null)
        {
            scratch.Write("VERSION", version + "\n");
            names = listed ? [.. names, "VERSION"] : names;
        }

        scratch.Write("checksums.sha256", Run.Tool("sha256sum", scratch.Folder, names));
        return scratch;
    }

    private static string? CheckVersion(Scratch scratch, string deployed)
    {
        var payload = PayloadVerifierTests.Open(scratch);
        return SignedRelease.CheckVersion(payload, PayloadVerifier.Verify(payload, [], CancellationToken.None).Entries, deployed)?.Code;
    }

    [TestMethod]
    public void A_signed_version_must_be_the_one_that_is_deployed()
    {
        using var scratch = MakeRelease("1.0.0");

        Assert.IsNull(CheckVersion(scratch, "1.0.0"));
        StringAssert.Contains(Refused.With("LLE1144", () => CheckVersion(scratch, "3.0.0")).Message, "'1.0.0'");
    }

    [TestMethod]
    [DataRow(null, false)]
    [DataRow("3.0.0", false)]
    public void A_list_that_covers_no_VERSION_is_a_warning(string? version, bool listed)
    {
        using var scratch = MakeRelease(version, listed);

        Assert.AreEqual("LLE1145", CheckVersion(scratch, "3.0.0"));
    }

    [TestMethod]
    public void A_list_that_was_replaced_is_refused_and_the_one_in_use_is_not()
    {
        using var scratch = MakeRelease("1.0.0");
        var list = PayloadVerifierTests.Open(scratch).Checksums!;
        var later = new string('a', 64);

        Assert.IsNull(SignedRelease.CheckReplay(list, [], allowDowngrade: false, isNewer: false));
        Assert.IsNull(SignedRelease.CheckReplay(list, [later, list.Sha256], allowDowngrade: false, isNewer: false));
        Assert.IsNull(SignedRelease.CheckReplay(list, [later], allowDowngrade: false, isNewer: false));
        Refused.With("LLE1146", () => SignedRelease.CheckReplay(list, [list.Sha256, later], allowDowngrade: false, isNewer: false));
        Assert.AreEqual("LLE1147", SignedRelease.CheckReplay(list, [list.Sha256, later], allowDowngrade: true, isNewer: false)!.Code);
    }
}
