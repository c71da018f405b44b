using Lle.Deploy.Configuration;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class TextMergeTests
{
    private const string Last = "a\nb\nc\nd\ne\nf\n";

    [TestMethod]
    [DataRow("a\nB\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n", "a\nB\nc\nd\nE\nf\n")]
    [DataRow("new\na\nb\nc\nd\ne\nf\n", "a\nb\nc\ne\nf\n", "new\na\nb\nc\ne\nf\n")]
    [DataRow("a\nb\nc\nd\ne\nf\nlast", "A\nb\nc\nd\ne\nf\n", "A\nb\nc\nd\ne\nf\nlast")]
    [DataRow("a\nX\nc\nd\ne\nf\n", "a\nX\nc\nd\nE\nf\n", "a\nX\nc\nd\nE\nf\n")]
    [DataRow("a\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nf\ng\n", "a\nc\nd\ne\nf\ng\n")]
    [DataRow("a\r\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nF\n", "a\r\nb\nc\nd\ne\nF\n")]
    public void Changes_of_different_lines_are_brought_together(string local, string offered, string merged)
    {
        var result = TextMerge.Merge(Last, local, offered, MergePolicy.Merge, "x.conf");

        Assert.AreEqual(merged, result.Text);
        Assert.IsNull(result.SavedDefault);
        Assert.IsEmpty(result.Warnings);
    }

    [TestMethod]
    [DataRow("a\nb\nMINE\nd\ne\nf\n", "a\nb\nTHEIRS\nd\ne\nf\n", 3)]
    [DataRow("new\na\nb\nMINE\nd\ne\nf\n", "a\nb\nTHEIRS\nd\ne\nf\n", 4)]
    [DataRow("a\nb\nd\ne\nf\n", "a\nb\nTHEIRS\nd\ne\nf\n", 3)]
    [DataRow("a\nb\nx\nc\nd\ne\nf\n", "a\nb\ny\nc\nd\ne\nf\n", 3)]
    public void Changes_of_the_same_lines_keep_the_installed_file_and_save_the_new_default(string local, string offered, int line)
    {
        var result = TextMerge.Merge(Last, local, offered, MergePolicy.Merge, "x.conf");

        Assert.AreEqual(local, result.Text);
        Assert.AreEqual(offered, result.SavedDefault);
        Assert.AreEqual($"LLE1528 {line}", $"{result.Warnings.Single().Code} {result.Warnings.Single().Location.Line}");
    }

    [TestMethod]
    public void A_file_of_unknown_origin_stays_and_the_new_default_is_saved_beside_it()
    {
        var result = TextMerge.Merge(null, "theirs\n", Last, MergePolicy.Merge, "x.conf");

        Assert.AreEqual("theirs\n", result.Text);
        Assert.AreEqual(Last, result.SavedDefault);
        Assert.AreEqual("LLE1525", result.Warnings.Single().Code);
    }

    [TestMethod]
    public void An_edit_that_is_given_up_is_named()
    {
        var result = TextMerge.Merge(Last, "mine\n", "offered\n", MergePolicy.Replace, "x.conf");

        Assert.AreEqual("offered\n", result.Text);
        Assert.AreEqual("LLE1529", result.Warnings.Single().Code);
    }

    [TestMethod]
    public void Two_sets_of_edits_apart_from_each_other_always_merge_to_both()
    {
        var random = new Random(12);
        for (var round = 0; round < 500; round++)
        {
            var last = Enumerable.Range(0, 60).Select(i => $"line {i % 7}").ToArray();
            var (local, offered, both) = (last.ToList(), last.ToList(), last.ToList());
            // From the end, so that earlier numbers stay what they are; ten lines apart, alternating sides.
            for (var at = 55; at > 0; at -= 10)
            {
                var mine = random.Next(2) == 0;
                var text = $"changed {round} {at}";
                foreach (var side in new[] { mine ? local : offered, both })
                {
                    side[at] = text;
                }
            }

            var result = TextMerge.Merge(Text(last), Text(local), Text(offered), MergePolicy.Merge, "x.conf");
            Assert.AreEqual(Text(both), result.Text, $"round {round}");
        }
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines);
}
