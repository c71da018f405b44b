using Lle.Deploy.Backups;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Tests.Transactions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Backups;

[TestClass]
public sealed class BackupFidelityTests
{
    [TestMethod]
    public void Set_id_bits_attributes_and_times_are_kept()
    {
        using var layouts = new Layouts();
        var binary = layouts.Layout.Binary;
        Bench.SetAttribute(binary, "user.origin", "build 7"u8.ToArray());
        File.SetUnixFileMode(binary, (UnixFileMode)0x9ed);
        File.SetLastWriteTimeUtc(binary, DateTime.UnixEpoch.AddYears(40));
        var backup = layouts.Write("20260101_000000");
        var copy = Path.Combine(backup.Folder, "bin/lusush");
        Assert.AreEqual(PathState.Capture(binary), PathState.Capture(copy));
        Assert.AreEqual(PathState.Capture(binary), backup.Find("bin/lusush")!.State);
        Assert.AreEqual(DateTime.UnixEpoch.AddYears(40), File.GetLastWriteTimeUtc(copy));
        Assert.IsEmpty(backup.Verify(CancellationToken.None));
    }

    [TestMethod]
    public void A_time_before_1970_is_kept()
    {
        using var layouts = new Layouts();
        var time = DateTime.UnixEpoch.AddSeconds(-1000.25);
        File.SetLastWriteTimeUtc(layouts.Layout.Binary, time);

        var backup = layouts.Write("20260101_000000");

        Assert.AreEqual(time, File.GetLastWriteTimeUtc(Path.Combine(backup.Folder, "bin/lusush")));
    }

    [TestMethod]
    public void A_damaged_file_of_the_last_backup_is_not_shared()
    {
        using var layouts = new Layouts();
        var first = layouts.Write("20260101_000000");
        File.WriteAllText(Path.Combine(first.Folder, "bin/lusush"), "#!/bin/xx\n");

        var second = layouts.Write("20260101_000001", first);

        Assert.IsEmpty(second.Verify(CancellationToken.None));
    }

    [TestMethod]
    public void Links_stay_links_wherever_they_lead()
    {
        using var layouts = new Layouts();
        File.CreateSymbolicLink(Path.Combine(layouts.Layout.ConfigDir, "passwd"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(layouts.Layout.ConfigDir, "dangling"), "nowhere");
        var backup = layouts.Write("20260101_000000");
        Assert.AreEqual("/etc/passwd", new FileInfo(Path.Combine(backup.Folder, "config/passwd")).LinkTarget);
        Assert.AreEqual("nowhere", backup.Find("config/dangling")!.State.Target);
        Assert.IsEmpty(backup.Verify(CancellationToken.None));
    }

    [TestMethod]
    public void Folders_names_with_odd_characters_and_dot_files_are_all_there()
    {
        using var layouts = new Layouts();
        string[] names = ["a b", ".hidden", "quote\"s'", "new\nline", "back\\slash", "übung", "$(touch x)", "%d;*"];
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.Combine(layouts.Layout.ConfigDir, "deep", name));
            File.WriteAllText(Path.Combine(layouts.Layout.ConfigDir, "deep", name, name), name);
        }

        var backup = Backup.Open(layouts.Write("20260101_000000").Folder);
        foreach (var name in names)
        {
            Assert.AreEqual(name, File.ReadAllText(Path.Combine(backup.Folder, "config/deep", name, name)));
            Assert.IsNotNull(backup.Find($"config/deep/{name}/{name}"), name);
        }
    }

    [TestMethod]
    public void Holes_stay_holes()
    {
        using var layouts = new Layouts();
        var path = Path.Combine(layouts.Layout.DataDir, "sparse");
        using (var file = File.Create(path))
        {
            file.SetLength(64 << 20);
            file.Seek(32 << 20, SeekOrigin.Begin);
            file.Write("middle"u8);
        }

        var backup = layouts.Write("20260101_000000");
        var copy = Path.Combine(backup.Folder, "data/sparse");
        Assert.AreEqual(64L << 20, new FileInfo(copy).Length);
        Assert.IsEmpty(backup.Verify(CancellationToken.None));
        var kibibytes = int.Parse(Run.Tool("du", layouts.Root, "-k", copy).Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.IsLessThan(4096, kibibytes);
    }

    [TestMethod]
    public void Pipes_are_refused_by_name()
    {
        using var layouts = new Layouts();
        Run.Tool("mkfifo", layouts.Root, Path.Combine(layouts.Layout.ConfigDir, "pipe"));
        Assert.Contains("pipe", Refused.With("LLE3003", () => layouts.Write("20260101_000000")).Message);
    }

    [TestMethod]
    public void Names_that_are_no_text_are_kept_as_bytes()
    {
        using var layouts = new Layouts();
        Run.Tool("sh", layouts.Layout.ConfigDir, "-c", "printf content > \"$(printf 'caf\\351')\"; ln -s \"$(printf 'to\\377')\" link");

        var backup = Backup.Open(layouts.Write("20260101_000000").Folder);

        Assert.IsEmpty(backup.Verify(CancellationToken.None));
        Assert.AreEqual("content", Run.Tool("sh", Path.Combine(backup.Folder, "config"), "-c", "cat \"$(printf 'caf\\351')\""));
        Assert.AreEqual(FileName.FromRecord(@"to\xff"), backup.Find("config/link")!.State.Target);
    }

    [TestMethod]
    public void A_hard_linked_file_is_copied_and_an_edit_of_the_live_one_does_not_reach_the_backup()
    {
        using var layouts = new Layouts();
        using (var directory = PosixDirectory.Open(layouts.Layout.ConfigDir))
        {
            Assert.IsTrue(directory.TryLink(directory, "lle.conf", "second-name"));
        }

        var backup = layouts.Write("20260101_000000");
        File.AppendAllText(layouts.Layout.Configuration, "edited in place\n");
        Assert.IsEmpty(backup.Verify(CancellationToken.None));
        Assert.AreEqual("[performance]\n", File.ReadAllText(Path.Combine(backup.Folder, "config/second-name")));
    }

    [TestMethod]
    public void An_unchanged_file_costs_no_second_copy_among_backups()
    {
        using var layouts = new Layouts();
        var first = layouts.Write("20260101_000000");
        var second = layouts.Write("20260101_000001", first);
        Assert.AreEqual(Inode(Path.Combine(first.Folder, "bin/lusush")), Inode(Path.Combine(second.Folder, "bin/lusush")));
        Assert.AreNotEqual(Inode(layouts.Layout.Binary), Inode(Path.Combine(second.Folder, "bin/lusush")));
        File.WriteAllText(layouts.Layout.Binary, "#!/bin/sh\n:\n");
        var third = layouts.Write("20260101_000002", second);
        Assert.AreNotEqual(Inode(Path.Combine(second.Folder, "bin/lusush")), Inode(Path.Combine(third.Folder, "bin/lusush")));
        Assert.IsEmpty(third.Verify(CancellationToken.None));
    }

    [TestMethod]
    public void Backups_transactions_and_the_lock_are_not_backed_up()
    {
        using var layouts = new Layouts();
        File.WriteAllText(layouts.Layout.Lock, "held");
        layouts.Write("20260101_000000");
        var second = layouts.Write("20260101_000001");
        Assert.DoesNotContain(e => e.Path.StartsWith("data/backups", StringComparison.Ordinal) || e.Path.StartsWith("data/transactions", StringComparison.Ordinal) || e.Path == "data/deployment.lock", second.Manifest.Entries);
    }

    [TestMethod]
    public void A_backup_with_a_changed_or_missing_file_does_not_verify()
    {
        using var layouts = new Layouts();
        var backup = layouts.Write("20260101_000000");
        File.AppendAllText(Path.Combine(backup.Folder, "bin/lusush"), "x");
        File.Delete(Path.Combine(backup.Folder, "config/lle.conf"));
        CollectionAssert.AreEqual(new[] { "LLE1303", "LLE1303" }, backup.Verify(CancellationToken.None).Select(d => d.Code).ToArray());
    }

    [TestMethod]
    public void A_rehearsal_restores_all_but_logs_and_refuses_what_would_not_come_back_the_same()
    {
        using var layouts = new Layouts();
        var backup = layouts.Write("20260101_000000");
        Assert.AreEqual(2, Rehearsal.Run(backup, Path.Combine(layouts.Root, "scratch"), CancellationToken.None));
        Assert.IsFalse(Directory.Exists(Path.Combine(layouts.Root, "scratch")));
        File.AppendAllText(Path.Combine(backup.Folder, "bin/lusush"), "x");
        Refused.With("LLE3006", () => Rehearsal.Run(backup, Path.Combine(layouts.Root, "scratch2"), CancellationToken.None));
    }

    private static ulong Inode(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        return parent.Status(name)!.Value.Inode;
    }
}
