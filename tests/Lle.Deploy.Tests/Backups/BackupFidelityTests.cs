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
    public void Backups_under_a_second_name_are_not_copied_into_themselves()
    {
        using var layouts = new Layouts();
        var again = Directory.CreateDirectory(Path.Combine(layouts.Layout.DataDir, "again")).FullName;
        using var mount = new SecondName(layouts.Layout.BackupDir, again);
        File.WriteAllText(Path.Combine(layouts.Layout.DataDir, "kept"), "kept");
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var writer = new BackupWriter(layouts.Layout, null, late.Token) { Identity = Layouts.Identity };

        var backup = writer.Write("20260101_000000", "20260101_000000", 1);

        var note = writer.Notes.Single();
        Assert.AreEqual($"{again} is the folder of the backups, under another name", $"{note.Path} {note.What}");
        Assert.IsNotNull(backup.Find("data/kept"));
        Assert.IsEmpty(backup.Verify(CancellationToken.None));
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
        var kibibytes = int.Parse(Run.Tool("du", layouts.Root, "-k", copy).Split('\t')[0],
            System.Globalization.CultureInfo.InvariantCulture);
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
    public void Sockets_and_pipes_in_the_data_directory_are_left_out_and_named()
    {
        using var layouts = new Layouts();
        var pipe = Path.Combine(layouts.Layout.DataDir, "pipe");
        Run.Tool("mkfifo", layouts.Root, pipe);
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(layouts.Layout.DataDir, "agent.sock")));
        var writer = new BackupWriter(layouts.Layout, null, CancellationToken.None) { Identity = Layouts.Identity };

        var backup = writer.Write("20260101_000000", "20260101_000000", 1);

        Assert.IsEmpty(backup.Verify(CancellationToken.None));
        CollectionAssert.AreEquivalent(new[] { pipe, Path.Combine(layouts.Layout.DataDir, "agent.sock") },
            writer.Notes.Select(n => n.Path).ToList());
        Assert.IsNull(backup.Find("data/pipe"));
    }

    [TestMethod]
    public void Files_that_come_and_go_and_grow_meanwhile_fail_no_backup()
    {
        using var layouts = new Layouts();
        using var ended = new CancellationTokenSource();
        var busy = Task.Run(() =>
        {
            for (var round = 0; !ended.IsCancellationRequested; round++)
            {
                var passing = Path.Combine(layouts.Layout.DataDir, $"passing-{round % 50}");
                File.WriteAllText(passing, "x");
                File.AppendAllText(Path.Combine(layouts.Layout.DataDir, "growing"), new string('y', 1000));
                Directory.CreateDirectory(passing + ".d");
                File.Delete(passing);
                Directory.Delete(passing + ".d");
            }
        });
        for (var round = 0; round < 20; round++)
        {
            var backup = layouts.Write($"20260101_0000{round:00}");
            Assert.IsEmpty(backup.Verify(CancellationToken.None));
        }

        ended.Cancel();
        busy.Wait();
    }

    [TestMethod]
    public void A_backup_lists_what_a_walk_finds_in_the_order_of_the_walk()
    {
        string[] walk = ["bin", "bin/lusush", "config", "config/a", "config/a/z", "config/a/z/1", "config/a-b", "config/a.b", "config/ab",
            "data"];
        for (var index = 1; index < walk.Length; index++)
        {
            Assert.IsLessThan(0, EarlierEntries.Compare(walk[index - 1], walk[index]), $"{walk[index - 1]} {walk[index]}");
        }
    }

    [TestMethod]
    public void Unchanged_files_of_many_directories_share_their_copies_and_changed_ones_do_not()
    {
        using var layouts = new Layouts();
        foreach (var name in new[] { "a", "a-b", "a/b", "a/b/c", "b" })
        {
            Directory.CreateDirectory(Path.Combine(layouts.Layout.DataDir, name));
            foreach (var file in Enumerable.Range(0, 300))
            {
                File.WriteAllText(Path.Combine(layouts.Layout.DataDir, name, $"file-{file}"), $"{name} {file}");
            }
        }

        var first = layouts.Write("20260101_000000");
        File.WriteAllText(Path.Combine(layouts.Layout.DataDir, "a/b/file-7"), "changed");
        var second = layouts.Write("20260101_000001", first);

        Assert.IsEmpty(second.Verify(CancellationToken.None));
        var copies = Directory.EnumerateFiles(Path.Combine(second.Folder, "data"), "file-*", SearchOption.AllDirectories).ToList();
        Assert.HasCount(1500, copies);
        var own = copies.Where(c => Links(c) == 1).ToList();
        CollectionAssert.AreEqual(new[] { Path.Combine(second.Folder, "data/a/b/file-7") }, own);
    }

    private static uint Links(string path)
    {
        using var parent = PosixDirectory.OpenParent(path, out var name);
        return parent.Status(name)!.Value.Links;
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
        Assert.DoesNotContain(e => e.Path.StartsWith("data/backups", StringComparison.Ordinal)
            || e.Path.StartsWith("data/transactions", StringComparison.Ordinal)
            || e.Path == "data/deployment.lock", second.Manifest.Entries);
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
    public void A_backup_with_a_link_that_leads_elsewhere_does_not_verify()
    {
        using var layouts = new Layouts();
        File.CreateSymbolicLink(Path.Combine(layouts.Layout.ConfigDir, "link"), "here");
        var backup = layouts.Write("20260101_000000");
        var copy = Path.Combine(backup.Folder, "config/link");
        File.Delete(copy);
        File.CreateSymbolicLink(copy, "elsewhere");

        Assert.AreEqual(copy, backup.Verify(CancellationToken.None).Single().Location.File);
    }

    [TestMethod]
    public void A_manifest_that_was_changed_on_disk_is_refused()
    {
        using var layouts = new Layouts();
        var manifest = Path.Combine(layouts.Write("20260101_000000").Folder, "MANIFEST");
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("bin/lusush", "bin/lusuhs", StringComparison.Ordinal));
        Assert.AreNotEqual(text, File.ReadAllText(manifest));

        Refused.With("LLE1301", () => Backup.Open(Path.GetDirectoryName(manifest)!));
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
