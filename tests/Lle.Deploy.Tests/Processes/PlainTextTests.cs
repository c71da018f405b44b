using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Processes;

[TestClass]
public sealed class PlainTextTests
{
    [TestMethod]
    [DataRow("plain\ttext\n", "plain\ttext\n")]
    [DataRow("\u001b[1;31mred\u001b[0m", "red")]
    [DataRow("\u001b[?2004h$ \u001b[K", "$ ")]
    [DataRow("\u001b]0;title\u0007after", "after")]
    [DataRow("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link")]
    [DataRow("\u001bPq#0\u001b\\after", "after")]
    [DataRow("\u001b(B\u001b[mG\u001b=x\u001b>", "Gx")]
    [DataRow("line\r\n\u0007\u0000end\u007f", "line\nend")]
    [DataRow("cut \u001b", "cut ")]
    [DataRow("cut \u001b[12", "cut ")]
    [DataRow("cut \u001b]0;ti", "cut ")]
    [DataRow("ü€😀", "ü€😀")]
    public void Escape_sequences_and_control_characters_go(string output, string text) =>
        Assert.AreEqual(text, PlainText.Of(output));

    [TestMethod]
    public void Bytes_that_are_no_text_become_replacement_characters() =>
        Assert.AreEqual("a\ufffdb", PlainText.Of([(byte)'a', 0xff, (byte)'b']));

    [TestMethod]
    public void No_output_whatever_breaks_it()
    {
        var random = new Random(1009);
        var bytes = new byte[64];
        for (var round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            for (var place = 0; place < 8; place++)
            {
                bytes[random.Next(bytes.Length)] = 0x1b;
            }

            Assert.DoesNotContain("\u001b", PlainText.Of(bytes));
        }
    }
}
