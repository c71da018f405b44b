using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class PayloadVerifierTests
{
    internal const UnixFileMode Program =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    internal static Scratch MakePayload(bool list = true)
    {
        var scratch = new Scratch();
        scratch.Write("lusush", "#!/bin/sh\nexit 0\n", Program);
        scratch.Write("lle.conf.template", "[performance]\n");
        if (list)
        {
            scratch.Write("checksums.sha256", Run.Tool("sha256sum", scratch.Folder, "lusush", "lle.conf.template"));
        }

        return scratch;
    }

    internal static PayloadFolder Open(Scratch scratch) => PayloadFolder.Open(scratch.Folder, "lusush");

    private static PayloadVerdict Verify(Scratch scratch) => PayloadVerifier.Verify(Open(scratch), [], CancellationToken.None);

    [TestMethod]
    public void A_payload_that_is_not_what_was_listed_is_a_mismatch_and_not_unchecked()
    {
        using var scratch = MakePayload();
        scratch.Write("lusush", "#!/bin/sh\nexit 1\n", Program);
        PayloadVerdict? known = null;

        Refused.With("LLE1117", () => PayloadVerifier.Verify(
            Open(scratch), [], CancellationToken.None, refused: verdict => known = verdict));

        Assert.AreEqual("mismatch", known?.Integrity);
    }

    [TestMethod]
    public void A_payload_that_is_what_was_listed_is_checked()
    {
        using var scratch = MakePayload();

        var verdict = Verify(scratch);

        Assert.AreEqual("checked, not checked", $"{verdict.Integrity}, {verdict.Authenticity}");
        Assert.IsEmpty(verdict.Warnings);
    }

    [TestMethod]
    public void Without_a_list_nothing_is_checked_and_that_is_said()
    {
        using var scratch = MakePayload(list: false);

        var verdict = Verify(scratch);

        Assert.AreEqual("not checked", verdict.Integrity);
        Assert.AreEqual("LLE1111", verdict.Warnings.Single().Code);
    }

    [TestMethod]
    public void A_tampered_program_is_refused_naming_the_line_of_the_list()
    {
        using var scratch = MakePayload();
        scratch.Write("lusush", "#!/bin/sh\nexit 1\n", Program);

        var refusal = Refused.With("LLE1117", () => Verify(scratch));

        Assert.AreEqual(1, refusal.Location.Line);
        StringAssert.Contains(refusal.Message, "'lusush'");
    }

    [TestMethod]
    public void A_valid_list_that_does_not_name_the_program_is_refused()
    {
        using var scratch = MakePayload();
        scratch.Write("checksums.sha256", Run.Tool("sha256sum", scratch.Folder, "lle.conf.template"));

        var refusal = Refused.With("LLE1115", () => Verify(scratch));
        StringAssert.Contains(refusal.Message, "it contains 'lle.conf.template'");
    }

    [TestMethod]
    public void A_list_that_leaves_the_template_out_is_a_warning()
    {
        using var scratch = MakePayload();
        scratch.Write("checksums.sha256", Run.Tool("sha256sum", scratch.Folder, "lusush"));

        Assert.AreEqual("LLE1119", Verify(scratch).Warnings.Single().Code);
    }

    [TestMethod]
    public void A_listed_file_that_is_missing_is_refused()
    {
        using var scratch = MakePayload();
        File.AppendAllText(scratch.At("checksums.sha256"), $"{new string('a', 64)}  plugin.so\n");

        Assert.AreEqual(3, Refused.With("LLE1116", () => Verify(scratch)).Location.Line);
    }

    [TestMethod]
    [DataRow("../outside")]
    [DataRow("/etc/passwd")]
    [DataRow("sub/../../outside")]
    [DataRow(".//etc/passwd/../../..")]
    public void A_listed_name_outside_the_payload_is_refused_without_being_read(string name)
    {
        using var scratch = MakePayload();
        File.AppendAllText(scratch.At("checksums.sha256"), $"{new string('a', 64)}  {name}\n");

        Refused.With("LLE1118", () => Verify(scratch));
    }

    [TestMethod]
    public void A_listed_pipe_is_refused_and_does_not_block()
    {
        using var scratch = MakePayload();
        Run.Tool("mkfifo", scratch.Folder, "pipe");
        File.AppendAllText(scratch.At("checksums.sha256"), $"{new string('a', 64)}  pipe\n");

        Refused.With("LLE1104", () => Verify(scratch));
    }

    [TestMethod]
    public void Files_in_subfolders_are_hashed_and_all_mismatches_named_in_the_order_of_the_list()
    {
        using var scratch = MakePayload();
        for (var i = 0; i < 40; i++)
        {
            scratch.Write($"share/{i}", new byte[i * 10_000]);
        }

        var names = Enumerable.Range(0, 40).Select(i => $"./share/{i}").ToArray();
        File.AppendAllText(scratch.At("checksums.sha256"), Run.Tool("sha256sum", scratch.Folder, names));
        Assert.HasCount(42, Verify(scratch).Entries);

        scratch.Write("share/7", "x");
        scratch.Write("share/31", "y");

        CollectionAssert.AreEqual(new[] { "LLE1117(10,1)", "LLE1117(34,1)" }, Refused.Places(() => Verify(scratch)).ToArray());
    }

    [TestMethod]
    public void Verification_can_be_cancelled()
    {
        using var scratch = MakePayload();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => PayloadVerifier.Verify(Open(scratch), [], cancelled.Token));
    }

    [TestMethod]
    public void What_was_verified_stays_what_it_was_when_the_file_is_swapped_afterwards()
    {
        using var scratch = MakePayload();
        var payload = Open(scratch);
        scratch.Write("lusush", "#!/bin/sh\nevil\n", Program);

        PayloadVerifier.Verify(payload, [], CancellationToken.None);

        Assert.AreEqual("#!/bin/sh\nexit 0\n", System.Text.Encoding.UTF8.GetString(payload.Binary.Content.Span));
    }
}
