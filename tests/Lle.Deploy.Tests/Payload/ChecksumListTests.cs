using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class ChecksumListTests
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    [TestMethod]
    public void Text_and_binary_marks_tags_comments_and_CRLF_are_read()
    {
        var entries = ChecksumList.Parse($"# made by hand\r\n{A}  lusush\r\n{B} *lle.conf.template\n\nSHA256 (a (b) = c) = {A}", "list");

        CollectionAssert.AreEqual(
            new[] { $"{A} lusush 2", $"{B.ToLowerInvariant()} lle.conf.template 3", $"{A} a (b) = c 5" },
            entries.Select(entry => $"{entry.Sha256} {entry.Name} {entry.Line}").ToArray());
    }

    [TestMethod]
    public void Escaped_names_are_unescaped()
    {
        var entries = ChecksumList.Parse($"\\{A}  a\\\\b\\nc\\rd\n\\SHA256 (x\\ny) = {A}\n{A}  plain\\n", "list");

        CollectionAssert.AreEqual(new[] { "a\\b\nc\rd", "x\ny", "plain\\n" }, entries.Select(entry => entry.Name).ToArray());
    }

    [TestMethod]
    [DataRow("abc  lusush", "LLE1112(1,4)")]
    [DataRow(A + "a  lusush", "LLE1112(1,66)")]
    [DataRow(A + " lusush", "LLE1112(1,65)")]
    [DataRow(A + "  ", "LLE1112(1,67)")]
    [DataRow("SHA512 (lusush) = " + A, "LLE1112(1,1)")]
    [DataRow("SHA256 (lusush) = " + A + "0", "LLE1112(1,84)")]
    [DataRow("SHA256 (lusush", "LLE1112(1,9)")]
    [DataRow("\\" + A + "  a\\t", "LLE1112(1,68)")]
    [DataRow("\\" + A + "  a\\", "LLE1112(1,68)")]
    [DataRow("\\", "LLE1112(1,2)")]
    [DataRow(A + "  one\n" + A + "  ./one", "LLE1114(2,1)")]
    public void A_bad_line_is_refused_at_its_line_and_column(string text, string place)
    {
        var places = Refused.Places(() => ChecksumList.Parse(text, "list"));

        CollectionAssert.AreEqual(new[] { place }, places.ToArray());
    }

    [TestMethod]
    public void Every_bad_line_is_named_at_once()
    {
        var places = Refused.Places(() => ChecksumList.Parse($"x\n{A}  good\ny", "list"));

        CollectionAssert.AreEqual(new[] { "LLE1112(1,1)", "LLE1112(3,1)" }, places.ToArray());
    }

    [TestMethod]
    public void Bytes_that_are_not_UTF8_are_refused_at_their_place()
    {
        byte[] list = [.. System.Text.Encoding.ASCII.GetBytes($"{A}  é\n{A}  ".Replace('é', 'e')), 0xff];

        Assert.AreEqual("LLE1113(2,67)", Refused.Places(() => ChecksumList.Parse(list, "list")).Single());
    }

    [TestMethod]
    public void Sha256sum_itself_accepts_what_Format_writes()
    {
        using var scratch = new Scratch();
        string[] names = ["lusush", "with blank", "back\\slash", "new\nline", "ü"];
        var entries = names.Select(name => PayloadFile.TryRead(scratch.Write(name, $"content of {name}"))!)
            .Select(file => new ChecksumEntry(file.Sha256, file.Name));

        scratch.Write("list", ChecksumList.Format(entries));

        StringAssert.Contains(Run.Tool("sha256sum", scratch.Folder, "--strict", "-c", "list"), "lusush: OK");
    }

    [TestMethod]
    [DataRow("-b")]
    [DataRow("-t")]
    [DataRow("--tag")]
    public void What_sha256sum_writes_is_read_whatever_the_names(string style)
    {
        using var scratch = new Scratch();
        string[] names = ["lusush", "with blank", "back\\slash", "new\nline", "car\rriage", "ü", "(x) = y"];
        foreach (var name in names)
        {
            scratch.Write(name, name);
        }

        var entries = ChecksumList.Parse(Run.Tool("sha256sum", scratch.Folder, [style, "--", .. names]), "list");

        CollectionAssert.AreEqual(names, entries.Select(entry => entry.Name).ToArray());
    }
}
