using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Layout;

/// <summary>A directory's access control list says who may write, and the mode's group bits are only its mask.</summary>
[TestClass]
public sealed class AccessControlListTests
{
    private const uint Somebody = 65534;
    private const ushort UserObject = 1, User = 2, GroupObject = 4, Group = 8, Mask = 16, Other = 32;

    [TestMethod]
    public void A_user_who_may_write_by_an_entry_is_named() =>
        Assert.Contains("access control list",
            Problem((UserObject, 7, 0), (User, 7, Somebody), (GroupObject, 5, 0), (Mask, 7, 0), (Other, 5, 0))!);

    [TestMethod]
    public void A_group_that_may_write_by_an_entry_is_named() =>
        Assert.Contains("access control list",
            Problem((UserObject, 7, 0), (GroupObject, 5, 0), (Group, 7, Somebody), (Mask, 7, 0), (Other, 5, 0))!);

    [TestMethod]
    public void An_entry_that_the_mask_cuts_to_reading_lets_nobody_in() =>
        Assert.IsNull(Problem((UserObject, 7, 0), (User, 7, Somebody), (GroupObject, 5, 0), (Mask, 5, 0), (Other, 5, 0)));

    [TestMethod]
    public void An_entry_for_reading_and_the_deployers_own_let_nobody_in() => Assert.IsNull(Problem(
        (UserObject, 7, 0), (User, 7, Accounts.CurrentUser), (User, 5, Somebody), (GroupObject, 5, 0), (Mask, 7, 0), (Other, 5, 0)));

    [TestMethod]
    public void What_is_of_another_form_is_not_believed() => Assert.IsNull(AccessControlList.Parse([1, 0, 0, 0]));

    [TestMethod]
    public void The_remedy_for_an_entry_is_the_tool_for_entries() => Assert.Contains(Remedies(Setfacl),
        Advice(directory => Set(directory, (UserObject, 7, 0), (User, 7, Somebody), (GroupObject, 5, 0), (Mask, 7, 0), (Other, 5, 0))));

    [TestMethod]
    public void The_remedy_for_an_entry_of_a_group_is_the_tool_for_entries() => Assert.Contains(Remedies(Setfacl),
        Advice(directory => Set(directory, (UserObject, 7, 0), (GroupObject, 5, 0), (Group, 7, Somebody), (Mask, 7, 0), (Other, 5, 0))));

    [TestMethod]
    public void The_remedy_for_a_mode_is_another_mode() =>
        Assert.Contains(Remedies("chmod go-w"), Advice(directory => File.SetUnixFileMode(directory.Path, (UnixFileMode)0x1ff)));

    private const string Setfacl = "getfacl, setfacl";

    private static string Remedies(string tool) => $"({tool})";

    private static string Advice(Action<PosixDirectory> prepare)
    {
        using var scratch = new Scratch();
        var path = Directory.CreateDirectory(scratch.At("directory")).FullName;
        using (var directory = PosixDirectory.Open(path))
        {
            prepare(directory);
        }

        return PathTrust.Check(path).Single(problem => problem.Location.File == path).ToString();
    }

    private static string? Problem(params (ushort Tag, ushort Permissions, uint Id)[] entries)
    {
        using var scratch = new Scratch();
        using var directory = PosixDirectory.Open(Directory.CreateDirectory(scratch.At("directory")).FullName);
        Set(directory, entries);
        return PathTrust.Problem(directory);
    }

    private static void Set(PosixDirectory directory, params (ushort Tag, ushort Permissions, uint Id)[] entries)
    {
        byte[] value = [2, 0, 0, 0, .. entries.SelectMany(e => (byte[])
            [.. BitConverter.GetBytes(e.Tag), .. BitConverter.GetBytes(e.Permissions),
                .. BitConverter.GetBytes(e.Tag is User or Group ? e.Id : uint.MaxValue)])];
        directory.SetAttributes(new Dictionary<string, byte[]> { [AccessControlList.Attribute] = value });
    }
}
