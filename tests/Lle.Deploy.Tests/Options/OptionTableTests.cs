using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Options;

[TestClass]
public sealed class OptionTableTests
{
    [TestMethod]
    public void Every_option_has_a_name_of_its_own_on_the_command_line_and_in_the_environment()
    {
        CollectionAssert.AllItemsAreUnique(OptionTable.All.Select(option => option.Name).ToArray());
        CollectionAssert.AllItemsAreUnique(OptionTable.All.Select(option => option.KebabName).ToArray());
        CollectionAssert.AllItemsAreUnique(OptionTable.All.Select(option => option.Variable).OfType<string>().ToArray());
    }

    [TestMethod]
    public void Every_field_of_the_table_is_listed()
    {
        var fields = new[] { typeof(OptionTable), typeof(FleetOptions) }.SelectMany(table => table.GetFields())
            .Select(field => field.GetValue(null)).OfType<Option>().ToArray();

        CollectionAssert.AreEquivalent(fields, OptionTable.All.ToArray());
    }

    [TestMethod]
    public void A_field_is_called_as_its_option()
    {
        foreach (var field in typeof(OptionTable).GetFields().Where(field => field.FieldType == typeof(Option)))
        {
            Assert.AreEqual(((Option)field.GetValue(null)!).Name, $"Lle{field.Name}");
        }
    }

    [TestMethod]
    public void Every_default_is_a_value_that_the_reader_takes() => Assert.AreEqual("/usr/local/bin/lusush", Read([]).Layout.Binary);

    [TestMethod]
    public void The_default_directories_bear_the_name_of_the_installation()
    {
        var options = Read(new() { ["LleInstallPrefix"] = "/opt/x", ["LleBinaryName"] = "tool", ["LleName"] = "tool-beta" });

        Assert.AreEqual("tool-beta", options.Name);
        Assert.AreEqual("/opt/x/bin/tool", options.Layout.Binary);
        Assert.AreEqual(
            ("/opt/x/etc/tool-beta", "/opt/x/var/lib/tool-beta", "/opt/x/var/log/tool-beta", "/opt/x/var/lib/tool-beta/backups"),
            (options.Layout.ConfigDir, options.Layout.DataDir, options.Layout.LogDir, options.Layout.BackupDir));
    }

    [TestMethod]
    public void An_installation_is_called_as_its_program_by_default() =>
        Assert.AreEqual("/opt/x/etc/tool", Read(new() { ["LleInstallPrefix"] = "/opt/x", ["LleBinaryName"] = "tool" }).Layout.ConfigDir);

    [TestMethod]
    [DataRow("LleInstallPrefix", "install-prefix")]
    [DataRow("LleMaxStartupTime", "max-startup-time")]
    [DataRow("LleForce", "force")]
    public void On_a_command_line_an_option_is_in_kebab_case(string name, string expected) =>
        Assert.AreEqual(expected, OptionTable.Find(name)!.KebabName);

    [TestMethod]
    [DataRow("LleInstalPrefix", "LleInstallPrefix")]
    [DataRow("LlePrefix", "LleInstallPrefix")]
    [DataRow("lleinstallprefx", "LleInstallPrefix")]
    [DataRow("LleBuckets", null)]
    public void A_typing_error_finds_the_name_that_was_meant(string name, string? expected) =>
        Assert.AreEqual(expected, NearestName.Of(name, OptionTable.All.Select(option => option.Name)));

    [TestMethod]
    [DataRow("ab", "ba", 1)]
    [DataRow("abc", "abc", 0)]
    [DataRow("abc", "ABD", 1)]
    [DataRow("", "abc", 3)]
    [DataRow("kitten", "sitting", 3)]
    public void Edits_are_counted(string left, string right, int expected) => Assert.AreEqual(expected, NearestName.Distance(left, right));

    private static DeploymentOptions Read(Dictionary<string, string> values) => new OptionsReader(values, "/projects/one").Read();
}
