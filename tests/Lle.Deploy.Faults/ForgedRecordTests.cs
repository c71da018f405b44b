using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>R11: records written by an attacker, not by chance. Whatever they say, nothing outside of the layout that is named
/// changes.</summary>
[TestClass]
public sealed class ForgedRecordTests
{
    [TestMethod]
    public void A_journal_that_is_forged_in_any_field_changes_nothing_elsewhere()
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        bench.Sandbox.Do("deploy", "B");
        bench.Try("rollback", journal => ForgedRecords.Journal(journal, bench.Values), bench.Journals());
    }

    [TestMethod]
    public void A_journal_of_an_interrupted_run_that_is_forged_in_any_field_changes_nothing_elsewhere()
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        Assert.IsTrue(Strace.Kill(new TracedCall("renameat2", 6, ""), bench.Sandbox.Command("deploy", "B")));
        bench.Try("recover", journal => ForgedRecords.Journal(journal, bench.Values), bench.Journals());
    }

    [TestMethod]
    public void A_manifest_that_is_forged_in_any_field_changes_nothing_elsewhere()
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        bench.Sandbox.Do("deploy", "B");
        var stamp = bench.Sandbox.BackupIds[^1];
        bench.Try("restore", file => ForgedRecords.Manifest(file, bench.Values),
            [Path.Combine(bench.Sandbox.Layout.BackupDir, stamp, "MANIFEST")], $"LleBackupTimestamp={stamp}");
    }

    [TestMethod]
    public void State_and_identity_files_that_are_forged_in_any_field_change_nothing_elsewhere()
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        var layout = bench.Sandbox.Layout;
        string[] files = [layout.DeploymentState, layout.InstallationInfo, .. layout.IdentityFiles,
            .. Directory.GetFiles(layout.DataDir, "rollback_*.data")];
        foreach (var operation in new[] { "deploy", "rollback", "uninstall" })
        {
            bench.Try(operation, file => ForgedRecords.Plain(file, bench.Values), files, "LlePurge=true");
        }
    }

    /// <summary>What was measured, deployed, told and rendered before: every file of DATA/history.</summary>
    [TestMethod]
    public void A_history_that_is_forged_in_any_field_changes_nothing_elsewhere()
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        foreach (var operation in new[] { "deploy", "rollback", "uninstall" })
        {
            bench.Try(operation, file => ForgedRecords.Any(file, bench.Values), Directory.GetFiles(bench.Sandbox.Layout.History),
                "LlePurge=true");
        }
    }

    /// <summary>Case A4: a journal written by hand whose backup is a folder elsewhere and whose intent removes a file elsewhere.</summary>
    [TestMethod]
    public void A_journal_written_by_hand_is_refused()
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        var folder = Directory.CreateDirectory(Path.Combine(bench.Sandbox.Layout.Transactions, "20990101_000000")).FullName;
        bench.Plant(folder, """{"header":{"id":"20990101_000000","sequence":99,"operation":"deploy","version":"1","binary":"BIN",""" +
            """ "directories":[],"backup":"OUT","startedBy":"x","started":"2026-01-01T00:00:00Z"}}""");
        var before = bench.Elsewhere();
        var refused = Assert.ThrowsExactly<DeploymentException>(() => bench.Sandbox.Run("deploy", "B"));
        Assert.MatchesRegex("^LLE304[12]$", refused.Diagnostics[0].Code);
        Assert.AreEqual(before, bench.Elsewhere());
    }

    /// <summary>Case A11: a committed journal's last line of a kind that this version does not know; an unknown first line.</summary>
    [TestMethod]
    [DataRow("{\"kind\":\"Migrated\"}", true)]
    [DataRow("{\"format\":3}", false)]
    [DataRow("LLE JOURNAL 3", null)]
    public void A_record_of_a_newer_version_is_told_and_left_alone(string line, bool? isLast)
    {
        using var bench = new Bench();
        bench.Sandbox.Do("deploy", "A");
        var journal = bench.Journals()[0];
        if (isLast is null)
        {
            File.WriteAllText(journal, line + "\n");
        }
        else
        {
            var lines = File.ReadAllLines(journal).Select(l => l.Split(' ', 3)[2]).ToList();
            lines[isLast.Value ? lines.Count - 1 : 0] = line;
            bench.Plant(Path.GetDirectoryName(journal)!, [.. lines]);
        }

        var before = Fingerprint.Of(bench.Sandbox.Layout);
        var bytes = File.ReadAllBytes(journal);
        foreach (var operation in new[] { "deploy", "rollback", "recover", "backup" })
        {
            var refused = Assert.ThrowsExactly<DeploymentException>(() => bench.Sandbox.Run(operation, "B"), operation);
            Assert.AreEqual("LLE3040", refused.Diagnostics[0].Code, operation);
        }

        Assert.IsNull(Fingerprint.Of(bench.Sandbox.Layout).DifferenceFrom(before));
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(journal));
    }

    /// <summary>An installation to attack, another one, and a folder that belongs to neither.</summary>
    private sealed class Bench : IDisposable
    {
        private readonly string victim;
        private readonly string outside;

        public Bench()
        {
            victim = Path.Combine(Sandbox.Root, "victim");
            outside = Directory.CreateDirectory(Path.Combine(Sandbox.Root, "outside")).FullName;
            File.WriteAllText(Path.Combine(outside, "file"), "keep me");
            Sandbox.Do("deploy", "A", $"LleInstallPrefix={victim}");
        }

        public Sandbox Sandbox { get; } = new();

        public IReadOnlyList<string> Values =>
        [
            $"{victim}/bin/lusush", $"{victim}/var/lib/lusush", $"{outside}/file", outside, "../../../outside/file",
            "bin/../../../outside/file", "data/../../../../../outside",
            "", ".", "..", "/", "bin/a\nb", "elsewhere/x", "prefix^1:0000000000000000", "00112233445566778899aabbccddeeff",
        ];

        public string[] Journals() => [.. Directory.EnumerateFiles(
            Sandbox.Layout.Transactions, Journal.FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        public string Elsewhere() => string.Join('\n', new[] { victim, outside }
            .SelectMany(root => Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Prepend(root))
            .Order(StringComparer.Ordinal)
            .Select(p => $"{p} {PathState.Capture(p)}"));

        public void Plant(string folder, params string[] lines)
        {
            var file = Path.Combine(folder, Journal.FileName);
            File.WriteAllLines(file, lines.Select(l => $"0 0 " +
                $"{l.Replace("BIN", Sandbox.Layout.Binary, StringComparison.Ordinal).Replace("OUT", outside, StringComparison.Ordinal)}"));
            File.WriteAllBytes(file, ForgedRecords.Rehashed(file));
            File.SetUnixFileMode(file, (UnixFileMode)0x180);
        }

        public void Try(string operation, Func<string, IEnumerable<Forgery>> forge, IReadOnlyList<string> files, params string[] more)
        {
            var start = Sandbox.Save();
            var before = Elsewhere();
            var forgeries = Sampling.Spread([.. files.SelectMany(forge)], 60, int.MaxValue);
            var wrong = new List<string>();
            foreach (var forgery in forgeries)
            {
                Sandbox.Load(start);
                File.WriteAllBytes(forgery.File, forgery.Content);
                if (Outcome(operation, forgery, more) is { } problem)
                {
                    wrong.Add($"{operation}, {Path.GetFileName(forgery.File)} {forgery.Field} = '{forgery.Value}': {problem}");
                }

                if (Elsewhere() is var now && now != before)
                {
                    wrong.Add($"{operation}, {forgery.Field} = '{forgery.Value}' changed something elsewhere");
                    break;
                }
            }

            Console.WriteLine($"{operation}: {forgeries.Count} forgeries");
            Assert.IsEmpty(wrong, string.Join('\n', wrong));
        }

        /// <returns>null: as it should be.</returns>
        private string? Outcome(string operation, Forgery forgery, string[] more)
        {
            try
            {
                var record = Sandbox.Run(operation, "C", more);
                return Sandbox.Told.Any(d => d.Message.StartsWith("Internal error", StringComparison.OrdinalIgnoreCase))
                    ? string.Join("; ", Sandbox.Told)
                    : forgery.IsPath && !forgery.Value.Contains('^', StringComparison.Ordinal) && InProcessRun.IsGood(record)
                        && record.Status != DeploymentStatus.Unchanged ? $"accepted: {record.Status}"
                    : null;
            }
            catch (DeploymentException)
            {
                return null;
            }
        }

        public void Dispose() => Sandbox.Dispose();
    }
}
