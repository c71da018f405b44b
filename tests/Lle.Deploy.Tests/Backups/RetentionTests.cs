using Lle.Deploy.Backups;
using Lle.Deploy.Installed;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Backups;

[TestClass]
public sealed class RetentionTests
{
    [TestMethod]
    public void The_oldest_go_by_the_order_they_were_made_not_by_name()
    {
        using var layouts = new Layouts();
        foreach (var id in new[] { "20260301_000000", "20260201_000000", "20260101_000000" })
        {
            layouts.Write(id);
        }

        Assert.HasCount(1, Retention.Prune(layouts.Layout, Backup.All(layouts.Layout.BackupDir), 2));
        CollectionAssert.AreEqual(new[] { "20260101_000000", "20260201_000000" }, layouts.BackupFolders.ToArray());
    }

    [TestMethod]
    public void What_the_last_deployment_rolls_back_to_stays()
    {
        using var layouts = new Layouts();
        layouts.Write("20260101_000000");
        layouts.Commit("20260101_000000", "20260101_000000");
        foreach (var id in new[] { "20260101_000001", "20260101_000002", "20260101_000003" })
        {
            layouts.Write(id);
        }

        Retention.Prune(layouts.Layout, Backup.All(layouts.Layout.BackupDir), 1);
        CollectionAssert.AreEqual(new[] { "20260101_000000", "20260101_000003" }, layouts.BackupFolders.ToArray());
    }

    [TestMethod]
    public void A_deployment_without_its_backup_is_no_longer_offered_for_rollback()
    {
        using var layouts = new Layouts();
        foreach (var id in new[] { "20260101_000000", "20260101_000001" })
        {
            layouts.Write(id);
            layouts.Commit(id, id);
            File.WriteAllText(layouts.Layout.RollbackData(id), "");
        }

        Retention.Prune(layouts.Layout, Backup.All(layouts.Layout.BackupDir), 1);
        CollectionAssert.AreEqual(new[] { "20260101_000001" },
            CommittedTransaction.Read(layouts.Layout).Select(c => c.Header.Id).ToArray());
        Assert.IsFalse(File.Exists(layouts.Layout.RollbackData("20260101_000000")));
        Assert.IsTrue(File.Exists(layouts.Layout.RollbackData("20260101_000001")));
    }

    [TestMethod]
    public void The_chain_that_a_rollback_folds_is_never_cut()
    {
        using var layouts = new Layouts();
        string[] ids = ["20260101_000000", "20260101_000001", "20260101_000002", "20260101_000003"];
        foreach (var id in ids)
        {
            layouts.Write(id);
            layouts.Commit(id, id, isUnchanged: id != ids[0] && id != ids[1]);
        }

        Retention.Prune(layouts.Layout, Backup.All(layouts.Layout.BackupDir), 2);
        CollectionAssert.AreEqual(ids[1..], CommittedTransaction.Read(layouts.Layout).Select(c => c.Header.Id).ToArray());
        CollectionAssert.AreEqual(ids[1..], layouts.BackupFolders.ToArray());
    }

    [TestMethod]
    public void What_an_earlier_pruning_was_cut_off_from_goes()
    {
        using var layouts = new Layouts();
        layouts.Write("20260101_000000");
        Directory.Move(Path.Combine(layouts.Layout.BackupDir, "20260101_000000"),
            Path.Combine(layouts.Layout.BackupDir, ".lle-pruned-20260101_000000"));
        layouts.Write("20260101_000001");
        Retention.SweepLeftovers(layouts.Layout);
        CollectionAssert.AreEqual(new[] { "20260101_000001" }, layouts.BackupFolders.ToArray());
    }

    [TestMethod]
    public void A_folder_without_a_manifest_is_no_backup_and_not_ours_to_remove()
    {
        using var layouts = new Layouts();
        Directory.CreateDirectory(Path.Combine(layouts.Layout.BackupDir, "theirs"));
        layouts.Write("20260101_000000");
        Retention.Prune(layouts.Layout, Backup.All(layouts.Layout.BackupDir), 1);
        Assert.HasCount(2, layouts.BackupFolders);
    }
}
