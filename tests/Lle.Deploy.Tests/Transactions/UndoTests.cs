using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

[TestClass]
public sealed class UndoTests
{
    [TestMethod]
    public void A_replaced_file_comes_back_with_mode_attributes_and_time()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old", 0x9ed);
        Bench.SetAttribute(path, "user.note", [1, 2, 3]);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        var before = bench.Picture();
        using var transaction = bench.Begin();
        transaction.Apply(transaction.StageFile(path, FileContent.Of("new"), FileTraits.Program));
        Assert.AreEqual("new", File.ReadAllText(path));
        var result = transaction.Undo();
        Assert.AreEqual(before, bench.Picture());
        Assert.AreEqual(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(path));
        CollectionAssert.AreEqual(new[] { path }, result.Restored);
        Assert.IsEmpty(bench.Folders);
    }

    [TestMethod]
    public void A_directory_that_somebody_took_away_since_is_named()
    {
        using var bench = new Bench();
        Directory.CreateDirectory(bench.At("folder"), (UnixFileMode)0x1ed);
        using var transaction = bench.Begin();
        transaction.Apply(DirectoryChange.Mode(bench.At("folder"), 0x1c0));
        Directory.Delete(bench.At("folder"));

        CollectionAssert.AreEqual(new[] { bench.At("folder") }, transaction.Undo().Lost);
    }

    [TestMethod]
    public void A_file_that_somebody_changed_before_its_removal_is_put_back_and_told()
    {
        using var bench = new Bench();
        bench.Write("gone", "was here");
        using var transaction = bench.Begin();
        var removal = transaction.Removal(bench.At("gone"));
        bench.Write("gone", "somebody's work");

        var refused = Assert.ThrowsExactly<DeploymentException>(() => transaction.Apply(removal));

        Assert.AreEqual("LLE3007", refused.Diagnostics[0].Code);
        Assert.AreEqual("somebody's work", File.ReadAllText(bench.At("gone")));
        CollectionAssert.AreEqual(new[] { bench.At("gone") }, transaction.Undo().Kept);
        Assert.AreEqual("somebody's work", File.ReadAllText(bench.At("gone")));
    }

    [TestMethod]
    public void A_new_file_a_removed_file_and_a_link_are_undone()
    {
        using var bench = new Bench();
        bench.Write("gone", "was here");
        File.CreateSymbolicLink(bench.At("link"), "somewhere");
        var before = bench.Picture();
        using var transaction = bench.Begin();
        transaction.Apply(
            transaction.StageFile(bench.At("new"), FileContent.Of("new"), FileTraits.Secret),
            transaction.Removal(bench.At("gone")),
            transaction.StageLink(bench.At("link"), "elsewhere", Accounts.CurrentUser, Accounts.CurrentGroup));
        Assert.IsFalse(File.Exists(bench.At("gone")));
        Assert.AreEqual("elsewhere", new FileInfo(bench.At("link")).LinkTarget);
        transaction.Undo();
        Assert.AreEqual(before, bench.Picture());
    }

    [TestMethod]
    public void Directories_it_made_go_though_something_was_staged_in_them()
    {
        using var bench = new Bench();
        using var transaction = bench.Begin();
        transaction.Apply(DirectoryChange.Of(bench.At("a"), FileTraits.Program));
        transaction.Apply(DirectoryChange.Of(bench.At("a/b"), FileTraits.Program));
        File.WriteAllText(bench.At($"{Staging.Prefix(transaction.Header.Id)}99"), "left by a failed step");
        transaction.Undo();
        Assert.AreEqual("", bench.Picture());
    }

    [TestMethod]
    public void A_directory_it_made_stays_when_somebody_put_something_into_it()
    {
        using var bench = new Bench();
        using var transaction = bench.Begin();
        transaction.Apply(DirectoryChange.Of(bench.At("a"), FileTraits.Program));
        bench.Write("a/theirs", "theirs");
        var result = transaction.Undo();
        Assert.AreEqual("theirs", File.ReadAllText(bench.At("a/theirs")));
        Assert.IsTrue(result.Finished);
        Assert.IsEmpty(result.Kept);
    }

    [TestMethod]
    public void A_directory_gets_mode_and_attributes_back_also_when_cut_off_between_two_steps()
    {
        using var bench = new Bench();
        Directory.CreateDirectory(bench.At("d"), (UnixFileMode)0x1c0);
        Bench.SetAttribute(bench.At("d"), "user.one", [1]);
        var before = bench.Picture();
        var wanted = PathState.Capture(bench.At("d")) with
        { Mode = 0x1ed, Attributes = new(StringComparer.Ordinal) { ["user.two"] = "Ag==" } };
        var changes = DirectoryChange.Steps(bench.At("d"), wanted);
        for (var made = 0; made <= changes.Count; made++)
        {
            using var transaction = bench.Begin();
            transaction.Apply([.. changes.Take(made)]);
            if (made == changes.Count)
            {
                Assert.AreEqual(wanted, PathState.Capture(bench.At("d")));
            }

            // What the journal announces and what was made differ as after a kill.
            var result = Undo.Run([.. changes.Where(c => c.Before != c.After)]);
            Assert.IsEmpty(result.Kept);
            Assert.AreEqual(before, bench.Picture());
            transaction.Undo();
        }
    }

    [TestMethod]
    public void What_somebody_else_wrote_meanwhile_is_kept_and_named()
    {
        using var bench = new Bench();
        var path = bench.Write("lle.conf", "old");
        using var transaction = bench.Begin();
        transaction.Apply(transaction.StageFile(path, FileContent.Of("new"), FileTraits.Public));
        File.WriteAllText(path, "theirs");
        var result = transaction.Undo();
        CollectionAssert.AreEqual(new[] { path }, result.Kept);
        Assert.AreEqual("theirs", File.ReadAllText(path));
    }

    [TestMethod]
    public void The_backup_stays_when_it_holds_the_only_copy_of_what_stood_before()
    {
        using var bench = new Bench();
        var backup = Directory.CreateDirectory(Path.Combine(bench.Root, "backup")).FullName;
        var path = bench.Write("lle.conf", "old");
        using var transaction = bench.Begin(backup: backup);
        transaction.Apply(transaction.StageFile(path, FileContent.Of("new"), FileTraits.Public));
        File.WriteAllText(path, "theirs");
        transaction.Undo();
        Assert.IsTrue(Directory.Exists(backup));
    }

    [TestMethod]
    public void The_backup_goes_when_everything_is_as_it_was()
    {
        using var bench = new Bench();
        var backup = Directory.CreateDirectory(Path.Combine(bench.Root, "backup")).FullName;
        using var transaction = bench.Begin(backup: backup);
        transaction.Apply(transaction.StageFile(bench.Write("lle.conf", "old"), FileContent.Of("new"), FileTraits.Public));

        transaction.Undo();

        Assert.IsFalse(Directory.Exists(backup));
    }

    [TestMethod]
    public void A_file_that_disappeared_meanwhile_is_put_back()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using var transaction = bench.Begin();
        transaction.Apply(transaction.StageFile(path, FileContent.Of("new"), FileTraits.Program));
        File.Delete(path);
        Assert.IsTrue(transaction.Undo().Finished);
        Assert.AreEqual("old", File.ReadAllText(path));
    }

    [TestMethod]
    public void When_the_old_file_is_lost_the_undo_says_so_and_keeps_its_journal()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using var transaction = bench.Begin();
        var change = transaction.StageFile(path, FileContent.Of("new"), FileTraits.Program);
        transaction.Apply(change);
        File.Delete(bench.At(change.Aside!));
        var result = transaction.Undo();
        CollectionAssert.AreEqual(new[] { path }, result.Lost);
        Assert.IsFalse(result.Finished);
        Assert.HasCount(1, bench.Folders);
    }

    [TestMethod]
    public void A_file_edited_in_place_between_staging_and_switch_is_left_alone()
    {
        using var bench = new Bench();
        var path = bench.Write("lle.conf", "old");
        using var transaction = bench.Begin();
        var change = transaction.StageFile(path, FileContent.Of("new"), FileTraits.Public);
        File.AppendAllText(path, " and theirs");
        var refused = Assert.ThrowsExactly<DeploymentException>(() => transaction.Apply(change));
        Assert.AreEqual("LLE3007", refused.Diagnostics[0].Code);
        transaction.Undo();
        Assert.AreEqual("old and theirs", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_name_that_appeared_between_staging_and_switch_is_left_alone()
    {
        using var bench = new Bench();
        using var transaction = bench.Begin();
        var change = transaction.StageFile(bench.At("new"), FileContent.Of("ours"), FileTraits.Public);
        bench.Write("new", "theirs");
        Assert.AreEqual("LLE3007", Assert.ThrowsExactly<DeploymentException>(() => transaction.Apply(change)).Diagnostics[0].Code);
        transaction.Undo();
        Assert.AreEqual("theirs", File.ReadAllText(bench.At("new")));
    }

    [TestMethod]
    public void A_hard_linked_target_keeps_its_other_name_unchanged()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old");
        using (var directory = PosixDirectory.Open(bench.Target))
        {
            Assert.IsTrue(directory.TryLink(directory, "lusush", "other"));
        }

        using var transaction = bench.Begin();
        transaction.Apply(transaction.StageFile(path, FileContent.Of("new"), FileTraits.Program));
        transaction.Commit();
        transaction.Close();
        Assert.AreEqual("old", File.ReadAllText(bench.At("other")));
        Assert.AreEqual("new", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_symbolic_link_is_replaced_by_the_file_and_what_it_led_to_is_untouched()
    {
        using var bench = new Bench();
        bench.Write("real", "theirs");
        File.CreateSymbolicLink(bench.At("lusush"), "real");
        using var transaction = bench.Begin();
        transaction.Apply(transaction.StageFile(bench.At("lusush"), FileContent.Of("new"), FileTraits.Program));
        transaction.Commit();
        transaction.Close();
        Assert.IsNull(new FileInfo(bench.At("lusush")).LinkTarget);
        Assert.AreEqual("theirs", File.ReadAllText(bench.At("real")));
    }
}
