using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

[TestClass]
public sealed class JournalTests
{
    [TestMethod]
    public void What_was_appended_is_read_again()
    {
        using var bench = new Bench();
        CollectionAssert.AreEqual(Three, Kinds(bench, Written(bench)));
    }

    [TestMethod]
    public void A_journal_that_was_replaced_while_it_is_written_is_not_committed_over()
    {
        using var bench = new Bench();
        using var transaction = bench.Begin();
        transaction.Apply(transaction.StageFile(bench.At("lusush"), FileContent.Of("new"), FileTraits.Program));
        var journal = Path.Combine(bench.Transactions, "20260102_030405", Journal.FileName);
        File.Copy(journal, journal + ".copy");
        File.Move(journal + ".copy", journal, overwrite: true);

        Assert.AreEqual("LLE3051", Assert.ThrowsExactly<DeploymentException>(() => transaction.Commit()).Diagnostics[0].Code);
    }

    [TestMethod]
    public void A_second_beginning_is_refused()
    {
        using var bench = new Bench();
        using var folder = Folder(bench);
        using (var journal = Journal.Create(folder, bench.Layout, Begun(bench.Layout)))
        {
            journal.Append(Begun(bench.Layout));
        }

        Lle.Deploy.Tests.Support.Refused.With("LLE3040", () => StandingTransaction.Read(bench.Layout));
    }

    [TestMethod]
    public void A_beginning_whose_identity_was_taken_out_is_refused()
    {
        using var bench = new Bench();
        bench.Begin().Dispose();
        var journal = Path.Combine(bench.Transactions, "20260102_030405", Journal.FileName);
        var json = File.ReadAllText(journal).TrimEnd().Split(' ', 3)[2]
            .Replace("00112233445566778899aabbccddeeff", "", StringComparison.Ordinal);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json)));
        File.WriteAllText(journal, $"{json.Length} {hash} {json}\n");

        Assert.AreEqual("LLE3056",
            Assert.ThrowsExactly<DeploymentException>(() => StandingTransaction.Read(bench.Layout)).Diagnostics[0].Code);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(10)]
    [DataRow(60)]
    public void A_last_entry_that_was_cut_off_was_not_written(int cut)
    {
        using var bench = new Bench();
        var content = Written(bench);
        CollectionAssert.AreEqual(Three[..2], Kinds(bench, content[..^cut]));
    }

    [TestMethod]
    public void Garbage_with_line_ends_in_place_of_the_last_entry_was_not_written()
    {
        using var bench = new Bench();
        byte[] content = [.. Written(bench), .. "12 not\na\n\njournal \0\n\n"u8];
        CollectionAssert.AreEqual(Three, Kinds(bench, content));
    }

    [TestMethod]
    public void Damage_before_a_good_entry_is_refused_with_its_line()
    {
        using var bench = new Bench();
        var content = Written(bench);
        content[Array.IndexOf(content, (byte)'\n') + 80] ^= 1;
        var refused = Assert.ThrowsExactly<DeploymentException>(() => Kinds(bench, content));
        Assert.AreEqual(("LLE3009", 2), (refused.Diagnostics[0].Code, refused.Diagnostics[0].Location.Line));
    }

    [TestMethod]
    public void An_entry_cannot_be_left_out()
    {
        using var bench = new Bench();
        var lines = Encoding.UTF8.GetString(Written(bench)).Split('\n');
        Assert.ThrowsExactly<DeploymentException>(() => Kinds(bench, Encoding.UTF8.GetBytes($"{lines[0]}\n{lines[2]}\n{lines[2]}\n")));
    }

    [TestMethod]
    public void Going_on_after_a_torn_entry_cuts_it_off()
    {
        using var bench = new Bench();
        using var folder = Folder(bench);
        var path = Path.Combine(folder.Path, Journal.FileName);
        File.WriteAllBytes(path, Written(bench)[..^5]);
        using (var journal = Journal.Continue(folder, bench.Layout, out var entries))
        {
            Assert.HasCount(2, entries);
            journal.Append(new JournalEntry(JournalEntryKind.Closed));
        }

        CollectionAssert.AreEqual(new[] { JournalEntryKind.Begin, JournalEntryKind.Attempt, JournalEntryKind.Closed },
            Kinds(bench, File.ReadAllBytes(path)));
    }

    private const string Id = "20260102_030405";

    private static readonly JournalEntryKind[] Three = [JournalEntryKind.Begin, JournalEntryKind.Attempt, JournalEntryKind.Commit];

    private static byte[] Written(Bench bench)
    {
        using var folder = Folder(bench);
        using (var journal = Journal.Create(folder, bench.Layout, Begun(bench.Layout)))
        {
            foreach (var kind in Three[1..])
            {
                journal.Append(new JournalEntry(kind));
            }
        }

        return File.ReadAllBytes(Path.Combine(folder.Path, Journal.FileName));
    }

    private static PosixDirectory Folder(Bench bench) =>
        PosixDirectory.Open(Directory.CreateDirectory(Path.Combine(bench.Transactions, Id)).FullName);

    private static JournalEntry Begun(TargetLayout layout) => new(JournalEntryKind.Begin)
    {
        Header = new TransactionHeader
        {
            Identity = "00112233445566778899aabbccddeeff",
            Id = Id,
            Sequence = 1,
            Operation = "deploy",
            Version = "1.0.0",
            Binary = layout.Binary,
            Directories = [],
            StartedBy = "tester",
            Started = DateTimeOffset.UnixEpoch,
        },
    };

    private static JournalEntryKind[] Kinds(Bench bench, byte[] content) =>
        [.. Journal.Parse(content, "journal", bench.Layout, out _, out _).Select(e => e.Kind)];
}
