using Lle.Deploy.Processes;

namespace Lle.Deploy.Tests.Processes;

[TestClass]
public sealed class PrivateFolderTests
{
    [TestMethod]
    public void Nobody_else_can_enter_it()
    {
        using var folder = new PrivateFolder();
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Root));
    }

    [TestMethod]
    public void It_goes_away_with_all_that_was_put_in()
    {
        var folder = new PrivateFolder();
        using (folder)
        {
            File.WriteAllText(Path.Combine(folder.Home, ".history"), "text");
            File.SetUnixFileMode(folder.Home, UnixFileMode.None);
        }

        Assert.IsFalse(Directory.Exists(folder.Root));
    }

    [TestMethod]
    public void A_link_in_it_is_removed_and_not_followed()
    {
        using var elsewhere = new PrivateFolder();
        var kept = Path.Combine(elsewhere.Work, "kept");
        File.WriteAllText(kept, "");
        using (var folder = new PrivateFolder())
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.Work, "link"), elsewhere.Work);
        }

        Assert.IsTrue(File.Exists(kept));
    }

    [TestMethod]
    public void The_environment_is_four_variables_and_takes_nothing_over()
    {
        var names = SafeEnvironment.Of("/home").Keys;
        Assert.AreEqual("HOME LANG PATH TERM", string.Join(' ', names.Order()));
    }
}
