using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Operations;

/// <summary>What LleBackupRetention removes is in the plan; <see cref="PlannedEngine"/> holds every deployment here against its
/// plan.</summary>
[TestClass]
public sealed class PruningInPlansTests
{
    [TestMethod]
    public void Names_the_backups_that_go_and_the_logs_of_their_time()
    {
        using var target = After("one", "two", "three");
        var oldest = Backups(target)[0];
        target.Payload("echo four");

        var removals = Removals(target);

        CollectionAssert.Contains(removals, oldest);
        var id = Path.GetFileName(oldest);
        CollectionAssert.Contains(removals, $"{target.Prefix}/var/log/lusush/deployment_result_{id}.json");
        CollectionAssert.Contains(removals, $"{target.Prefix}/var/lib/lusush/transactions/{id}");
        target.Deployed();
        Assert.IsFalse(Directory.Exists(oldest));
        Assert.HasCount(2, Backups(target));
    }

    [TestMethod]
    public void Keeps_the_backups_that_a_rollback_of_the_last_change_needs()
    {
        using var target = After("one", "two");
        target.Options["LleForce"] = "true";
        var needed = Backups(target)[^1];
        for (var again = 0; again < 3; again++)
        {
            CollectionAssert.DoesNotContain(Removals(target), needed);
            target.Deployed();
        }

        Assert.IsTrue(Directory.Exists(needed));
        target.Payload("echo three");
        CollectionAssert.Contains(Removals(target), needed);
        target.Deployed();
        Assert.HasCount(2, Backups(target));
    }

    [TestMethod]
    public void Names_what_an_interrupted_pruning_left()
    {
        using var target = After("one");
        var left = $"{target.Prefix}/var/lib/lusush/backups/.lle-pruned-20200101_000000";
        Directory.CreateDirectory(left);
        target.Payload("echo two");

        CollectionAssert.Contains(Removals(target), left);
        target.Deployed();
        Assert.IsFalse(Directory.Exists(left));
    }

    private static Target After(params string[] answers)
    {
        var target = new Target();
        target.Options["LleBackupRetention"] = "2";
        foreach (var answer in answers)
        {
            target.Payload($"echo {answer}");
            target.Deployed();
        }

        return target;
    }

    private static string[] Backups(Target target) =>
        [.. Directory.GetDirectories(target.At("var/lib/lusush/backups")).Order(StringComparer.Ordinal)];

    private static string[] Removals(Target target) =>
        [.. target.Engine().Plan(CancellationToken.None).Paths.Where(path => path.Action == "remove").Select(path => path.Path)];
}
