using System.Text;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Logging;

[TestClass]
public sealed class AuditLogTests
{
    private static readonly FixedClock Clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static Scratch MakeLog(int lines, string? before = null)
    {
        var scratch = new Scratch();
        if (before is not null)
        {
            scratch.Write("audit", before);
        }

        using var log = AuditLog.Open(scratch.At("audit"), Clock);
        for (var i = 1; i <= lines; i++)
        {
            log.Append("20260102_030405", $"event {i}");
        }

        return scratch;
    }

    private static string[] Codes(AuditVerdict verdict) => [.. verdict.Diagnostics.Select(diagnostic => diagnostic.Code)];

    [TestMethod]
    [DoNotParallelize]
    public void A_line_is_durable_before_anybody_goes_on()
    {
        using var scratch = MakeLog(1);
        using var log = AuditLog.Open(scratch.At("audit"), Clock);

        var done = Recorded.Operations(() => log.Append("20260102_030405", "event 2"));

        CollectionAssert.AreEqual(
            new[] { FileOperationKind.Write, FileOperationKind.SyncFile },
            done.Where(each => each.Path == scratch.At("audit")).Select(each => each.Kind).ToArray());
    }

    [TestMethod]
    public void A_line_has_the_form_of_old_and_carries_the_hash_of_the_one_before()
    {
        using var scratch = MakeLog(2);

        var lines = File.ReadAllLines(scratch.At("audit"));

        Assert.AreEqual($"[2026-01-02 03:04:05] [AUDIT] [20260102_030405] event 1 [chain:{AuditLine.Hash([])}]", lines[0]);
        Assert.AreEqual(
            $"[2026-01-02 03:04:05] [AUDIT] [20260102_030405] event 2 " +
                $"[chain:{Run.Tool("sh", scratch.Folder, "-c", "head -1 audit | tr -d '\\n' | sha256sum | cut -c1-64").Trim()}]",
            lines[1]);
        Assert.AreEqual((UnixFileMode)0b110_000_000, File.GetUnixFileMode(scratch.At("audit")));
    }

    [TestMethod]
    public void A_log_that_others_could_read_is_closed_to_them()
    {
        using var scratch = new Scratch();
        scratch.Write("audit", "[time] [AUDIT] [ID] of old\n", (UnixFileMode)0b110_100_100);

        AuditLog.Open(scratch.At("audit"), Clock).Dispose();

        Assert.AreEqual((UnixFileMode)0b110_000_000, File.GetUnixFileMode(scratch.At("audit")));
    }

    [TestMethod]
    public void The_chain_goes_on_when_the_log_is_opened_again_and_the_head_is_the_last_line()
    {
        using var scratch = MakeLog(3);
        using (var log = AuditLog.Open(scratch.At("audit"), Clock))
        {
            log.Append("id", "event 4");
            var verdict = AuditLog.Verify(scratch.At("audit"));
            Assert.IsTrue(verdict.Whole);
            Assert.AreEqual(4, verdict.Lines);
            Assert.AreEqual(log.Head, verdict.Head);
        }
    }

    [TestMethod]
    public void Any_changed_byte_is_noticed_at_the_latest_on_the_line_after()
    {
        using var scratch = MakeLog(4);
        var content = File.ReadAllBytes(scratch.At("audit"));
        var head = AuditLog.Verify(scratch.At("audit")).Head;
        for (var i = 0; i < content.Length; i++)
        {
            var line = content.AsSpan(0, i).Count((byte)'\n') + 1;
            content[i] ^= 1;
            File.WriteAllBytes(scratch.At("audit"), content);
            content[i] ^= 1;

            var verdict = AuditLog.Verify(scratch.At("audit"), head);

            Assert.IsFalse(verdict.Whole, $"byte {i}");
            Assert.IsTrue(verdict.FirstBrokenLine == 0 || verdict.FirstBrokenLine == line || verdict.FirstBrokenLine == line + 1,
                $"byte {i}: line {line}, said {verdict.FirstBrokenLine}");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void A_deleted_line_is_noticed_where_it_is_missing(int line)
    {
        using var scratch = MakeLog(4);
        var lines = File.ReadAllLines(scratch.At("audit")).ToList();
        lines.RemoveAt(line - 1);
        File.WriteAllText(scratch.At("audit"), string.Concat(lines.Select(text => text + "\n")));

        Assert.AreEqual(line, AuditLog.Verify(scratch.At("audit")).FirstBrokenLine);
    }

    [TestMethod]
    public void Lines_put_in_or_exchanged_are_noticed()
    {
        using var scratch = MakeLog(4);
        var lines = File.ReadAllLines(scratch.At("audit"));
        File.WriteAllLines(scratch.At("audit"), [lines[0], "[2026-01-02 03:04:05] [AUDIT] [x] forged", lines[1], lines[2]]);
        Assert.AreEqual(2, AuditLog.Verify(scratch.At("audit")).FirstBrokenLine);

        File.WriteAllLines(scratch.At("audit"), [lines[0], lines[2], lines[1], lines[3]]);
        Assert.AreEqual(2, AuditLog.Verify(scratch.At("audit")).FirstBrokenLine);
    }

    [TestMethod]
    public void Lines_cut_off_the_end_are_noticed_by_whoever_knows_the_head()
    {
        using var scratch = MakeLog(4);
        var head = AuditLog.Verify(scratch.At("audit")).Head;
        File.WriteAllLines(scratch.At("audit"), File.ReadAllLines(scratch.At("audit"))[..3]);

        Assert.IsTrue(AuditLog.Verify(scratch.At("audit")).Whole);
        CollectionAssert.AreEqual(new[] { "LLE1953" }, Codes(AuditLog.Verify(scratch.At("audit"), head)));
    }

    [TestMethod]
    public void A_head_noted_earlier_is_still_found_when_the_log_has_grown()
    {
        using var scratch = MakeLog(2);
        var head = AuditLog.Verify(scratch.At("audit")).Head;
        using (var log = AuditLog.Open(scratch.At("audit"), Clock))
        {
            log.Append("id", "more");
        }

        Assert.IsTrue(AuditLog.Verify(scratch.At("audit"), head).Whole);
    }

    [TestMethod]
    [DataRow("[2025-10-09 14:09:30] [AUDIT] [20251009_140930] Deployment initiated\n[2025-10-09 14:09:31] [AUDIT] [x] y\n")]
    [DataRow("[2025-10-09 14:09:30] [AUDIT] [20251009_140930] Deployment initiated\nno end")]
    public void A_log_of_the_old_scripts_goes_on_with_a_chain_that_covers_it(string old)
    {
        using var scratch = MakeLog(2, old);

        var verdict = AuditLog.Verify(scratch.At("audit"));
        Assert.IsTrue(verdict.Whole);
        Assert.AreEqual(2, verdict.LegacyLines);
        CollectionAssert.AreEqual(new[] { "LLE1952" }, Codes(verdict));

        File.WriteAllText(scratch.At("audit"), File.ReadAllText(scratch.At("audit"))
            .Replace("initiated", "imagined", StringComparison.Ordinal));
        Assert.AreEqual(3, AuditLog.Verify(scratch.At("audit")).FirstBrokenLine);
    }

    [TestMethod]
    public void A_line_cut_off_by_a_crash_is_kept_said_and_covered()
    {
        using var scratch = MakeLog(2);
        File.AppendAllText(scratch.At("audit"), "[2026-01-02 03:04:05] [AUDIT] [2026");
        Assert.AreEqual(3, AuditLog.Verify(scratch.At("audit")).FirstBrokenLine);

        using (var log = AuditLog.Open(scratch.At("audit"), Clock))
        {
            log.Append("id", "after");
        }

        var verdict = AuditLog.Verify(scratch.At("audit"));
        CollectionAssert.AreEqual(new[] { "LLE1955" }, Codes(verdict));
        Assert.AreEqual(5, verdict.Lines);
        File.WriteAllText(scratch.At("audit"), File.ReadAllText(scratch.At("audit"))
            .Replace("[2026\n", "[2027\n", StringComparison.Ordinal));
        Assert.AreEqual(3, AuditLog.Verify(scratch.At("audit")).FirstBrokenLine);
    }

    [TestMethod]
    public void One_event_is_one_line_whatever_it_holds()
    {
        using var scratch = MakeLog(1);
        using (var log = AuditLog.Open(scratch.At("audit"), Clock))
        {
            log.Append("id\n", "a\nb [chain:" + new string('0', 64) + "]");
            log.Append("id", "next");
        }

        Assert.HasCount(3, File.ReadAllLines(scratch.At("audit")));
        Assert.IsTrue(AuditLog.Verify(scratch.At("audit")).Whole);
    }

    [TestMethod]
    public void A_full_disk_is_an_error_and_never_silence()
    {
        using var disk = new SmallDisk();
        using var log = AuditLog.Open(disk.At("audit"), Clock);
        disk.Fill();

        Assert.Contains("ENOSPC", Refused.With("LLE1950", () => log.Append("id", "text")).Message);
    }

    [TestMethod]
    public void A_device_in_place_of_the_log_is_an_error()
    {
        Tools.Require("/dev/full");

        Refused.With("LLE1950", () => AuditLog.Open("/dev/full", Clock));
    }

    [TestMethod]
    public void A_link_in_place_of_the_log_is_not_followed()
    {
        using var scratch = new Scratch();
        scratch.Write("victim", "x");
        File.CreateSymbolicLink(scratch.At("audit"), scratch.At("victim"));

        Refused.With("LLE1950", () => AuditLog.Open(scratch.At("audit"), Clock));
        Assert.AreEqual("x", File.ReadAllText(scratch.At("victim")));
    }

    [TestMethod]
    public void A_line_without_end_is_refused_in_bounded_memory()
    {
        using var scratch = new Scratch();
        scratch.Write("audit", Encoding.ASCII.GetBytes(new string('x', 3 << 20)));

        Refused.With("LLE1954", () => AuditLog.Verify(scratch.At("audit")));
    }
}
