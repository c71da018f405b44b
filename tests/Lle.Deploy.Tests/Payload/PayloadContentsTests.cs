using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class PayloadContentsTests
{
    private static void Check(Scratch scratch, params string[] excludes) =>
        PayloadContents.CheckOneFile(PayloadVerifierTests.Open(scratch), excludes.Length == 0 ? PayloadContents.DefaultExcludes : excludes,
            "LlePayloadDir");

    [TestMethod]
    public void A_payload_of_the_known_names_is_wholly_deployed()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        scratch.Write("VERSION", "1.0.0");
        scratch.Write("deployment.json", "{}");
        scratch.Write("checksums.sha256.sig", "x");
        scratch.Write("lusush.pdb", "x");

        Check(scratch);
    }

    [TestMethod]
    public void Files_that_would_be_left_out_are_named_also_where_the_checksum_list_has_them()
    {
        using var scratch = PayloadVerifierTests.MakePayload(list: false);
        scratch.Write("share/x", "x");
        scratch.Write("readme", "x");
        scratch.Write("checksums.sha256", Run.Tool("sha256sum", scratch.Folder, "lusush", "lle.conf.template", "share/x"));

        var refusal = Refused.With("LLE1126", () => Check(scratch));

        StringAssert.Contains(refusal.Message, "'readme', 'share/x'");
        Assert.AreEqual("LlePayloadDir", refusal.Location.Property);
    }

    [TestMethod]
    public void Many_files_are_counted()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        for (var i = 0; i < 12; i++)
        {
            scratch.Write($"share/{i}", "x");
        }

        StringAssert.Contains(Refused.With("LLE1126", () => Check(scratch)).Message, "and 7 more");
    }

    [TestMethod]
    [DataRow("share/*")]
    [DataRow("*.txt")]
    [DataRow("deep?txt")]
    public void What_a_glob_names_may_be_left_out(string glob)
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        scratch.Write("share/more/deep.txt", "x");

        Check(scratch, glob);
        Refused.With("LLE1126", () => Check(scratch, "other"));
    }

    [TestMethod]
    public void A_directory_that_cannot_be_read_is_named_also_where_one_file_is_deployed()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        scratch.Write("closed/file", "x");
        File.SetUnixFileMode(scratch.Folder, (UnixFileMode)0x1ed);
        File.SetUnixFileMode(scratch.At("closed"), UnixFileMode.None);
        var payload = PayloadVerifierTests.Open(scratch);

        var refusal = Stranger.Do(() => Refused.With(
            "LLE1107", () => PayloadContents.CheckOneFile(payload, PayloadContents.DefaultExcludes, "LlePayloadDir")));

        Assert.AreEqual(scratch.At("closed"), refusal.Location.File);
    }

    [TestMethod]
    public void A_link_in_the_payload_counts_as_a_file_and_is_not_followed()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        File.CreateSymbolicLink(scratch.At("loop"), ".");

        StringAssert.Contains(Refused.With("LLE1126", () => Check(scratch)).Message, "'loop'");
    }
}
