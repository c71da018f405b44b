using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class PayloadFolderTests
{
    [TestMethod]
    public void A_missing_folder_names_the_property()
    {
        var refusal = Refused.With("LLE1101", () => PayloadFolder.Open("/nonexistent/payload", "lusush"));
        Assert.Contains("does not exist", refusal.Message);
        Assert.Contains("is a file", Refused.With("LLE1101", () => PayloadFolder.Open("/etc/passwd", "lusush")).Message);

        Assert.AreEqual("LlePayloadDir", refusal.Location.Property);
    }

    [TestMethod]
    public void A_missing_program_and_template_are_both_named()
    {
        using var scratch = new Scratch();

        CollectionAssert.AreEqual(
            new[] { "LLE1102(0,0)", "LLE1108(0,0)" }, Refused.Places(() => PayloadVerifierTests.Open(scratch)).ToArray());
    }

    [TestMethod]
    public void A_tree_whose_program_is_in_sbin_is_told_the_link_that_it_needs()
    {
        using var scratch = new Scratch();
        scratch.Write("sbin/nginx", "program");

        var refusal = Refused.With("LLE1102", () => PayloadFolder.Open(scratch.Folder, "nginx", kind: PayloadKind.Tree));

        Assert.Contains("bin/nginx' -> '../sbin/nginx'", $"{refusal}");
    }

    [TestMethod]
    public void A_directory_as_program_is_refused()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        File.Delete(scratch.At("lusush"));
        Directory.CreateDirectory(scratch.At("lusush"));

        Refused.With("LLE1103", () => PayloadVerifierTests.Open(scratch));
    }

    [TestMethod]
    public void A_pipe_as_program_is_refused_and_does_not_block()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        File.Delete(scratch.At("lusush"));
        Run.Tool("mkfifo", scratch.Folder, "lusush");

        Refused.With("LLE1104", () => PayloadVerifierTests.Open(scratch));
    }

    [TestMethod]
    public void A_program_without_any_execute_bit_is_refused_with_its_mode()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        File.SetUnixFileMode(scratch.At("lusush"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        StringAssert.Contains(Refused.With("LLE1105", () => PayloadVerifierTests.Open(scratch)).Message, "600");
    }

    [TestMethod]
    public void An_empty_program_is_refused()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        scratch.Write("lusush", "", PayloadVerifierTests.Program);

        Refused.With("LLE1110", () => PayloadVerifierTests.Open(scratch));
    }

    [TestMethod]
    public void A_file_beyond_the_limit_is_refused()
    {
        using var scratch = new Scratch();
        var path = scratch.Write("big", new byte[300_000]);

        Refused.With("LLE1106", () => PayloadFile.TryRead(path, 299_999));
        Assert.AreEqual(300_000, PayloadFile.TryRead(path, 300_000)!.Content.Length);
    }

    [TestMethod]
    [DataRow("../lusush")]
    [DataRow("/bin/sh")]
    [DataRow("")]
    [DataRow("..")]
    [DataRow("a\0b")]
    public void A_program_name_that_is_a_path_is_refused(string name)
    {
        using var scratch = PayloadVerifierTests.MakePayload();

        Assert.AreEqual("LleBinaryName", Refused.With("LLE1109", () => PayloadFolder.Open(scratch.Folder, name)).Location.Property);
    }

    [TestMethod]
    public void A_linked_program_is_read_through_the_link()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        File.Move(scratch.At("lusush"), scratch.At("built"));
        File.CreateSymbolicLink(scratch.At("lusush"), "built");

        Assert.AreEqual(17, PayloadVerifierTests.Open(scratch).Binary.Content.Length);
    }
}
