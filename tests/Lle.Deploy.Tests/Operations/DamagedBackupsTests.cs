using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>A backup is held against its manifest, and the manifest against the installation, before anything is changed.</summary>
[TestClass]
public sealed class DamagedBackupsTests
{
    [TestMethod]
    public void A_rollback_to_a_backup_that_was_changed_is_refused() => Refuses("LLE1303", Spoil, target => target.Engine().Rollback);

    [TestMethod]
    public void A_restore_of_a_backup_that_was_changed_is_refused() =>
        Refuses("LLE1303", Spoil, target => Named(target, Newest(target)).Restore);

    [TestMethod]
    public void A_rollback_to_a_backup_that_holds_something_else_is_refused() => Refuses("LLE1306", target =>
    {
        // Whole, of this installation, and of another moment.
        Replace(Newest(target), Backups(target)[^2]);
    }, target => target.Engine().Rollback);

    [TestMethod]
    public void A_backup_of_another_installation_is_not_restored()
    {
        using var other = Deployed();
        Refuses("LLE3050", target => Replace(Newest(target), Newest(other)), target => Named(target, Newest(target)).Restore);
    }

    [TestMethod]
    public void A_journal_of_another_installation_is_not_rolled_back()
    {
        using var other = Deployed();
        Refuses("LLE3050", target =>
        {
            Directory.Delete(target.At("var/lib/lusush/transactions"), recursive: true);
            Run.Tool("cp", target.Prefix, "-a", other.At("var/lib/lusush/transactions"), target.At("var/lib/lusush/transactions"));
        }, target => target.Engine().Rollback);
    }

    [TestMethod]
    public void A_backup_whose_identity_was_taken_out_is_not_restored_although_the_log_of_its_run_stands() =>
        Refuses("LLE3056", target => Rewrite(Newest(target), line => line.StartsWith("Identity: ", StringComparison.Ordinal)),
            target => Named(target, Newest(target)).Restore);

    [TestMethod]
    public void A_backup_in_the_form_of_version_1_0_0_is_not_restored_where_that_version_made_none() =>
        Refuses("LLE3050", AsOf100, target => Named(target, Newest(target)).Restore);

    [TestMethod]
    public void A_backup_in_the_form_of_version_1_0_0_is_not_rolled_back_to_where_that_version_made_none() =>
        Refuses("LLE3050", AsOf100, target => target.Engine().Rollback);

    [TestMethod]
    public void Backups_of_another_installation_are_not_pruned()
    {
        using var other = Deployed();
        using var target = Deployed();
        var foreign = Path.Combine(target.At("var/lib/lusush/backups"), "20010101_000000");
        Run.Tool("cp", target.Prefix, "-a", Newest(other), foreign);
        target.Options["LleBackupRetention"] = "1";
        target.Payload("echo fourth");

        target.Deployed("4.0.0");

        Assert.IsTrue(Directory.Exists(foreign));
    }

    [TestMethod]
    [DataRow("../backups/STAMP")]
    [DataRow("..")]
    [DataRow(".")]
    public void A_stamp_is_a_name_and_no_path(string stamp) => Refuses("LLE1305", _ => { }, target =>
    {
        target.Options["LleBackupTimestamp"] = stamp.Replace("STAMP", Path.GetFileName(Newest(target)), StringComparison.Ordinal);
        return target.Engine().Restore;
    });

    private static void Refuses(string code, Action<Target> prepare, Func<Target, Func<CancellationToken, OperationResult>> operation)
    {
        using var target = Deployed();
        prepare(target);
        var before = target.Tree();

        var result = operation(target)(CancellationToken.None);

        Assert.IsFalse(result.Succeeded, result.Status);
        Assert.IsTrue(target.WasTold(code), string.Join("; ", target.Told));
        target.IsStill(before);
    }

    /// <summary>Three versions, so three backups.</summary>
    private static Target Deployed()
    {
        var target = new Target();
        foreach (var (word, version) in new[] { ("first", "1.0.0"), ("second", "2.0.0"), ("third", "3.0.0") })
        {
            target.Payload($"echo {word}");
            target.Deployed(version);
        }

        return target;
    }

    private static PlannedEngine Named(Target target, string folder)
    {
        target.Options["LleBackupTimestamp"] = Path.GetFileName(folder);
        return target.Engine();
    }

    private static void Spoil(Target target) =>
        File.AppendAllText(Path.Combine(Newest(target), "bin/lusush"), "# changed\n");

    private static void Replace(string backup, string by)
    {
        Directory.Delete(backup, recursive: true);
        Run.Tool("cp", Path.GetDirectoryName(backup)!, "-a", by, backup);
    }

    private static void AsOf100(Target target) => Rewrite(Newest(target), line =>
        line.StartsWith("Identity: ", StringComparison.Ordinal) || line.StartsWith("Format: ", StringComparison.Ordinal));

    /// <summary>Lines of the manifest are left out, and its hash is right.</summary>
    private static void Rewrite(string backup, Func<string, bool> isLeftOut)
    {
        const string End = "Manifest SHA-256: ";
        var manifest = Path.Combine(backup, "MANIFEST");
        var text = File.ReadAllText(manifest);
        var body = string.Concat(text[..text.LastIndexOf(End, StringComparison.Ordinal)].Split('\n').SkipLast(1)
            .Where(line => !isLeftOut(line)).Select(line => line + "\n"));
        File.WriteAllText(manifest, $"{body}{End}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\n");
    }

    private static string Newest(Target target) => Backups(target)[^1];

    private static string[] Backups(Target target) =>
        [.. Directory.GetDirectories(target.At("var/lib/lusush/backups")).Order(StringComparer.Ordinal)];
}
