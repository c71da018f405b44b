using Lle.Deploy.Diagnostics;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>A tree that a transaction makes is there whole or not at all, wherever the run was cut off.</summary>
[TestClass]
public sealed class TreeTests
{
    private const uint Closed = 0x16d;

    private static readonly IReadOnlyList<TreeEntry> Entries =
    [
        new("data", FileKind.Directory, Closed),
        new("data/text", FileKind.File, 0x1a4, Sha256: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"),
        new("link", FileKind.SymbolicLink, 0, Target: "data/text"),
    ];

    private static string Versions(Bench bench) => Directory.CreateDirectory(bench.Layout.VersionsDir).FullName;

    private static Change Stage(Bench bench, Transaction transaction)
    {
        var source = Directory.CreateDirectory(Path.Combine(bench.Root, "payload"));
        File.WriteAllText(Path.Combine(source.CreateSubdirectory("data").FullName, "text"), "x");
        return transaction.StageTree(Path.Combine(Versions(bench), "1.0.0-abc"), Tree(source), WorkMeter.Silent, CancellationToken.None);
    }

    private static TreeToStage Tree(DirectoryInfo source) => new(source.FullName, Entries, new FileTraits(0), Closed);

    private static string Picture(Bench bench) => string.Join(' ', Directory
        .EnumerateFileSystemEntries(bench.Layout.LibDir, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(bench.Layout.LibDir, path)).Order(StringComparer.Ordinal));

    private static Transaction Begin(Bench bench) => bench.Begin(directories: [bench.Target, bench.Layout.LibDir, Versions(bench)]);

    [TestMethod]
    public void A_tree_that_was_only_staged_is_gone_after_the_recovery()
    {
        using var bench = new Bench();
        using (var cutOff = Begin(bench))
        {
            Stage(bench, cutOff);
        }

        Recovery.Run(bench.Layout);

        Assert.AreEqual("versions", Picture(bench));
    }

    [TestMethod]
    public void A_tree_that_links_lead_to_already_is_gone_and_the_links_lead_where_they_did()
    {
        using var bench = new Bench();
        Versions(bench);
        File.CreateSymbolicLink(bench.Layout.CurrentVersion, "versions/0.9.0-abc");
        using (var cutOff = Begin(bench))
        {
            var link = cutOff.StageLink(bench.Layout.CurrentVersion, "versions/1.0.0-abc", Accounts.CurrentUser, Accounts.CurrentGroup);
            cutOff.Apply(Stage(bench, cutOff), link);
            Assert.AreEqual("x", File.ReadAllText(Path.Combine(bench.Layout.CurrentVersion, "link")));
        }

        Assert.IsTrue(Recovery.Run(bench.Layout).Single().Undo!.Finished);

        Assert.AreEqual("current versions", Picture(bench));
        Assert.AreEqual("versions/0.9.0-abc", new FileInfo(bench.Layout.CurrentVersion).LinkTarget);
        Assert.IsEmpty(Recovery.Run(bench.Layout));
    }

    [TestMethod]
    public void A_tree_with_its_decision_stays_whole_and_closed()
    {
        using var bench = new Bench();
        using (var cutOff = Begin(bench))
        {
            cutOff.Apply(Stage(bench, cutOff));
            cutOff.Commit();
        }

        Recovery.Run(bench.Layout);

        Assert.AreEqual("versions versions/1.0.0-abc versions/1.0.0-abc/data versions/1.0.0-abc/data/text versions/1.0.0-abc/link",
            Picture(bench));
        Assert.AreEqual((UnixFileMode)Closed, File.GetUnixFileMode(Path.Combine(bench.Layout.VersionsDir, "1.0.0-abc/data")));
    }

    [TestMethod]
    public void A_file_that_changed_since_it_was_read_is_refused()
    {
        using var bench = new Bench();
        using var transaction = Begin(bench);
        var source = Directory.CreateDirectory(Path.Combine(bench.Root, "other"));
        File.WriteAllText(Path.Combine(source.CreateSubdirectory("data").FullName, "text"), "swapped");

        Assert.Throws<DeploymentException>(() => transaction.StageTree(
            Path.Combine(Versions(bench), "1.0.0-abc"), Tree(source), WorkMeter.Silent, CancellationToken.None));
        transaction.Undo();

        Assert.AreEqual("versions", Picture(bench));
    }

    [TestMethod]
    public void A_journal_that_would_remove_another_directory_whole_is_refused()
    {
        using var bench = new Bench();
        Directory.CreateDirectory(bench.At("theirs"));
        using (var cutOff = Begin(bench))
        {
            var state = PathState.Capture(bench.At("theirs"));
            Assert.Throws<PosixException>(() => cutOff.Apply(
                new Change(bench.At("theirs2"), PathState.Absent, state, ".lle-20260102_030405-9")));
        }

        Refused.With("LLE3041", () => Recovery.Run(bench.Layout));

        Assert.IsTrue(Directory.Exists(bench.At("theirs")));
    }
}
