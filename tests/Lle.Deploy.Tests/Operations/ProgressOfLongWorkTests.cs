using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>Work that takes longer than the listener's interval says how many files and bytes of all are done.</summary>
[TestClass]
public sealed class ProgressOfLongWorkTests
{
    private const int Files = 600;
    private const int Size = 10;

    [TestMethod]
    public void A_backup_counts_the_files_it_copies()
    {
        using var target = WithData();

        target.Good(target.Engine().Backup(CancellationToken.None));

        Counted(target, "Backing up");
    }

    [TestMethod]
    public void The_backup_of_a_deployment_is_followed_within_its_phase()
    {
        using var target = WithData();
        target.Payload("echo second");

        target.Deployed("1.1.0");

        Counted(target, "Backing up");
    }

    [TestMethod]
    public void A_restore_counts_what_it_verifies_and_what_it_brings_back()
    {
        using var target = WithData();
        target.Good(target.Engine().Backup(CancellationToken.None));
        Write(target, 'y');
        var backup = Directory.GetDirectories(target.At("var/lib/lusush/backups")).Order(StringComparer.Ordinal).Last();
        target.Options["LleBackupTimestamp"] = Path.GetFileName(backup);

        target.Good(target.Engine().Restore(CancellationToken.None));

        Counted(target, $"Verifying backup {Path.GetFileName(backup)}");
        Counted(target, "Restoring");
    }

    [TestMethod]
    public void A_tree_counts_the_files_it_installs()
    {
        using var target = new Target { ProgressInterval = TimeSpan.Zero };
        target.Options["LlePayloadKind"] = "app";
        foreach (var number in Enumerable.Range(0, Files))
        {
            target.Add($"share/file-{number}", new string('x', Size));
        }

        target.Deployed();

        Counted(target, "Installing");
    }

    [TestMethod]
    public void Work_that_is_done_soon_is_not_told_of()
    {
        using var target = WithData();
        target.ProgressInterval = TimeSpan.FromHours(1);

        target.Good(target.Engine().Backup(CancellationToken.None));

        Assert.IsEmpty(target.Progress);
    }

    private static Target WithData()
    {
        var target = new Target();
        target.Deployed();
        Write(target, 'x');
        target.ProgressInterval = TimeSpan.Zero;
        return target;
    }

    private static void Write(Target target, char content)
    {
        foreach (var number in Enumerable.Range(0, Files))
        {
            var folder = Directory.CreateDirectory(target.At($"var/lib/lusush/live/{number % 7}"));
            File.WriteAllText(Path.Combine(folder.FullName, $"file-{number}"), new string(content, Size));
        }
    }

    private static void Counted(Target target, string activity)
    {
        List<WorkProgress> told = [.. target.Progress.Where(progress => progress.Activity == activity)];
        Assert.IsNotEmpty(told, string.Join('\n', target.Progress));
        CollectionAssert.AreEqual(told.Select(each => each.Files).Order().ToList(), told.Select(each => each.Files).ToList());
        Assert.IsTrue(told.TrueForAll(each => each.Files <= each.AllFiles && each.Bytes <= each.AllBytes), string.Join('\n', told));
        Assert.IsGreaterThanOrEqualTo(Files, told[^1].Files, "in the end all of them are done");
        Assert.IsGreaterThanOrEqualTo(Files, told[0].AllFiles, "how much there is to do is known from the beginning");
        Assert.IsGreaterThanOrEqualTo(Files * Size, told[0].AllBytes);
    }
}
