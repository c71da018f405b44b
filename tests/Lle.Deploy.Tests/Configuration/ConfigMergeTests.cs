using System.Text;
using CsCheck;
using Lle.Deploy.Configuration;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Configuration;

[TestClass]
public sealed class ConfigMergeTests
{
    private const string Old = "# LLE\n# written 1\n[a]\n# about x\nx=1\ny=1\n\n[b]\nz=1\n";

    private static MergeResult Merge(string? known, string? local, string offered, MergePolicy policy = MergePolicy.Merge) =>
        ConfigMerge.Merge(known, local, offered, policy, "lle.conf", "lle.conf.template");

    [TestMethod]
    public void Without_an_installed_file_the_new_default_is_deployed() => Assert.AreEqual(Old, Merge(null, null, Old).Text);

    [TestMethod]
    public void An_unedited_file_follows_the_new_default_to_the_letter()
    {
        const string offered = "# rewritten\n[a]\nx=9\n";

        var merged = Merge(Old, Old, offered);

        Assert.AreEqual(offered, merged.Text);
        Assert.IsNull(merged.SavedDefault);
    }

    [TestMethod]
    public void An_edited_file_stays_to_the_letter_while_the_default_is_the_same()
    {
        var local = Old.Replace("y=1", "y = 5 ; mine", StringComparison.Ordinal) + "# my note";

        var merged = Merge(Old, local, Old);

        Assert.AreEqual(local, merged.Text);
        Assert.AreEqual("[a] y", merged.Edits.Single().Name);
    }

    [TestMethod]
    public void Edits_on_both_sides_of_different_keys_come_together_with_comments_and_order()
    {
        var local = Old.Replace("y=1", "# mine\ny=5", StringComparison.Ordinal) + "own=1\n";
        const string offered = "# LLE\n# written 2\n[a]\n# about x\nx=2\n# about w\nw=1\ny=1\n\n[b]\nz=1\n\n# news\n[c]\nnew=1\n";

        var merged = Merge(Old, local, offered);

        Assert.AreEqual("# LLE\n# written 2\n[a]\n# about x\nx=2\n# about w\nw=1\n# mine\ny=5\n\n[b]\nz=1\nown=1\n\n# news\n[c]\nnew=1\n",
            merged.Text);
        Assert.IsEmpty(merged.Conflicts);
        Assert.IsNull(merged.SavedDefault);
        CollectionAssert.AreEquivalent(new[] { "[a] y", "[b] own" }, merged.Edits.Select(edit => edit.Name).ToArray());
    }

    [TestMethod]
    public void Keys_above_the_first_section_are_merged_like_others()
    {
        const string known = "# LLE\ncolor=auto\nold=1\n[a]\nx=1\n";
        const string local = "# LLE\ncolor=never\nold=1\n[a]\nx=1\n";

        var merged = Merge(known, local, "# LLE\ncolor=auto\nnew=2\n[a]\nx=2\n");

        Assert.AreEqual("# LLE\ncolor=never\nnew=2\n[a]\nx=2\n", merged.Text);
        Assert.AreEqual("color", merged.Edits.Single().Name);
    }

    [TestMethod]
    public void A_first_key_above_all_sections_stays_above_them_in_an_edited_file() =>
        Assert.AreEqual("new=1\n[a]\nx=1\ny=2\n", Merge("[a]\nx=1\n", "[a]\nx=1\ny=2\n", "new=1\n[a]\nx=1\n").Text);

    [TestMethod]
    public void A_key_changed_on_both_sides_is_a_conflict_with_both_values_and_the_new_default_is_saved()
    {
        var offered = Old.Replace("x=1", "x=3", StringComparison.Ordinal);

        var merged = Merge(Old, Old.Replace("x=1", "x=2", StringComparison.Ordinal), offered);

        StringAssert.Contains(merged.Text, "x=2\n");
        Assert.AreEqual(offered, merged.SavedDefault);
        Assert.AreEqual("[a] x 2 3", merged.Conflicts.Select(change => $"{change.Name} {change.Local} {change.Offered}").Single());
        Assert.AreEqual("LLE1522(5,1)", Refused.Place(merged.Warnings.Single()));
        StringAssert.Contains(merged.Warnings.Single().Message, "local '2', new default '3'");
    }

    [TestMethod]
    public void Both_sides_changing_a_key_alike_is_no_conflict()
    {
        var both = Old.Replace("x=1", "x=2", StringComparison.Ordinal);

        Assert.IsEmpty(Merge(Old, both + "# note\n", both).Conflicts);
    }

    [TestMethod]
    public void A_key_the_new_default_drops_goes_unless_it_was_edited()
    {
        var offered = Old.Replace("x=1\ny=1\n", "", StringComparison.Ordinal);

        var merged = Merge(Old, Old.Replace("y=1", "y=2", StringComparison.Ordinal), offered);

        Assert.IsFalse(merged.Text.Contains("x=", StringComparison.Ordinal));
        StringAssert.Contains(merged.Text, "y=2");
        Assert.AreEqual("y", merged.Conflicts.Single().Key);
    }

    [TestMethod]
    public void A_key_removed_here_stays_removed()
    {
        var merged = Merge(Old, Old.Replace("y=1\n", "", StringComparison.Ordinal), Old.Replace("z=1", "z=2", StringComparison.Ordinal));

        Assert.IsFalse(merged.Text.Contains("y=", StringComparison.Ordinal));
        StringAssert.Contains(merged.Text, "z=2");
        Assert.IsNull(merged.Edits.Single().Local);
    }

    [TestMethod]
    public void A_section_the_new_default_drops_goes_with_its_keys()
    {
        var merged = Merge(Old, Old.Replace("x=1", "x=2", StringComparison.Ordinal), "# LLE\n# written 1\n[a]\n# about x\nx=1\ny=1\n");

        Assert.IsFalse(merged.Text.Contains("[b]", StringComparison.Ordinal));
    }

    [TestMethod]
    public void With_no_known_default_every_local_value_stays_and_that_is_said()
    {
        var merged = Merge(null, "[a]\nx=2\nmine=1\n", "[a]\nx=1\nnew=1\n");

        Assert.AreEqual("[a]\nx=2\nnew=1\nmine=1\n", merged.Text);
        CollectionAssert.AreEqual(new[] { "LLE1525", "LLE1522" }, merged.Warnings.Select(warning => warning.Code).ToArray());
        Assert.IsNotNull(merged.SavedDefault);
    }

    [TestMethod]
    public void Keep_leaves_the_file_and_saves_the_new_default()
    {
        var merged = Merge(Old, Old, "[a]\nx=9\n", MergePolicy.Keep);

        Assert.AreEqual(Old, merged.Text);
        Assert.AreEqual("[a]\nx=9\n", merged.SavedDefault);
    }

    [TestMethod]
    public void Replace_takes_the_new_default_and_names_every_edit_that_is_given_up()
    {
        var merged = Merge(Old, Old.Replace("y=1", "y=5", StringComparison.Ordinal) + "own=1\n", Old, MergePolicy.Replace);

        Assert.AreEqual(Old, merged.Text);
        CollectionAssert.AreEqual(new[] { "LLE1523(6,1)", "LLE1523(10,1)" }, merged.Warnings.Select(Refused.Place).ToArray());
    }

    [TestMethod]
    public void An_installed_file_with_errors_is_not_merged_but_can_be_replaced_or_kept()
    {
        const string broken = "[a]\ngarbage\n";

        CollectionAssert.AreEqual(new[] { "LLE1524(0,0)", "LLE1504(2,1)" },
            Refused.Places(() => Merge(Old, broken, "[a]\nx=2\n")).ToArray());
        Assert.AreEqual(Old, Merge(Old, broken, Old, MergePolicy.Replace).Text);
        Assert.AreEqual("LLE1504(2,1)", Refused.Places(() => Merge(Old, broken, Old, MergePolicy.Keep)).Single());
    }

    [TestMethod]
    public void An_installed_file_that_is_not_UTF8_is_never_rewritten_with_replacement_characters()
    {
        byte[] local = [.. Encoding.UTF8.GetBytes("[a]\nx=caf"), 0xe9, (byte)'\n'];

        MergeResult MergeBytes(MergePolicy policy) => ConfigMerge.Merge(null, local, "[a]\nx=1\n", policy, "lle.conf", "t");

        CollectionAssert.AreEqual(new[] { "LLE1524(0,0)", "LLE1503(2,6)" }, Refused.Places(() => MergeBytes(MergePolicy.Merge)).ToArray());
        Refused.With("LLE1503", () => MergeBytes(MergePolicy.Keep));
        Assert.AreEqual("[a]\nx=1\n", MergeBytes(MergePolicy.Replace).Text);
        StringAssert.Contains(MergeBytes(MergePolicy.Replace).Warnings.Single().Message, "caf\u00e9");
    }

    [TestMethod]
    public void Values_of_a_file_that_is_not_for_everybody_stay_out_of_messages()
    {
        var merged = ConfigMerge.Merge("[a]\nx=1\n", "[a]\nx=secret\n", "[a]\nx=hidden\n", MergePolicy.Merge, "security.conf", "t",
            hideValues: true);

        Assert.IsFalse(merged.Warnings.Single().Text.Contains("secret", StringComparison.Ordinal));
        Assert.IsFalse(merged.Warnings.Single().Text.Contains("hidden", StringComparison.Ordinal));
    }

    [TestMethod]
    public void An_unknown_policy_is_refused() => Refused.With("LLE1521", () => MergePolicies.Parse("overwrite"));

    /// <summary>The rules of the merge, said without lines: what must stand there for each key.</summary>
    [TestMethod]
    public void Any_three_files_merge_as_the_rules_say() =>
        Gen.Select(Files, Files, Files).Sample((known, local, offered) =>
        {
            var merged = Merge(Text(known), Text(local), Text(offered));
            var result = ConfigDocument.Parse(merged.Text, "merged");
            foreach (var key in known.Keys.Union(local.Keys).Union(offered.Keys))
            {
                var (k, l, o) = (known.GetValueOrDefault(key), local.GetValueOrDefault(key), offered.GetValueOrDefault(key));
                var expected = l == k ? o : l;
                Assert.AreEqual(expected, result.Find(key.Section, key.Key)?.Value, $"{key}: {k} {l} {o}\n{merged.Text}");
                Assert.AreEqual(l != k && o != k && l != o, merged.Conflicts.Any(change => (change.Section, change.Key) == key),
                    $"conflict {key}");
            }
        }, iter: 5000, seed: "0N0XIzNsQ0O2", threads: 1);

    private static readonly Gen<Dictionary<(string Section, string Key), string>> Files =
        Gen.Select(Gen.OneOf("a", "b", "c"), Gen.OneOf("x", "y", "z"), Gen.OneOf("1", "2", "3"))
            .Array[0, 8]
            .Select(entries => entries.GroupBy(entry => (entry.Item1, entry.Item2))
            .ToDictionary(group => group.Key, group => group.First().Item3));

    private static string Text(Dictionary<(string Section, string Key), string> file) =>
        string.Concat(file.GroupBy(entry => entry.Key.Section).Select(section =>
            $"[{section.Key}]\n" + string.Concat(section.Select(entry => $"{entry.Key.Key}={entry.Value}\n"))));
}
