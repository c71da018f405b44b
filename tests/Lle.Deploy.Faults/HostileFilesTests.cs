using System.Text;
using Lle.Deploy.Backups;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>R9: what the engine itself wrote comes back cut, doubled, flipped or filled with something else.</summary>
[TestClass]
public sealed class HostileFilesTests
{
    [TestMethod]
    public void A_changed_journal_is_read_to_its_last_good_entry_or_refused()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var journal = Path.Combine(sandbox.Layout.Transactions, CommittedTransaction.Read(sandbox.Layout)[0].Header.Id, Journal.FileName);
        var good = File.ReadAllBytes(journal);
        string Show(JournalEntry entry) => JsonLine.Write(writer => JournalEntryJson.Write(writer, entry, new RecordPaths(sandbox.Layout)));
        var entries = Journal.Parse(good, journal, sandbox.Layout, out _, out _).Select(Show).ToList();
        Mutate(good, mutated =>
        {
            var read = Journal.Parse(mutated, journal, sandbox.Layout, out _, out _).Select(Show).ToList();
            CollectionAssert.AreEqual(entries.Take(read.Count).ToList(), read, "an entry was read that was never written");
        });
    }

    [TestMethod]
    public void A_changed_manifest_is_refused()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
        var path = Path.Combine(sandbox.Layout.BackupDir, sandbox.BackupIds[^1], Manifest.FileName);
        var good = File.ReadAllBytes(path);
        var accepted = 0;
        Mutate(good, mutated =>
        {
            Manifest.Parse(Encoding.UTF8.GetString(mutated), path);
            accepted++;
        });
        Assert.AreEqual(0, accepted);
    }

    [TestMethod]
    public void A_target_whose_records_were_changed_stays_whole_and_is_told_in_codes()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
        string[] arguments = sandbox.Command("deploy", "C");
        Assert.IsTrue(Strace.Kill(new TracedCall("renameat2", 4, ""), arguments));
        var killed = sandbox.Save();
        var random = new Random(1);
        for (var round = 0; round < Sampling.Of(20, 400); round++)
        {
            sandbox.Load(killed);
            var records = new[] { sandbox.Layout.DeploymentState, sandbox.Layout.InstallationInfo, sandbox.Layout.SecurityConfiguration,
                sandbox.Layout.Checksums }
                .Concat(Directory.EnumerateFiles(sandbox.Layout.Transactions, "journal", SearchOption.AllDirectories))
                .Concat(Directory.EnumerateFiles(sandbox.Layout.BackupDir, "MANIFEST", SearchOption.AllDirectories))
                .Concat(Directory.EnumerateFiles(sandbox.Layout.DataDir, "rollback_*"))
                .Concat(Directory.EnumerateFiles(sandbox.Layout.History)).Order(StringComparer.Ordinal).ToList();
            var record = records[random.Next(records.Count)];
            File.WriteAllBytes(record, Mutation(File.ReadAllBytes(record), random));
            var operation = new[] { "recover", "deploy", "rollback", "restore", "backup" }[round % 5];
            try
            {
                sandbox.Run(operation, "C",
                    "LleBackupTimestamp=" +
            Path.GetFileName(Directory.EnumerateDirectories(sandbox.Layout.BackupDir).Order(StringComparer.Ordinal).First()));
            }
            catch (DeploymentException refused)
            {
                Assert.MatchesRegex(Strace.Code(), refused.Diagnostics[0].Code);
            }

            Assert.DoesNotContain(d => d.Code == "LLE1099", sandbox.Told, $"{operation} with {record}: {string.Join("; ", sandbox.Told)}");
            var binary = File.Exists(sandbox.Layout.Binary) ? ProcessRun.Start(sandbox.Layout.Binary, ["-c", "exit 0"]).Output.Trim() : "";
            Assert.IsTrue(new[] { "", Sandbox.Answer("A"), Sandbox.Answer("B"), Sandbox.Answer("C") }.Contains(binary),
                $"{operation} with {record}: {binary}");
        }
    }

    private static void Mutate(byte[] good, Action<byte[]> read)
    {
        var random = new Random(1);
        for (var round = 0; round < Sampling.Of(1000, 10_000); round++)
        {
            var mutated = Mutation(good, random);
            if (mutated.AsSpan().SequenceEqual(good))
            {
                continue;
            }

            try
            {
                read(mutated);
            }
            catch (DeploymentException)
            {
                // Refused, with a code: fine.
            }
        }
    }

    private static byte[] Mutation(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes[at] = (byte)'\n';
                    break;
                default:
                    var noise = new byte[length];
                    random.NextBytes(noise);
                    bytes.InsertRange(at, noise);
                    break;
            }
        }

        return [.. bytes];
    }
}
