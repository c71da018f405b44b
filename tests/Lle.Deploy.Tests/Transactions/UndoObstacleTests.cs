using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>One path that cannot be undone is kept and named, and everything else comes back.</summary>
[TestClass]
public sealed class UndoObstacleTests
{
    [TestMethod]
    public void A_directory_that_became_a_link_is_left_alone_and_the_rest_is_undone()
    {
        using var bench = new Bench();
        using var transaction = TwoFolders(bench, out var program, out var configuration);
        Directory.Move(bench.At("etc"), bench.At("moved"));
        File.CreateSymbolicLink(bench.At("etc"), bench.At("moved"));

        var result = transaction.Undo();

        Assert.AreEqual("old", File.ReadAllText(program));
        CollectionAssert.AreEqual(new[] { configuration }, result.Kept);
        Assert.Contains("etc", result.WhyKept(configuration)!);
        Assert.AreEqual("new", File.ReadAllText(Path.Combine(bench.At("moved"), "conf")), "nothing behind the link is touched");
        Assert.IsEmpty(bench.Folders, "the next run has nothing to recover");
    }

    [TestMethod]
    public void A_directory_that_became_a_file_is_left_alone_and_the_rest_is_undone()
    {
        using var bench = new Bench();
        using var transaction = TwoFolders(bench, out var program, out var configuration);
        Directory.Move(bench.At("etc"), bench.At("moved"));
        bench.Write("etc", "a file");

        var result = transaction.Undo();

        Assert.AreEqual("old", File.ReadAllText(program));
        CollectionAssert.AreEqual(new[] { configuration }, result.Kept);
        Assert.IsEmpty(bench.Folders);
    }

    [TestMethod]
    public void A_pipe_in_the_place_of_a_file_is_left_alone_and_the_rest_is_undone()
    {
        using var bench = new Bench();
        using var transaction = TwoFolders(bench, out var program, out var configuration);
        File.Delete(configuration);
        Run.Tool("mkfifo", bench.Root, configuration);

        var result = transaction.Undo();

        Assert.AreEqual("old", File.ReadAllText(program));
        CollectionAssert.AreEqual(new[] { configuration }, result.Kept);
        Assert.AreEqual(FileKind.Special, PathState.Capture(configuration).Kind);
        Assert.IsEmpty(bench.Folders);
    }

    [TestMethod]
    public void Foreign_names_that_are_no_text_hinder_no_undo_and_no_sweep()
    {
        using var bench = new Bench();
        using var transaction = TwoFolders(bench, out var program, out _);
        Run.Tool("sh", bench.Target, "-c", "touch \"$(printf 'caf\\351')\"");

        Assert.IsTrue(transaction.Undo().Finished);

        Assert.AreEqual("old", File.ReadAllText(program));
        Assert.AreEqual(@"caf\xe9", Run.Tool("sh", bench.Target, "-c", "ls | grep -a caf | sed -n l").TrimEnd('\n', '$')
            .Replace(@"\351", @"\xe9", StringComparison.Ordinal));
        Assert.IsEmpty(bench.Folders);
    }

    [TestMethod]
    public void What_cannot_be_changed_now_is_named_and_undone_when_it_can()
    {
        using var bench = new Bench();
        using var transaction = TwoFolders(bench, out var program, out var configuration);
        Run.Tool("chattr", bench.Root, "+i", configuration);
        try
        {
            var result = transaction.Undo();

            Assert.AreEqual("old", File.ReadAllText(program));
            Assert.IsFalse(result.Finished);
            Assert.Contains("immutable", result.Cause!);
            Assert.HasCount(1, bench.Folders);
        }
        finally
        {
            Run.Tool("chattr", bench.Root, "-i", configuration);
        }

        Assert.IsTrue(Recovery.Run(bench.Layout).Single().Undo!.Finished);
        Assert.AreEqual("old", File.ReadAllText(configuration));
        Assert.IsEmpty(bench.Folders);
    }

    [TestMethod]
    public void Attempts_count_only_while_the_same_cause_stands()
    {
        using var bench = new Bench();
        TwoFolders(bench, out var program, out var configuration).Dispose();
        Run.Tool("chattr", bench.Root, "+i", configuration, program);
        foreach (var path in new[] { configuration, program })
        {
            for (var attempt = 0; attempt < Recovery.MaxAttempts; attempt++)
            {
                var undo = Recovery.Run(bench.Layout).Single().Undo!;
                Assert.Contains(path, undo.Cause!);
            }

            Run.Tool("chattr", bench.Root, "-i", path);
        }

        Assert.IsTrue(Recovery.Run(bench.Layout).Single().Undo!.Finished);
        Assert.AreEqual("old", File.ReadAllText(program));
    }

    [TestMethod]
    public void After_five_attempts_of_one_cause_the_error_names_it_and_a_mended_cause_still_works()
    {
        using var bench = new Bench();
        TwoFolders(bench, out _, out var configuration).Dispose();
        Run.Tool("chattr", bench.Root, "+i", configuration);
        for (var attempt = 0; attempt < Recovery.MaxAttempts; attempt++)
        {
            Recovery.Run(bench.Layout);
        }

        var refused = Assert.ThrowsExactly<DeploymentException>(() => Recovery.Run(bench.Layout));
        Run.Tool("chattr", bench.Root, "-i", configuration);

        Assert.AreEqual("LLE3010", refused.Diagnostics[0].Code);
        Assert.Contains("immutable", refused.Message);
        Assert.IsTrue(Recovery.Run(bench.Layout).Single().Undo!.Finished);
        Assert.AreEqual("old", File.ReadAllText(configuration));
    }

    private static Transaction TwoFolders(Bench bench, out string program, out string configuration)
    {
        Directory.CreateDirectory(bench.At("etc"));
        program = bench.Write("lusush", "old");
        configuration = bench.Write("etc/conf", "old");
        var transaction = bench.Begin(directories: [bench.Target, bench.At("etc")]);
        transaction.Apply(transaction.StageFile(program, FileContent.Of("new"), FileTraits.Program));
        transaction.Apply(transaction.StageFile(configuration, FileContent.Of("new"), FileTraits.Public));
        return transaction;
    }
}
