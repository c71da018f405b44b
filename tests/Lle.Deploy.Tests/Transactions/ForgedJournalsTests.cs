using Lle.Deploy.Layout;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>Each check of a journal's names by itself; ForgedRecordTests changes every field of whole journals.</summary>
[TestClass]
public sealed class ForgedJournalsTests
{
    private const string Id = "20260102_030405";

    [TestMethod]
    public void A_journal_names_its_folder_and_nothing_that_leads_out()
    {
        using var bench = new Bench();
        Refused.With("LLE3041", () => Paths(bench, Id).Name("20990101_000000"));
        Refused.With("LLE3041", () => Paths(bench, null).Name("../20990101_000000"));
        Assert.AreEqual(Id, Paths(bench, Id).Name(Id));
    }

    [TestMethod]
    public void It_names_the_program_of_the_layout_and_no_other() =>
        Holds(paths => paths.Binary("bin/other"), paths => paths.Binary("bin/lusush"));

    [TestMethod]
    public void The_backup_that_an_undo_removes_lies_in_the_backup_directory() =>
        Holds(paths => paths.Backup("config/20260101_000000"), paths => paths.Backup("backups/20260101_000000"));

    [TestMethod]
    public void Records_and_locks_are_changed_by_no_journal()
    {
        Holds(paths => paths.Changed("data/deployment.lock", isDirectory: false),
            paths => paths.Changed("data/services", isDirectory: false));
        Holds(paths => paths.Changed($"data/transactions/{Id}/journal", isDirectory: false),
            paths => paths.Changed("data", isDirectory: true));
    }

    [TestMethod]
    public void What_is_put_aside_has_a_name_of_this_transaction() =>
        Holds(paths => paths.Aside("lle.conf"), paths => paths.Aside($".lle-{Id}-1"));

    private static void Holds(Action<JournalPaths> refused, Action<JournalPaths> accepted)
    {
        using var bench = new Bench();
        var paths = Paths(bench, Id);
        paths.Name(Id);
        Refused.With("LLE3041", () => refused(paths));
        accepted(paths);
    }

    private static JournalPaths Paths(Bench bench, string? folder) => new(bench.Layout, new RecordPaths(bench.Layout), "journal", folder);
}
