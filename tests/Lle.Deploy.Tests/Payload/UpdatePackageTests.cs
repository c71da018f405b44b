using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Payload;
using Lle.Deploy.Tests.Hostile;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Payload;

[TestClass]
public sealed class UpdatePackageTests
{
    private static readonly UpdateLimits Limits = new();

    private static UpdatePackage Unpack(Scratch scratch, UpdateLimits? limits = null) =>
        UpdatePackage.Unpack(scratch.At("package"), Directory.CreateDirectory(scratch.At("work")).FullName, limits ?? Limits,
            CancellationToken.None);

    private static void AssertRefused(string code, Scratch scratch, UpdateLimits? limits = null)
    {
        Refused.With(code, () => Unpack(scratch, limits));
        Assert.IsEmpty(Directory.GetFileSystemEntries(scratch.At("work")), "nothing may stay behind");
    }

    private static void Pack(Scratch scratch, params TarEntry[] entries)
    {
        using var file = File.Create(scratch.At("package"));
        using var writer = new TarWriter(file, TarEntryFormat.Pax);
        foreach (var entry in entries)
        {
            writer.WriteEntry(entry);
        }
    }

    private static PaxTarEntry Regular(string name, string content = "x") =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };

    [TestMethod]
    [DataRow("-czf")]
    [DataRow("-cf")]
    public void What_tar_packs_is_unpacked_privately_and_gone_afterwards(string options)
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        Directory.CreateDirectory(scratch.At("share/deep"));
        scratch.Write("share/deep/file", "deep");
        using var outside = new Scratch();
        Run.Tool("tar", scratch.Folder, options, outside.At("package"), ".");
        string folder;
        using (var package = Unpack(outside))
        {
            folder = package.Folder;
            Assert.AreEqual("deep", File.ReadAllText(Path.Combine(folder, "share/deep/file")));
            Assert.AreEqual("checked", PayloadVerifier.Verify(PayloadFolder.Open(folder, "lusush"), [], CancellationToken.None).Integrity);
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(folder)!));
        }

        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    [DataRow("--format=gnu")]
    [DataRow("--format=ustar")]
    [DataRow("--format=pax")]
    [DataRow("--format=v7")]
    public void Every_dialect_of_tar_is_read_long_names_included(string format)
    {
        using var scratch = new Scratch();
        var name = format is "--format=v7" ? "short" : $"{new string('d', 90)}/{new string('f', 90)}";
        scratch.Write($"payload/{name}", "content");
        Run.Tool("tar", scratch.At("payload"), format, "-czf", "../package", name);

        using var package = Unpack(scratch);

        Assert.AreEqual("content", File.ReadAllText(Path.Combine(package.Folder, name)));
    }

    private static Scratch MakeFolderPackage(string options, string top = "lusush-1.4.0")
    {
        var scratch = new Scratch();
        scratch.Write($"source/{top}/lusush", "#!/bin/sh\n");
        scratch.Write($"source/{top}/lle.conf.template", "[a]\n");
        Run.Tool("tar", scratch.At("source"), options, "../package", top);
        return scratch;
    }

    [TestMethod]
    public void A_package_with_one_top_folder_is_entered()
    {
        using var scratch = MakeFolderPackage("-czf");
        using var package = Unpack(scratch);

        package.EnterTopFolder();

        Assert.IsTrue(File.Exists(Path.Combine(package.Folder, "lusush")));
    }

    [TestMethod]
    public void A_top_folder_that_belongs_below_a_prefix_is_a_part_of_the_payload()
    {
        using var scratch = MakeFolderPackage("-czf", "bin");
        using var package = Unpack(scratch);

        package.EnterTopFolder();

        Assert.IsTrue(File.Exists(Path.Combine(package.Folder, "bin/lusush")));
    }

    [TestMethod]
    public void A_gzip_file_of_several_members_is_read_whole()
    {
        using var scratch = new Scratch();
        scratch.Write("payload/file", RandomNumberGenerator.GetBytes(100_000));
        Run.Tool("tar", scratch.At("payload"), "-cf", "../plain", ".");
        var plain = File.ReadAllBytes(scratch.At("plain"));
        scratch.Write("package", [.. Gzip(plain[..30_001]), .. Gzip([]), .. Gzip(plain[30_001..70_000], "-9"), .. Gzip(plain[70_000..])]);

        using var package = Unpack(scratch);

        CollectionAssert.AreEqual(File.ReadAllBytes(scratch.At("payload/file")), File.ReadAllBytes(Path.Combine(package.Folder, "file")));

        byte[] Gzip(byte[] part, string level = "-1")
        {
            scratch.Write("part", part);
            Run.Tool("gzip", scratch.Folder, "-kf", level, "part");
            return File.ReadAllBytes(scratch.At("part.gz"));
        }
    }

    [TestMethod]
    public void A_member_of_a_gzip_file_that_is_cut_short_or_changed_anywhere_is_noticed()
    {
        using var scratch = MakeFolderPackage("-cf");
        var plain = File.ReadAllBytes(scratch.At("package"));
        byte[] whole = [.. Packed(plain[..1000]), .. Packed(plain[1000..])];
        for (var length = whole.Length - 1; length > 0; length -= 3)
        {
            scratch.Write("package", whole[..length]);
            AssertRefused("LLE1151", scratch);
        }

        static byte[] Packed(byte[] part)
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            {
                gzip.Write(part);
            }

            return packed.ToArray();
        }
    }

    [TestMethod]
    [DataRow("xz", "compressed with xz")]
    [DataRow("zstd", "compressed with zstd")]
    [DataRow("bzip2", "compressed with bzip2")]
    public void A_package_of_another_format_is_refused_naming_it(string tool, string format)
    {
        using var scratch = MakeFolderPackage("-cf");
        Run.Tool(tool, scratch.Folder, "-k", "package");
        File.Move(scratch.At($"package.{tool switch { "zstd" => "zst", "bzip2" => "bz2", _ => tool }}"), scratch.At("package"),
            overwrite: true);

        var refusal = Refused.With("LLE1163", () => Unpack(scratch));

        StringAssert.Contains(refusal.Message, format);
        StringAssert.Contains(refusal.Remedy, tool);
    }

    [TestMethod]
    [DataRow("--format=gnu", "--sparse")]
    [DataRow("--format=pax", "--sparse-version=0.0")]
    [DataRow("--format=pax", "--sparse-version=0.1")]
    [DataRow("--format=pax", "--sparse-version=1.0")]
    public void A_sparse_file_is_refused_naming_it_and_never_unpacked_in_part(string format, string version)
    {
        using var scratch = new Scratch();
        using (var file = File.Create(scratch.At("database")))
        {
            file.SetLength(10 << 20);
            file.WriteByte(1);
            file.Position = 5 << 20;
            file.WriteByte(2);
        }

        Run.Tool("tar", scratch.Folder, format, version, "-S", "-cf", "package", "database");

        StringAssert.Contains(Refused.With("LLE1162", () => Unpack(scratch)).Message, "database");
    }

    [TestMethod]
    public void What_macOS_keeps_beside_a_file_is_left_out_but_no_file_of_that_name()
    {
        using var scratch = new Scratch();
        var apple = new PaxTarEntry(TarEntryType.RegularFile, "top/._lusush")
        { DataStream = new MemoryStream([0, 5, 0x16, 7, 0, 2, 0, 0]) };
        Pack(scratch, apple, Regular("top/lusush"), Regular("top/._own"));

        using var package = Unpack(scratch);
        package.EnterTopFolder();

        Assert.AreEqual(1, package.LeftOut);
        CollectionAssert.AreEquivalent(
            new[] { "lusush", "._own" }, Directory.GetFiles(package.Folder).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void Only_the_execute_bit_of_a_mode_is_taken_over()
    {
        using var scratch = new Scratch();
        var program = Regular("program");
        program.Mode = (UnixFileMode)0b100_111_111_111;
        var text = Regular("text");
        text.Mode = (UnixFileMode)0b110_110_110;
        Pack(scratch, program, text);

        using var package = Unpack(scratch);

        Assert.AreEqual((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Path.Combine(package.Folder, "program")));
        Assert.AreEqual((UnixFileMode)0b110_000_000, File.GetUnixFileMode(Path.Combine(package.Folder, "text")));
    }

    [TestMethod]
    [DataRow("/etc/passwd")]
    [DataRow("../outside")]
    [DataRow("a/../../outside")]
    [DataRow("a/./b")]
    [DataRow("a//b")]
    [DataRow("a/")]
    [DataRow("./")]
    [DataRow("././a")]
    [DataRow("a\\b")]
    [DataRow("a\u001b[2J")]
    [DataRow(" a")]
    [DataRow("a ")]
    [DataRow("caf\u00e9")]
    [DataRow("cafe\u0301")]
    [DataRow("a\u202eb")]
    public void A_dangerous_name_is_refused(string name)
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular("lusush"), Regular(name));

        AssertRefused("LLE1153", scratch);
        Assert.IsFalse(File.Exists(scratch.At("outside")));
    }

    [TestMethod]
    public void A_name_with_a_line_break_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Write("package", [.. Header("a\nb", '0', "00000000000"), .. new byte[1024]]);

        AssertRefused("LLE1153", scratch);
    }

    [TestMethod]
    public void A_name_with_a_part_too_long_for_a_file_system_is_refused()
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular(new string('a', 256)));

        AssertRefused("LLE1153", scratch);
    }

    [TestMethod]
    public void A_name_too_deep_is_refused()
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular(string.Concat(Enumerable.Repeat("a/", 33)) + "b"));

        AssertRefused("LLE1153", scratch);
    }

    [TestMethod]
    [DataRow(TarEntryType.SymbolicLink)]
    [DataRow(TarEntryType.HardLink)]
    [DataRow(TarEntryType.Fifo)]
    [DataRow(TarEntryType.CharacterDevice)]
    [DataRow(TarEntryType.BlockDevice)]
    public void Links_pipes_and_devices_are_refused(TarEntryType type)
    {
        using var scratch = new Scratch();
        var entry = new PaxTarEntry(type, "lusush");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = "/etc/passwd";
        }

        Pack(scratch, Regular("first"), entry);

        AssertRefused("LLE1152", scratch);
    }

    [TestMethod]
    public void A_file_below_a_link_is_never_written()
    {
        using var scratch = new Scratch();
        Pack(scratch, new PaxTarEntry(TarEntryType.SymbolicLink, "d") { LinkName = scratch.Folder }, Regular("d/planted"));

        AssertRefused("LLE1152", scratch);
        Assert.IsFalse(File.Exists(scratch.At("planted")));
    }

    [TestMethod]
    [DataRow("lusush", "lusush")]
    [DataRow("lusush", "./lusush")]
    [DataRow("lusush", "LUSUSH")]
    [DataRow("a", "a/b")]
    [DataRow("a/b", "a")]
    [DataRow("dir/x", "DIR/y")]
    public void Names_that_are_one_file_somewhere_are_refused(string one, string other)
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular(one), Regular(other));

        AssertRefused("LLE1154", scratch);
    }

    [TestMethod]
    public void More_entries_than_the_limit_are_refused()
    {
        using var scratch = new Scratch();
        Pack(scratch, [.. Enumerable.Range(0, 11).Select(i => Regular($"f{i}"))]);

        AssertRefused("LLE1155", scratch, Limits with { Entries = 10 });
        Unpack(scratch, Limits with { Entries = 11 }).Dispose();
    }

    [TestMethod]
    public void A_package_may_have_as_many_files_as_a_payload_folder()
    {
        using var scratch = new Scratch();
        Pack(scratch, [.. Enumerable.Range(0, 10_500).Select(i => Regular($"d{i / 500}/f{i}"))]);

        using var package = Unpack(scratch);

        Assert.HasCount(10_500, Directory.GetFiles(package.Folder, "*", SearchOption.AllDirectories));
        Assert.IsGreaterThan(PayloadTree.MaximumEntries, Limits.Entries);
    }

    [TestMethod]
    public void More_bytes_than_the_limit_are_refused()
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular("big", new string('x', 100_000)));

        AssertRefused("LLE1155", scratch, Limits with { Bytes = 100_000 });
    }

    [TestMethod]
    public void A_bomb_is_refused_by_its_ratio_long_before_it_is_unpacked()
    {
        using var scratch = new Scratch();
        using (var gzip = new GZipStream(File.Create(scratch.At("package")), CompressionLevel.Optimal))
        using (var writer = new TarWriter(gzip))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "zeros") { DataStream = new MemoryStream(new byte[64 << 20]) });
        }

        AssertRefused("LLE1155", scratch);
    }

    [TestMethod]
    [DataRow('x')]
    [DataRow('g')]
    [DataRow('L')]
    [DataRow('K')]
    public void An_extended_header_that_claims_to_be_huge_is_refused_without_fetching_memory_for_it(char kind)
    {
        using var scratch = new Scratch();
        scratch.Write("package", Header("name", kind, "17777777777"));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        AssertRefused("LLE1155", scratch);

        Assert.IsLessThan(8 << 20, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    [TestMethod]
    public void An_extended_header_that_changes_a_size_is_refused()
    {
        using var scratch = new Scratch();
        var records = Encoding.ASCII.GetBytes("13 size=9999\n");
        scratch.Write("package", [.. Header("pax", 'x', "00000000015"), .. records, .. new byte[512 - records.Length],
            .. Header("f", '0', "00000000000"), .. new byte[1024]]);

        AssertRefused("LLE1151", scratch);
    }

    [TestMethod]
    [DataRow("gzip of something else")]
    [DataRow("")]
    public void What_is_no_archive_is_refused(string content)
    {
        using var scratch = new Scratch();
        scratch.Write("package", content);

        AssertRefused("LLE1151", scratch);
    }

    [TestMethod]
    [DataRow("-czf", 1)]
    [DataRow("-cf", 61)]
    public void An_archive_cut_off_anywhere_is_refused(string options, int step)
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        Run.Tool("tar", scratch.Folder, options, "package", "--blocking-factor=1", "lusush", "lle.conf.template");
        var whole = File.ReadAllBytes(scratch.At("package"));
        Unpack(scratch).Dispose();
        // The last of the two blocks that end a plain archive says nothing the first does not.
        for (var length = 0; length < whole.Length - (options == "-cf" ? 512 : 0); length += step)
        {
            scratch.Write("package", whole[..length]);
            AssertRefused("LLE1151", scratch);
        }
    }

    [TestMethod]
    public void A_compressed_archive_with_any_byte_changed_is_refused_or_unpacks_to_the_same_files()
    {
        using var scratch = PayloadVerifierTests.MakePayload();
        Run.Tool("tar", scratch.Folder, "-czf", "package", "lusush", "lle.conf.template");
        var whole = File.ReadAllBytes(scratch.At("package"));
        var refused = 0;
        // Before byte 10 stands gzip's header: time, name and system. Behind the last content there are bits that mean nothing.
        for (var i = 10; i < whole.Length; i++)
        {
            whole[i] ^= 0x10;
            scratch.Write("package", whole);
            try
            {
                using var package = Unpack(scratch);
                CollectionAssert.AreEqual(File.ReadAllBytes(scratch.At("lusush")),
                    File.ReadAllBytes(Path.Combine(package.Folder, "lusush")));
                CollectionAssert.AreEqual(
                    File.ReadAllBytes(scratch.At("lle.conf.template")),
                    File.ReadAllBytes(Path.Combine(package.Folder, "lle.conf.template")));
            }
            catch (DeploymentException)
            {
                refused++;
            }

            whole[i] ^= 0x10;
        }

        Assert.IsGreaterThan(whole.Length - 20, refused);
        Assert.IsEmpty(Directory.GetFileSystemEntries(scratch.At("work")));
    }

    [TestMethod]
    public void A_missing_package_a_directory_and_a_pipe_are_refused()
    {
        using var scratch = new Scratch();
        Refused.With("LLE1150", () => Unpack(scratch));
        Run.Tool("mkfifo", scratch.Folder, "package");
        AssertRefused("LLE1150", scratch);
        File.Delete(scratch.At("package"));
        Directory.CreateDirectory(scratch.At("package"));
        AssertRefused("LLE1150", scratch);
    }

    [TestMethod]
    public void Cancelled_it_leaves_nothing_behind()
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular("lusush"));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Directory.CreateDirectory(scratch.At("work"));

        Assert.Throws<OperationCanceledException>(
            () => UpdatePackage.Unpack(scratch.At("package"), scratch.At("work"), Limits, cancelled.Token));

        Assert.IsEmpty(Directory.GetFileSystemEntries(scratch.At("work")));
    }

    [TestMethod]
    public void What_a_killed_run_left_is_removed_and_nothing_else()
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular("lusush"));
        var left = Unpack(scratch);
        scratch.Write("work/transaction", "keep");

        ScratchFolder.RemoveLeftovers(scratch.At("work"));

        Assert.IsFalse(Directory.Exists(left.Folder));
        Assert.IsTrue(File.Exists(scratch.At("work/transaction")));
    }

    [TestMethod]
    public void A_journal_in_a_package_is_never_taken_for_one_of_ours()
    {
        using var scratch = new Scratch();
        Pack(scratch, Regular("journal", Encoding.UTF8.GetString(HostileRecords.WithHashes(HostileRecords.JournalContent()))),
            Regular("lusush"));

        using var package = Unpack(scratch);

        var layout = new TargetLayout("/p", "/p/etc", scratch.Folder, "/p/log", "/p/backups", "lusush");
        Directory.Move(scratch.At("work"), layout.Transactions);
        Assert.IsEmpty(StandingTransaction.Read(layout));
        Directory.Move(layout.Transactions, scratch.At("work"));
        Assert.IsEmpty(Directory.GetFiles(Path.GetDirectoryName(package.Folder)!));
    }

    [TestMethod]
    public void A_global_header_as_git_archive_writes_it_is_passed_over()
    {
        using var scratch = new Scratch();
        Pack(scratch, new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "a commit" }),
            Regular("lusush"));

        using var package = Unpack(scratch);

        Assert.IsTrue(File.Exists(Path.Combine(package.Folder, "lusush")));
    }

    /// <summary>A header block with a right checksum, whatever it says.</summary>
    internal static byte[] Header(string name, char kind, string octalSize)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(block, 0);
        Encoding.ASCII.GetBytes("0000644\00000000\00000000\0").CopyTo(block, 100);
        Encoding.ASCII.GetBytes(octalSize).CopyTo(block, 124);
        Encoding.ASCII.GetBytes("00000000000").CopyTo(block, 136);
        Encoding.ASCII.GetBytes("        ").CopyTo(block, 148);
        block[156] = (byte)kind;
        Encoding.ASCII.GetBytes("ustar\000").CopyTo(block, 257);
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
        return block;
    }
}
