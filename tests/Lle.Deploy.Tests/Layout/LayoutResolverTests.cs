using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Layout;

[TestClass]
public sealed class LayoutResolverTests
{
    [TestMethod]
    public void A_relative_path_is_refused_with_its_property() =>
        Assert.AreEqual("LleInstallPrefix", Refused.With(
            "LLE1003", () => LayoutResolver.Resolve("LleInstallPrefix", "out/prefix")).Location.Property);

    [TestMethod]
    [DataRow("/a\nb")]
    [DataRow("/a\0b")]
    [DataRow("/a\u001b[31mb")]
    public void Control_characters_are_refused(string path) =>
        Refused.With("LLE1004", () => LayoutResolver.Resolve("LleInstallPrefix", path));

    [TestMethod]
    [DataRow("/opt/x/", "/opt/x")]
    [DataRow("/opt//x/./y/../z", "/opt/x/z")]
    [DataRow("/opt/a b;c|d&e$f%g@h'i\"j", "/opt/a b;c|d&e$f%g@h'i\"j")]
    public void A_path_is_normalised_and_otherwise_taken_literally(string given, string expected) =>
        Assert.AreEqual(expected, LayoutResolver.Resolve("LleInstallPrefix", given));

    [TestMethod]
    public void A_link_of_ones_own_is_followed_once()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("real/deep"));
        File.CreateSymbolicLink(scratch.At("link"), "real");
        File.CreateSymbolicLink(scratch.At("twice"), scratch.At("link"));
        Assert.AreEqual(scratch.At("real/deep/new"), LayoutResolver.Resolve("LleInstallPrefix", scratch.At("twice/deep/new")));
    }

    [TestMethod]
    public void Below_the_prefix_no_link_is_followed()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("prefix"));
        Directory.CreateDirectory(scratch.At("elsewhere"));
        File.CreateSymbolicLink(scratch.At("prefix/var"), scratch.At("elsewhere"));

        Assert.AreEqual(scratch.At("prefix/var/lib"), LayoutResolver.Below("LleDataDir", scratch.At("prefix"), "var/lib"));
    }

    [TestMethod]
    public void Two_dots_do_not_lead_out_of_the_prefix_unresolved()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("prefix"));
        Directory.CreateDirectory(scratch.At("real"));
        File.CreateSymbolicLink(scratch.At("link"), "real");

        Assert.AreEqual(scratch.At("real/data"), LayoutResolver.Below("LleDataDir", scratch.At("prefix"), "../link/data"));
    }

    [TestMethod]
    public void A_link_in_a_directory_others_may_write_to_is_refused()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("open"));
        File.CreateSymbolicLink(scratch.At("open/link"), "/opt");
        File.SetUnixFileMode(scratch.At("open"), (UnixFileMode)0x1ff);
        Assert.Contains(scratch.At("open/link"),
            Refused.With("LLE1005", () => LayoutResolver.Resolve("LleInstallPrefix", scratch.At("open/link/x"))).Message);
    }

    [TestMethod]
    public void Links_in_a_circle_are_refused()
    {
        using var scratch = new Scratch();
        File.CreateSymbolicLink(scratch.At("a"), "b");
        File.CreateSymbolicLink(scratch.At("b"), "a");
        Refused.With("LLE1005", () => LayoutResolver.Resolve("LleInstallPrefix", scratch.At("a/x")));
    }

    [TestMethod]
    [DataRow(0x1edu, true)]
    [DataRow(0x1ffu, false)]
    [DataRow(0x3ffu, true)]
    [DataRow(0x1c0u, true)]
    public void A_directory_is_trusted_when_nobody_else_can_swap_names_in_it(uint mode, bool trusted) =>
        Assert.AreEqual(trusted, PathTrust.Problem(Status(mode, Accounts.CurrentUser)) is null);

    [TestMethod]
    [DataRow(0x1edu, true)]
    [DataRow(0x1fdu, false)]
    public void A_directory_that_a_shared_group_may_write_to_is_not_trusted(uint mode, bool trusted) =>
        Assert.AreEqual(trusted, PathTrust.Problem(Status(mode, Accounts.CurrentUser) with { Group = 4711 }) is null);

    [TestMethod]
    public void A_directory_of_somebody_else_is_not_trusted() =>
        Assert.IsNotNull(PathTrust.Problem(Status(0x1ed, Accounts.CurrentUser + 4711)));

    [TestMethod]
    public void Every_untrusted_directory_on_the_way_is_named()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("a/b/c"));
        File.SetUnixFileMode(scratch.At("a"), (UnixFileMode)0x1ff);
        File.SetUnixFileMode(scratch.At("a/b"), (UnixFileMode)0x1ff);
        CollectionAssert.AreEqual(new[] { scratch.At("a"), scratch.At("a/b") },
            PathTrust.Check(scratch.At("a/b/c/not-yet")).Select(d => d.Location.File).ToArray());
    }

    private static FileStatus Status(uint mode, uint user) => new(FileKind.Directory, mode, user, Accounts.CurrentGroup, 0, 2, 1, 1, 0);
}
