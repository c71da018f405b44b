using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>Changes of so many files that all processors make them.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ManyFilesTests
{
    private const int Many = 200;

    [TestMethod]
    public void Many_files_get_their_places_and_go_back_again()
    {
        using var bench = new Bench();
        WriteOld(bench);
        var before = bench.Picture();
        using var transaction = bench.Begin();
        transaction.Apply(Stage(bench, transaction));
        foreach (var name in Names)
        {
            Assert.AreEqual("new " + name, File.ReadAllText(bench.At(name)));
        }

        Assert.IsTrue(transaction.Undo().Finished);
        Assert.AreEqual(before, bench.Picture());
    }

    [TestMethod]
    public void One_of_many_that_somebody_has_written_to_since_is_kept_and_all_others_go_back()
    {
        using var bench = new Bench();
        WriteOld(bench);
        using var transaction = bench.Begin();
        var staged = Stage(bench, transaction);
        File.WriteAllText(bench.At(Names[100]), "somebody's work");
        var now = bench.Picture();

        var refused = Assert.ThrowsExactly<DeploymentException>(() => transaction.Apply(staged));

        Assert.AreEqual(DiagnosticCatalog.ChangedMeanwhile(bench.At(Names[100])).Code, refused.Diagnostics[0].Code);
        transaction.Undo();
        Assert.AreEqual("somebody's work", File.ReadAllText(bench.At(Names[100])));
        CollectionAssert.AreEqual(WithoutStaged(now), WithoutStaged(bench.Picture()));
    }

    [TestMethod]
    public void A_file_that_changes_twice_ends_as_it_was_changed_last()
    {
        using var bench = new Bench();
        WriteOld(bench);
        using var transaction = bench.Begin();
        var staged = Stage(bench, transaction).ToList();
        var again = transaction.StageFile(bench.At(Names[0]), FileContent.Of("newest"), FileTraits.Public);
        staged.Add(again with { Before = staged[0].After });

        Assert.AreSame(staged[^1], Change.Last(staged).Last());
        Assert.AreEqual(Many, Change.Last(staged).Count());
        transaction.Undo();
    }

    [TestMethod]
    public void What_is_swept_out_of_many_directories_is_durable_before_the_journal_is_closed()
    {
        using var bench = new Bench();
        foreach (var name in Names)
        {
            Directory.CreateDirectory(bench.At(name));
            bench.Write(name + "/file", "old");
        }

        using var transaction = bench.Begin();
        transaction.Apply([.. Names.Select(name => transaction.StageFile(bench.At(name + "/file"), FileContent.Of("new"),
            FileTraits.Public))]);
        transaction.Commit();
        var done = Recorded.Operations(transaction.Close).Select(operation => operation.Kind).ToList();

        using var target = PosixDirectory.Open(bench.Target);
        Assert.AreEqual(Many, done.Count(kind => kind == FileOperationKind.Unlink));
        var (syncs, expected) = target.CanSyncFileSystem ? (FileOperationKind.SyncFileSystem, 1) : (FileOperationKind.SyncDirectory, Many);
        Assert.AreEqual(expected, done.Skip(done.LastIndexOf(FileOperationKind.Unlink)).Count(kind => kind == syncs));
        Assert.IsLessThan(done.LastIndexOf(FileOperationKind.Write), done.LastIndexOf(syncs), "The journal is closed before.");
    }

    private static string[] Names { get; } = [.. Enumerable.Range(0, Many).Select(number => $"file-{number:000}")];

    private static void WriteOld(Bench bench)
    {
        foreach (var name in Names)
        {
            bench.Write(name, "old " + name);
        }
    }

    private static IReadOnlyList<Change> Stage(Bench bench, Transaction transaction) => transaction.StageFiles(
        Names.Select(name => new FileToStage(bench.At(name), FileContent.Of("new " + name), FileTraits.Public, 0)), WorkMeter.Silent,
        CancellationToken.None);

    private static List<string> WithoutStaged(string picture) =>
        [.. picture.Split('\n').Where(line => !line.StartsWith("/.lle-", StringComparison.Ordinal))];
}
