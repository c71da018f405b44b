using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>What a journal says alone does not have the directories of another installation removed.</summary>
[TestClass]
public sealed class DirectoriesTakenOverTests
{
    [TestMethod]
    [DataRow("Format: 2", false)]
    [DataRow("Format: 2\nTaken By: ../third", false)]
    [DataRow("Format: 2\nTaken By: ../data", true)]
    public void A_directory_goes_only_where_its_own_record_says_so_too(string record, bool goes)
    {
        using var bench = new Bench();
        var other = Directory.CreateDirectory(Path.Combine(bench.Root, "other")).FullName;
        File.WriteAllText(Path.Combine(other, "installation"), $"LLE Installation\n{record}\n");
        File.SetUnixFileMode(Path.Combine(other, "installation"), (UnixFileMode)FileModes.Readable);
        var header = new TransactionHeader
        {
            Id = "20260102_000000",
            Sequence = 2,
            Operation = "deploy",
            Version = "1",
            Binary = bench.At("lusush"),
            Directories = [bench.Target],
            Discards = [other],
            StartedBy = "tester",
            Started = DateTimeOffset.UnixEpoch,
        };
        var layout = bench.Layout with { DataDir = Path.Combine(bench.Root, "data") };
        if (goes)
        {
            JournalPaths.CheckDiscards(header, layout, "journal");
        }
        else
        {
            Refused.With("LLE3041", () => JournalPaths.CheckDiscards(header, layout, "journal"));
        }
    }
}
