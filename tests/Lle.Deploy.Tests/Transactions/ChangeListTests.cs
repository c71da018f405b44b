using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>What is put into a list of changes comes out of it.</summary>
[TestClass]
public sealed class ChangeListTests
{
    private const string Aside = ".lle-20260102_030405-00112233-";

    private static readonly PathState File = new()
    {
        Kind = FileKind.File,
        Mode = 0x1a4,
        User = 1000,
        Group = uint.MaxValue,
        Sha256 = new string('a', 63) + "0",
    };

    private static readonly FileIdentity Identity = new(ulong.MaxValue, 4096, 1_700_000_000_123_456_789);

    public static IEnumerable<object[]> Kinds =>
    [
        ["a new file", new Change("/d/new", PathState.Absent, File, Aside + "1") { Written = Identity }],
        ["a replaced file", new Change("/d/old", File, File with { Mode = 0xfff }, Aside + "23")
        {
            Seen = Identity,
            Written = default(FileIdentity)
        }],
        ["a removed file", new Change("/d/gone", File, PathState.Absent, Aside + "4") { Seen = Identity with { Modified = -1 } }],
        ["a file without a name aside", new Change("/d/new", PathState.Absent, File)],
        ["a file with attributes", new Change("/d/a", File, File with { Attributes = new() { ["user.a"] = "AA==" } }, Aside + "5")],
        ["a name that is no UTF-8", new Change("/d/\udc80\u00fc\U0001F600", PathState.Absent, File, Aside + "6")],
        ["a hash in capitals", new Change("/d/c", PathState.Absent, File with { Sha256 = new string('A', 64) }, Aside + "7")],
        ["a short hash", new Change("/d/s", PathState.Absent, File with { Sha256 = new string('b', 62) }, Aside + "8")],
        ["a long path", new Change("/d/" + new string('n', 3000), PathState.Absent, File, Aside + "9")],
        ["a link", new Change("/d/l", File, new PathState { Kind = FileKind.SymbolicLink, Target = "x" }, Aside + "10")],
        ["a directory", new Change("/d", PathState.Absent, new PathState { Kind = FileKind.Directory, Mode = 0x1ed })],
        ["nothing", new Change("/d/none", PathState.Absent, PathState.Absent)],
    ];

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Each_kind_of_change_comes_out_as_it_was_between_others(string what, object change)
    {
        List<Change> all = [Numbered(1), (Change)change, Numbered(2), (Change)change];

        CollectionAssert.AreEqual(all, ChangeList.Of(all).ToList(), what);
    }

    [TestMethod]
    public void Many_come_out_in_their_order_forwards_and_backwards()
    {
        List<Change> all = [.. Enumerable.Range(0, (ChangeList.MostInOnePiece * 5 / 2) + 1).Select(Numbered)];
        var list = new ChangeList { Numbered(-1) };
        list.AddRange(ChangeList.Of(all));
        all.Insert(0, Numbered(-1));

        Assert.AreEqual(all.Count, list.Count);
        Assert.AreEqual(all[ChangeList.MostInOnePiece], list[ChangeList.MostInOnePiece]);
        CollectionAssert.AreEqual(all, list.ToList());
        CollectionAssert.AreEqual(Enumerable.Reverse(all).ToList(), ChangeList.Backwards(list).ToList());
    }

    [TestMethod]
    public void What_changes_nothing_is_left_out_of_the_effective_ones()
    {
        List<Change> all = [.. Enumerable.Range(0, ChangeList.MostInOnePiece * 2).Select(Numbered)];
        all.Insert(3, new Change("/d/same", File, File));

        CollectionAssert.AreEqual(all.Where(change => change.Path != "/d/same").ToList(), ChangeList.Of(all).Effective().ToList());
    }

    [TestMethod]
    public void A_list_that_goes_on_after_it_was_read_holds_what_came_later_too()
    {
        var list = new ChangeList { Numbered(1) };
        Assert.HasCount(1, list.Pieces);
        list.Add(Numbered(2));

        CollectionAssert.AreEqual(new[] { Numbered(1), Numbered(2) }, list.ToList());
    }

    [TestMethod]
    public void A_hundred_thousand_files_take_less_than_a_hundred_bytes_each()
    {
        const int Many = 100_000;
        var list = ChangeList.Of(Enumerable.Range(0, Many).Select(Numbered));

        Assert.IsLessThan(100 * Many, list.Pieces.Sum(piece => piece.Bytes.Length + (64 * piece.Traits.Length)));
    }

    [TestMethod]
    public void The_last_change_of_each_path_stands_where_it_was_made()
    {
        List<Change> all = [.. Enumerable.Range(0, 1000).Select(Numbered)];
        all.AddRange([all[5] with { Aside = Aside + "5000" }, Numbered(2000), all[5] with { Aside = Aside + "5001" }]);

        CollectionAssert.AreEqual(all.Where((_, index) => index is not (5 or 1000)).ToList(), Change.Last(ChangeList.Of(all)).ToList());
    }

    private static Change Numbered(int number) => new(
        $"/var/lib/program/{number / 100:00000}/file-{number % 100:00}", PathState.Absent,
        File with { Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)number, (byte)(number >> 8)])) },
        $"{Aside}{number + 2}")
    {
        Written = new FileIdentity((ulong)(number + 100_000), 4096, 1_700_000_000_000_000_000 + (number * 123_457L)),
    };
}
