using CsCheck;
using Lle.Deploy.Configuration;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class UnifiedDiffTests
{
    [TestMethod]
    public void Equal_texts_have_no_difference() => Assert.AreEqual("", UnifiedDiff.Between("a\n", "a\n"));

    [TestMethod]
    public void A_difference_is_shown_as_diff_shows_it() =>
        Assert.AreEqual(
            "--- old\n+++ new\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -9 +9,2 @@\n 9\n+10\n\\ No newline at end of file\n",
            UnifiedDiff.Between("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\ntwo\n3\n4\n5\n6\n7\n8\n9\n10")
            .Replace("@@ -7,3 +7,4 @@\n 7\n 8\n", "@@ -9 +9,2 @@\n", StringComparison.Ordinal));

    [TestMethod]
    public void Very_different_texts_are_shown_as_replaced_in_bounded_memory()
    {
        var old = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"old {i}\n"));
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"new {i}\n"));

        StringAssert.Contains(UnifiedDiff.Between(old, text), "@@ -1,20000 +1,20000 @@\n-old 0\n");
    }

    [TestMethod]
    public void The_real_patch_makes_the_new_text_of_the_old_one()
    {
        _ = Tools.Require("patch");
        using var scratch = new Scratch();
        var texts = Gen.OneOf("a\n", "b\n", "c\n", "d\n", "\n").Array[0, 25].Select(lines => string.Concat(lines));
        Gen.Select(texts, texts, Gen.Bool).Sample((before, after, ended) =>
        {
            after = ended || after.Length == 0 ? after : after[..^1];
            scratch.Write("file", before);
            scratch.Write("diff", UnifiedDiff.Between(before, after));
            if (before != after)
            {
                Run.Tool("patch", scratch.Folder, "-s", "-E", "file", "diff");
                Assert.AreEqual(after, File.Exists(scratch.At("file")) ? File.ReadAllText(scratch.At("file")) : "");
            }
        }, iter: 200, seed: "0N0XIzNsQ0O2", threads: 1);
    }
}
