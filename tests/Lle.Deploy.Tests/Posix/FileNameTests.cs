using System.Text;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Tests.Posix;

[TestClass]
public sealed class FileNameTests
{
    [TestMethod]
    public void Any_bytes_come_back_from_a_name_and_from_a_record()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(1, 24)];
            random.NextBytes(bytes);
            var name = FileName.FromBytes(bytes);
            CollectionAssert.AreEqual(bytes, FileName.ToBytes(name));
            var record = FileName.ToRecord(name);
            Assert.AreEqual(name, FileName.FromRecord(record));
            Assert.AreEqual(record, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(record)), "a record is text");
        }
    }

    [TestMethod]
    [DataRow("plain name", "plain name")]
    [DataRow("übung 💩", "übung 💩")]
    [DataRow("back\\slash", @"back\\slash")]
    [DataRow("new\nline", @"new\x0aline")]
    public void Text_is_spelled_as_it_is_but_for_backslashes_and_control_characters(string name, string record)
    {
        Assert.AreEqual(record, FileName.ToRecord(name));
        Assert.AreEqual(name, FileName.FromRecord(record));
    }

    [TestMethod]
    public void A_Latin_1_name_is_spelled_with_its_byte() =>
        Assert.AreEqual(@"caf\xe9", FileName.ToRecord(FileName.FromBytes([0x63, 0x61, 0x66, 0xe9])));

    [TestMethod]
    [DataRow(@"a\")]
    [DataRow(@"a\x4")]
    [DataRow(@"a\xg0")]
    [DataRow(@"a\n")]
    public void An_escape_that_is_none_is_refused(string record) =>
        Assert.ThrowsExactly<FormatException>(() => FileName.FromRecord(record));
}
