using System.Text;
using Lle.Deploy.Options;
using Lle.Deploy.Tasks.Names;

namespace Lle.Deploy.Tasks.Tests.InProcess;

/// <summary>
/// Files that are made from the tables. Where one differs, the test fails; with UPDATE_RENDERED_FILES=1 in the environment it is written
/// instead.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class RenderedFilesTests
{
    [TestMethod]
    public void The_targets_hand_over_every_option_and_item_and_read_every_variable() =>
        Same(["build", "Lle.Deploy.Tasks.Options.targets"], "<!-- options -->", "<!-- end of options -->", Targets());

    [TestMethod]
    public void The_targets_read_every_option_and_item_again_before_the_commit() =>
        Same(["build", "Lle.Deploy.Tasks.Options.targets"], "<!-- options again -->", "<!-- end of options -->", Again());

    [TestMethod]
    [DataRow("Where")]
    [DataRow("What")]
    [DataRow("Judged")]
    [DataRow("Then")]
    [DataRow("Fleet")]
    public void The_page_of_properties_documents_every_option(string group) =>
        Same(["docs", "properties.md"], $"<!-- options: {group} -->", "<!-- end of options -->",
            Page(OptionTable.All.Where(option => $"{option.Group}" == group)));

    [TestMethod]
    public void The_page_of_properties_documents_what_only_a_build_has() =>
        Same(["docs", "properties.md"], "<!-- settings of the build -->", "<!-- end of options -->",
            Rows(BuildProperty.Settings.Select(setting => $"| `{setting.Name}` | {setting.Text} |"), "| property | |", "|---|---|"));

    [TestMethod]
    public void The_page_of_targets_documents_every_hook() =>
        Same(["docs", "targets.md"], "<!-- hooks -->", "<!-- end of hooks -->",
            Rows(BuildProperty.Hooks.Select(hook => $"| `{hook.Name}` | {hook.Text} | {hook.Failure} |"),
            "| property | runs | a failure |", "|---|---|---|"));

    private static string Page(IEnumerable<Option> options) => Rows(
        options.Select(option => $"| `{option.Name}` | {(option.Variable is null ? "" : $"`{option.Variable}`")} | " +
            $"{option.DefaultText ?? Quoted(option.Default)} | {option.Text} |"),
        "| property | environment | default | |",
        "|---|---|---|---|");

    private static string Quoted(string text) => text.Length == 0 ? "" : $"`{text}`";

    private static string Rows(IEnumerable<string> rows, params string[] head) => $"{string.Join('\n', [.. head, .. rows])}\n";

    private static string Targets()
    {
        var text = new StringBuilder("    <PropertyGroup>\n");
        foreach (var option in OptionTable.All.Where(option => option.Variable is not null))
        {
            text.Append($"      <{option.Name} Condition=\"'$({option.Name})' == " +
                $"''\">$([System.Environment]::GetEnvironmentVariable('{option.Variable}'))</{option.Name}>\n");
        }

        foreach (var option in Derived(OptionTable.All.Where(option => option.Default.Contains('{'))))
        {
            var value = option.Default.Replace("{", "$(", StringComparison.Ordinal).Replace("}", ")", StringComparison.Ordinal);
            text.Append($"      <{option.Name} Condition=\"'$({option.Name})' == ''\">{value}</{option.Name}>\n");
        }

        text.Append("    </PropertyGroup>\n    <ItemGroup>\n");
        foreach (var option in OptionTable.All)
        {
            // What a roll-out is told says nothing to a deployment on this machine.
            var list = option.Group == OptionGroup.Fleet ? "_LleFleetOption" : "_LleOption";
            text.Append($"      <{list} Include=\"{option.Name}\" Value=\"$([MSBuild]::Escape('$({option.Name})'))\" />\n");
        }

        foreach (var item in ItemTable.All)
        {
            text.Append($"      <_LleItem Include=\"@({item.Name})\" LleType=\"{item.Name}\" />\n");
        }

        foreach (var item in ItemTable.OfFleets)
        {
            text.Append($"      <_LleFleetItem Include=\"@({item.Name})\" LleType=\"{item.Name}\" />\n");
        }

        return text.Append("    </ItemGroup>\n").ToString();
    }

    private static string Again() => string.Join('\n',
    [
        "    <ItemGroup>",
        .. OptionTable.All.Where(option => option.Group != OptionGroup.Fleet).Select(option =>
            $"      <_LleOptionNow Include=\"{option.Name}\" Value=\"$([MSBuild]::Escape('$({option.Name})'))\" />"),
        .. ItemTable.All.Select(item => $"      <_LleItemNow Include=\"@({item.Name})\" LleType=\"{item.Name}\" />"),
        "    </ItemGroup>",
        "",
    ]);

    /// <summary>Options whose default names others, after those others.</summary>
    private static IEnumerable<Option> Derived(IEnumerable<Option> options) => options
        .SelectMany(option => Derived(OptionTable.All.Where(
        other => option.Default.Contains($"{{{other.Name}}}", StringComparison.Ordinal))).Append(option))
        .Distinct();

    /// <summary>What stands between two marks of a file.</summary>
    private static void Same(string[] file, string first, string last, string expected)
    {
        var text = Repository.Read(file);
        var start = text.IndexOf(first, StringComparison.Ordinal);
        Assert.AreNotEqual(-1, start, $"{file[^1]} has no mark {first}");
        start += first.Length + 1;
        // The mark is indented as what it ends.
        var end = text.LastIndexOf('\n', text.IndexOf(last, start, StringComparison.Ordinal)) + 1;
        if (Environment.GetEnvironmentVariable("UPDATE_RENDERED_FILES") == "1")
        {
            File.WriteAllText(Repository.Path(file), text[..start] + expected + text[end..]);
            return;
        }

        Assert.AreEqual(expected, text[start..end], $"{file[^1]}: run the tests with UPDATE_RENDERED_FILES=1 to write it");
    }
}
