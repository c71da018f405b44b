using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>When a file counts as the one that is to be installed.</summary>
[TestClass]
public sealed class StagingTests
{
    private const string Content = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly PathState Standing = new()
    {
        Kind = FileKind.File,
        Mode = FileModes.Secret,
        User = Accounts.CurrentUser,
        Group = Accounts.CurrentGroup,
        Sha256 = Content,
    };

    [TestMethod]
    public void A_file_that_is_the_same_in_everything_stands_already() =>
        Assert.IsTrue(Staging.AlreadyStands(Standing, Content, FileTraits.Secret));

    [TestMethod]
    public void One_with_another_mode_does_not() =>
        Assert.IsFalse(Staging.AlreadyStands(Standing with { Mode = FileModes.Readable }, Content, FileTraits.Secret));

    [TestMethod]
    public void One_of_another_owner_or_group_does_not()
    {
        Assert.IsFalse(Staging.AlreadyStands(Standing with { User = Standing.User + 1 }, Content, FileTraits.Secret));
        Assert.IsFalse(Staging.AlreadyStands(Standing, Content, FileTraits.Secret with { Group = Standing.Group + 1 }));
    }

    [TestMethod]
    public void One_with_other_content_or_a_link_does_not()
    {
        Assert.IsFalse(Staging.AlreadyStands(Standing with { Sha256 = new string('1', 64) }, Content, FileTraits.Secret));
        Assert.IsFalse(Staging.AlreadyStands(Standing with { Kind = FileKind.SymbolicLink }, Content, FileTraits.Secret));
    }
}
