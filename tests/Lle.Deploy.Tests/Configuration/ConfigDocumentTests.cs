using System.Text;
using Lle.Deploy.Configuration;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class ConfigDocumentTests
{
    [TestMethod]
    public void Sections_keys_comments_blanks_and_CRLF_are_read()
    {
        var document = ConfigDocument.Parse(
            "\uFEFF# top\r\n[a]\r\n ; note\r\n  key = value # not a comment; really \r\n\r\n[b.c-d_9]\r\nempty=\r\nlast==x", "f");

        CollectionAssert.AreEqual(
            new[] { "[a] key=value # not a comment; really@4,9", "[b.c-d_9] empty=@7,7", "[b.c-d_9] last==x@8,6" },
            document.Entries.Select(entry => $"{entry.Name}={entry.Value}@{entry.Source.Line},{entry.ValueColumn}").ToArray());
    }

    [TestMethod]
    [DataRow("[a]\nx\n", "LLE1504(2,1)")]
    [DataRow("[a]\n  x y = 1", "LLE1504(2,4)")]
    [DataRow("[a]\n=1", "LLE1504(2,1)")]
    [DataRow("[performance]x\n", "LLE1505(1,14)")]
    [DataRow("[performance] # no\n", "LLE1505(1,14)")]
    [DataRow("[performance\n", "LLE1505(1,13)")]
    [DataRow("[]\n", "LLE1505(1,2)")]
    [DataRow("[ a]\n", "LLE1505(1,2)")]
    [DataRow("[a]\n[b]\n[a]\n", "LLE1506(3,1)")]
    [DataRow("[a]\nx=1\n x=1\n", "LLE1507(3,2)")]
    [DataRow("[a]\nx=\u0007\n", "LLE1515(2,3)")]
    [DataRow("[a]\nx=1\ry=2\n", "LLE1515(2,4)")]
    [DataRow("[a]\nx=\u2028", null)]
    [DataRow("[a]\nX=1\nx=2", null)]
    public void A_line_that_is_wrong_is_refused_at_its_line_and_column(string text, string? place)
    {
        if (place is null)
        {
            ConfigDocument.Parse(text, "f");
            return;
        }

        CollectionAssert.AreEqual(new[] { place }, Refused.Places(() => ConfigDocument.Parse(text, "f")).ToArray());
    }

    [TestMethod]
    public void Keys_above_the_first_section_are_read_and_written_back()
    {
        const string text = "# top\ncolor=auto\n[performance]\nx=1\n";

        var document = ConfigDocument.Parse(text, "f");

        Assert.AreEqual("auto", document.Find("", "color")?.Value);
        Assert.IsNull(document.FindSection(""));
        Assert.AreEqual(text, document.ToText());
        Assert.AreEqual("LLE1507(2,1)", Refused.Places(() => ConfigDocument.Parse("a=1\na=2\n[b]\na=3\n", "f")).Single());
    }

    [TestMethod]
    public void A_header_that_cannot_be_read_is_one_complaint_and_not_one_for_every_key_below() =>
        CollectionAssert.AreEqual(
            new[] { "LLE1505(3,2)", "LLE1504(6,1)" },
            Refused.Places(() => ConfigDocument.Parse("[a]\nx=1\n[]\nx=1\nx=2\noops\n", "f")).ToArray());

    [TestMethod]
    public void The_last_line_needs_no_end_and_is_still_checked() =>
        Assert.AreEqual("LLE1504(2,1)", Refused.Places(() => ConfigDocument.Parse("[a]\ngarbage", "f")).Single());

    [TestMethod]
    public void Bytes_that_are_not_UTF8_are_refused_at_their_place()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes("[a]\nx=é"), 0xc3, 0x28];

        Assert.AreEqual("LLE1503(2,4)", Refused.Places(() => ConfigDocument.Parse(text, "f")).Single());
    }

    [TestMethod]
    public void An_oversized_configuration_is_refused() =>
        Refused.With("LLE1514", () => ConfigDocument.Parse(new string('#', ConfigDocument.MaximumLength + 1), "f"));

    [TestMethod]
    public void A_file_full_of_errors_is_not_reported_without_end() =>
        Assert.IsLessThanOrEqualTo(50, Refused.Places(
            () => ConfigDocument.Parse(string.Concat(Enumerable.Repeat("x\n", 10_000)), "f")).Count);

    [TestMethod]
    public void An_empty_text_is_an_empty_document() => Assert.IsEmpty(ConfigDocument.Parse("", "f").Lines);
}
