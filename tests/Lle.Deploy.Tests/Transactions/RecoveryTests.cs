using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

[TestClass]
public sealed class RecoveryTests
{
    [TestMethod]
    public void A_transaction_without_a_decision_is_undone()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        var before = bench.Picture();
        using (var cutOff = bench.Begin())
        {
            cutOff.Apply(cutOff.StageFile(path, FileContent.Of("new"), FileTraits.Program));
            cutOff.StageFile(bench.At("staged only"), FileContent.Of("x"), FileTraits.Public);
        }

        var recovered = Recovery.Run(bench.Layout).Single();
        Assert.IsTrue(recovered.Undo!.Finished);
        Assert.AreEqual(before, bench.Picture());
        Assert.IsEmpty(Recovery.Run(bench.Layout));
    }

    [TestMethod]
    public void A_transaction_with_its_decision_is_finished()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using (var cutOff = bench.Begin())
        {
            cutOff.Apply(cutOff.StageFile(path, FileContent.Of("new"), FileTraits.Program));
            cutOff.Commit();
        }

        Assert.IsNull(Recovery.Run(bench.Layout).Single().Undo);
        Assert.AreEqual("new", File.ReadAllText(path));
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(bench.Target));
        Assert.HasCount(1, CommittedTransaction.Read(bench.Layout));
    }

    /// <summary>A power cut may keep the second of two renames in a directory and lose the first: then what was put back is gone.</summary>
    [TestMethod]
    [DoNotParallelize]
    public void What_was_switched_is_durable_before_it_is_put_back()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using (var cutOff = bench.Begin())
        {
            cutOff.Apply(cutOff.StageFile(path, FileContent.Of("new"), FileTraits.Program));
        }

        var done = Recorded.Operations(() => Recovery.Run(bench.Layout)).ToList();

        var putBack = done.FindIndex(o => o.Kind == FileOperationKind.Rename && o.Path2 == path);
        Assert.IsGreaterThan(0, putBack);
        Assert.Contains(o => o.Kind == FileOperationKind.SyncDirectory && o.Path == bench.Target, done.Take(putBack));
    }

    [TestMethod]
    public void A_folder_whose_journal_was_never_begun_goes()
    {
        using var bench = new Bench();
        Directory.CreateDirectory(Path.Combine(bench.Transactions, "20260102_030405"));
        Assert.IsNull(Recovery.Run(bench.Layout).Single().Header);
        Assert.IsEmpty(bench.Folders);
    }

    [TestMethod]
    public void After_five_attempts_it_stops_and_keeps_the_evidence()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using (var cutOff = bench.Begin())
        {
            var change = cutOff.StageFile(path, FileContent.Of("new"), FileTraits.Program);
            cutOff.Apply(change);
            File.Delete(bench.At(change.Aside!));
        }

        for (var attempt = 0; attempt < Recovery.MaxAttempts; attempt++)
        {
            CollectionAssert.AreEqual(new[] { path }, Recovery.Run(bench.Layout).Single().Undo!.Lost);
        }

        var refused = Assert.ThrowsExactly<DeploymentException>(() => Recovery.Run(bench.Layout));
        Assert.AreEqual("LLE3010", refused.Diagnostics[0].Code);
        Assert.HasCount(1, bench.Folders);
        Assert.AreEqual("new", File.ReadAllText(path));
    }

    [TestMethod]
    public void After_five_attempts_that_ended_in_the_middle_it_is_not_tried_again()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using (var cutOff = bench.Begin())
        {
            cutOff.Apply(cutOff.StageFile(path, FileContent.Of("new"), FileTraits.Program));
        }

        using (var folder = PosixDirectory.Open(bench.Folders.Single()))
        using (var journal = Journal.Continue(folder, bench.Layout, out _))
        {
            for (var attempt = 0; attempt < Recovery.MaxAttempts; attempt++)
            {
                journal.Append(new JournalEntry(JournalEntryKind.Attempt));
            }
        }

        Assert.AreEqual("LLE3010",
            Assert.ThrowsExactly<DeploymentException>(() => Recovery.Run(bench.Layout)).Diagnostics[0].Code);
        Assert.AreEqual("new", File.ReadAllText(path));
    }

    [TestMethod]
    public void Two_cut_off_transactions_are_undone_newest_first()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "one");
        using (var first = bench.Begin("20260102_030405", 1))
        {
            first.Apply(first.StageFile(path, FileContent.Of("two"), FileTraits.Program));
        }

        using (var second = bench.Begin("20260102_030405_2", 2))
        {
            second.Apply(second.StageFile(path, FileContent.Of("three"), FileTraits.Program));
        }

        Recovery.Run(bench.Layout);
        Assert.AreEqual("one", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_rollback_that_is_finished_takes_along_what_it_discards_also_half_gone()
    {
        using var bench = new Bench();
        var discarded = Directory.CreateDirectory(Path.Combine(bench.Transactions, "20260101_000000")).FullName;
        using (var rollback = Transaction.Begin(bench.Layout, new TransactionHeader
        {
            Identity = "00112233445566778899aabbccddeeff",
            Id = "20260102_000000",
            Sequence = 2,
            Operation = "rollback",
            Version = "1",
            Binary = bench.At("lusush"),
            Directories = [bench.Target],
            Discards = [discarded],
            StartedBy = "tester",
            Started = DateTimeOffset.UnixEpoch,
        }))
        {
            rollback.Commit();
        }

        Recovery.Run(bench.Layout);
        Assert.IsEmpty(bench.Folders);
    }
}
