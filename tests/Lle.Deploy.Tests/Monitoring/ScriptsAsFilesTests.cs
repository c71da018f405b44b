using System.Text;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Text;

namespace Lle.Deploy.Tests.Monitoring;

[TestClass]
public sealed class ScriptsAsFilesTests
{
    public static IEnumerable<object[]> Scripts => [["monitor_lle.sh"], ["validate_security.sh"], ["lle_status.sh"]];

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void Shellcheck_finds_nothing(string name)
    {
        using var installed = new InstalledShell("it's a prefix");
        var file = Path.Combine(installed.Root, name);
        File.WriteAllText(file, Rendered(installed, name));
        var ran = InstalledShell.Start(Tools.Require("shellcheck"), ["-s", "sh", "-S", "style", file]);
        Assert.AreEqual("", ran.Output + ran.Errors);
        Assert.AreEqual(0, ran.ExitCode);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void Checkbashisms_finds_nothing(string name)
    {
        using var installed = new InstalledShell();
        var file = Path.Combine(installed.Root, name);
        File.WriteAllText(file, Rendered(installed, name));
        var ran = InstalledShell.Start(Tools.Require("checkbashisms"), ["-f", "-p", file], new() { ["PATH"] = "/usr/bin:/bin" });
        Assert.AreEqual("", ran.Output + ran.Errors);
        Assert.AreEqual(0, ran.ExitCode);
    }

    [TestMethod]
    public void A_value_that_looks_like_a_placeholder_stays_what_it_is() =>
        Assert.AreEqual("x=@B@ y=2", Placeholders.Fill("x=@A@ y=@B@", new Dictionary<string, string> { ["A"] = "@B@", ["B"] = "2" }));

    [TestMethod]
    public void A_null_character_cannot_become_a_shell_word() => Assert.ThrowsExactly<ArgumentException>(() => ShellLiteral.Quote("a\0b"));

    private static string Rendered(InstalledShell installed, string name) => Encoding.UTF8.GetString(
        InstalledScripts.Render(installed.Layout, installed.Settings).Single(file => Path.GetFileName(file.Path) == name).Content);
}
