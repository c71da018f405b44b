using System.Globalization;
using Lle.Deploy.Operations;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Faults;

/// <summary>R12: a copy or a move of an installation, whole or cut off, is an installation of its own. The original's fingerprint never
/// changes.</summary>
[TestClass]
public sealed class CopyTests
{
    [TestMethod]
    public void A_rollback_in_a_copy_rolls_back_the_copy()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var copy = Copy(sandbox, "copy");
        var original = Fingerprint.Of(sandbox.Layout);

        sandbox.Do("rollback", "A", At(copy));

        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(original));
        Assert.IsFalse(File.Exists(Path.Combine(copy, "bin/lusush")), "the copy was not rolled back");
    }

    [TestMethod]
    [DataRow("recover")]
    [DataRow("deploy")]
    public void A_copy_of_a_deployment_that_was_cut_off_is_recovered_and_the_original_is_not_touched(string operation)
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        string[] arguments = sandbox.Command("deploy", "B");
        Assert.IsTrue(Strace.Kill(new TracedCall("renameat2", 6, ""), arguments));
        var copy = Copy(sandbox, "copy");
        var original = Fingerprint.Of(sandbox.Layout);

        sandbox.Do(operation, "A", At(copy));

        Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(original));
        Assert.AreEqual(File.ReadAllText(Path.Combine(sandbox.Payload("A"), "lusush")), File.ReadAllText(Path.Combine(copy, "bin/lusush")));
        Assert.DoesNotContain("/.lle-", string.Join('\n', Directory.EnumerateFileSystemEntries(copy, "*", SearchOption.AllDirectories)));
    }

    [TestMethod]
    public void The_status_of_a_copy_tells_the_drift_of_the_copy()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        var copy = Copy(sandbox, "copy");
        File.AppendAllText(Path.Combine(copy, "bin/lusush"), "# changed\n");

        var drift = StatusReader.Read(sandbox.Options("A", At(copy)).Layout, sandbox.Told.Add).Drift;

        Assert.HasCount(1, drift);
        Assert.StartsWith(Path.Combine(copy, "bin/lusush"), drift[0]);
        Assert.IsEmpty(StatusReader.Read(sandbox.Layout, sandbox.Told.Add).Drift);
    }

    [TestMethod]
    public void The_status_of_a_copy_notes_which_files_still_name_the_original()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        // A name that only begins like that of the original.
        var copy = Copy(sandbox, "prefix2");
        var layout = sandbox.Options("A", At(copy)).Layout;

        var note = StatusReader.Read(layout, sandbox.Told.Add).Notes.Single();

        Assert.StartsWith($"deployed at {sandbox.Prefix}, which ", note);
        Assert.Contains("lle.conf, ", note);
        Assert.Contains("monitor_lle.sh, ", note);
        Assert.IsEmpty(StatusReader.Read(sandbox.Layout, sandbox.Told.Add).Notes);
        sandbox.Do("deploy", "A", At(copy));
        Assert.IsEmpty(StatusReader.Read(layout, sandbox.Told.Add).Notes);
    }

    /// <summary>Every operation on a copy and on a moved installation, whole and cut off at several points.</summary>
    [TestMethod]
    public void Every_operation_on_a_copy_leaves_the_original_as_it_is()
    {
        using var sandbox = new Sandbox();
        sandbox.Do("deploy", "A");
        sandbox.Do("deploy", "B");
        var whole = sandbox.Save();
        var stamp = sandbox.BackupIds[^1];
        var tried = 0;
        foreach (var (start, isCutOff) in Starts(sandbox, whole))
        {
            foreach (var operation in new[] { "deploy", "rollback", "restore", "backup", "recover", "uninstall" })
            {
                sandbox.Load(start);
                var copy = Copy(sandbox, string.Create(CultureInfo.InvariantCulture, $"copy-{++tried}"));
                var original = Fingerprint.Of(sandbox.Layout);
                var record = sandbox.Run(operation, "C", [.. At(copy), $"LleBackupTimestamp={stamp}"]);
                Assert.IsTrue(InProcessRun.IsGood(record),
                    $"{operation} of a copy{(isCutOff ? " that was cut off" : "")}: {record.Status}: {string.Join("; ", sandbox.Told)}");
                Assert.IsNull(Fingerprint.Of(sandbox.Layout).DifferenceFrom(original), operation);
                AssertVersion(sandbox, copy, operation, isCutOff);
                Directory.Delete(copy, recursive: true);
            }
        }

        Console.WriteLine($"{tried} operations on copies");
    }

    private static IEnumerable<(string State, bool IsCutOff)> Starts(Sandbox sandbox, string whole)
    {
        yield return (whole, false);
        sandbox.Load(whole);
        string[] arguments = sandbox.Command("deploy", "C");
        foreach (var call in Sampling.Spread([.. Strace.Changes(sandbox, arguments)
            .Where(c => c.Name is "renameat2" or "rename" or "renameat")], 2, 40))
        {
            sandbox.Load(whole);
            Strace.Kill(call, arguments);
            yield return (sandbox.Save(), true);
        }
    }

    /// <summary>What a model says of the copy: the program that the operation leaves. One that was cut off may have been decided
    /// already.</summary>
    private static void AssertVersion(Sandbox sandbox, string copy, string operation, bool isCutOff)
    {
        string Program(string version) => File.ReadAllText(Path.Combine(sandbox.Payload(version), "lusush"));
        if (operation == "uninstall")
        {
            Assert.IsFalse(File.Exists(Path.Combine(copy, "bin/lusush")), "the copy was not uninstalled");
            return;
        }

        var found = File.ReadAllText(Path.Combine(copy, "bin/lusush"));
        string[] expected = operation switch
        {
            "deploy" => ["C"],
            "rollback" => isCutOff ? ["A", "B"] : ["A"],
            "restore" => ["A"],
            _ => isCutOff ? ["B", "C"] : ["B"],
        };
        Assert.Contains(found, expected.Select(Program), $"{operation}: {found[..40]}");
    }

    private static string Copy(Sandbox sandbox, string name)
    {
        var copy = Path.Combine(sandbox.Root, name);
        Sandbox.Tool("cp", "-a", sandbox.Prefix, copy);
        return copy;
    }

    private static string[] At(string prefix) => [$"LleInstallPrefix={prefix}"];
}
