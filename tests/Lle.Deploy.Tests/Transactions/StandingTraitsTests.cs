using System.Buffers.Binary;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Transactions;

/// <summary>What an administrator gave a managed file stays with it when its content is replaced.</summary>
[TestClass]
public sealed class StandingTraitsTests
{
    [TestMethod]
    [DataRow(0b110_000_000u, 0b110_000_000u, DisplayName = "narrower is kept")]
    [DataRow(0b110_100_000u, 0b110_100_000u, DisplayName = "narrower for others is kept")]
    [DataRow(0b110_110_110u, 0b110_100_100u, DisplayName = "wider is corrected")]
    [DataRow(0b100_100_000u, 0b110_100_000u, DisplayName = "the owner gets what the owner needs")]
    public void A_readable_file_has_at_most_the_mode_that_stood_there(uint standing, uint expected)
    {
        using var bench = new Bench();
        var path = bench.Write("lle.conf", "old", standing);
        Assert.AreEqual(expected, Replace(bench, path, FileTraits.Public).Mode);
    }

    [TestMethod]
    public void A_secret_that_stood_open_is_closed()
    {
        using var bench = new Bench();
        var path = bench.Write("security.conf", "old", FileModes.Readable);
        Assert.AreEqual(FileModes.Secret, Replace(bench, path, FileTraits.Secret).Mode);
    }

    [TestMethod]
    public void Attributes_are_kept()
    {
        using var bench = new Bench();
        var path = bench.Write("lle.conf", "old");
        Bench.SetAttribute(path, "user.ticket", "4711"u8.ToArray());

        Assert.AreEqual(PathState.Capture(path).Attributes!["user.ticket"],
            Replace(bench, path, FileTraits.Public).Attributes!["user.ticket"]);
    }

    [TestMethod]
    public void An_access_control_list_is_kept_within_the_mode()
    {
        using var bench = new Bench();
        var path = bench.Write("lle.conf", "old", 0b110_110_000);
        Bench.SetAttribute(path, "system.posix_acl_access", AccessControlList(forUser: 65534, rights: 6));

        var after = Replace(bench, path, FileTraits.Public);

        Assert.IsTrue(after.Attributes!.ContainsKey("system.posix_acl_access"));
        Assert.AreEqual(0b110_100_000u, after.Mode, "the mask is what all may, and 644 lets nobody write");
    }

    [TestMethod]
    public void An_access_control_list_of_a_secret_is_not_kept_and_named()
    {
        using var bench = new Bench();
        var path = bench.Write("security.conf", "old", 0b110_110_000);
        Bench.SetAttribute(path, "system.posix_acl_access", AccessControlList(forUser: 65534, rights: 6));

        var after = Replace(bench, path, FileTraits.Secret, "its access control list, because the file is for its owner only");

        Assert.AreEqual(FileModes.Secret, after.Mode);
        Assert.IsNull(after.Attributes);
    }

    [TestMethod]
    public void Set_id_bits_are_not_handed_on_and_named()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old", FileModes.Program | FileModes.SetUser);
        Assert.AreEqual(FileModes.Program, Replace(bench, path, FileTraits.Program, "its set-id or sticky bits (4755)").Mode);
    }

    [TestMethod]
    public void A_capability_is_kept_by_root_and_named_by_others()
    {
        using var bench = new Bench();
        var path = bench.Write("lusush", "old", FileModes.Program);
        // VFS_CAP_REVISION_2 with cap_net_bind_service permitted and effective.
        byte[] capability = [1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        if (Accounts.CurrentUser == 0)
        {
            Bench.SetAttribute(path, "security.capability", capability);
            CollectionAssert.AreEqual(capability, Convert.FromBase64String(
                Replace(bench, path, FileTraits.Program).Attributes!["security.capability"]));
        }
        else
        {
            var before = PathState.Capture(path) with
            { Attributes = new() { ["security.capability"] = Convert.ToBase64String(capability) } };
            CollectionAssert.AreEqual(new[] { "its attribute security.capability" },
                StandingTraits.Of(before, FileTraits.Program).NotKept.ToList());
        }
    }

    [TestMethod]
    public void An_owner_of_a_configuration_is_kept_and_of_a_program_not()
    {
        var before = new PathState { Kind = FileKind.File, Mode = FileModes.Readable, User = 65534, Group = Accounts.CurrentGroup };
        var configuration = StandingTraits.Of(before, FileTraits.Public with { KeepsOwner = true });
        var program = StandingTraits.Of(before with { Mode = FileModes.Program }, FileTraits.Program);

        Assert.AreEqual(Accounts.CurrentUser == 0 ? 65534u : null, configuration.Traits.User);
        Assert.IsNull(program.Traits.User);
        Assert.HasCount(1, program.NotKept);
    }

    [TestMethod]
    public void A_restore_brings_back_exactly_what_was()
    {
        using var bench = new Bench();
        var path = bench.Write("lle.conf", "old", FileModes.Secret);
        Assert.AreEqual(FileModes.Readable, Replace(bench, path, FileTraits.Public with { IsExact = true }).Mode);
    }

    private static PathState Replace(Bench bench, string path, FileTraits traits, params string[] notKept)
    {
        using var transaction = bench.Begin();
        var change = transaction.StageFile(path, FileContent.Of("new"), traits);
        transaction.Apply(change);
        transaction.Commit();
        CollectionAssert.AreEqual(notKept, transaction.TakeNotKept().Select(n => n.What).ToArray());
        var now = PathState.Capture(path);
        Assert.AreEqual(change.After, now, "what was announced stands there");
        return now;
    }

    /// <summary>user::rw-, user:ID:rights, group::r--, mask::rw-, other::--- as the kernel has it.</summary>
    private static byte[] AccessControlList(uint forUser, ushort rights)
    {
        var list = new byte[4 + (5 * 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(list, 2);
        var at = 4;
        foreach (var (tag, permission, id) in new (
            ushort, ushort, uint)[] { (1, 6, uint.MaxValue), (2, rights, forUser), (4, 4, uint.MaxValue), (16, 6, uint.MaxValue),
            (32, 0, uint.MaxValue) })
        {
            BinaryPrimitives.WriteUInt16LittleEndian(list.AsSpan(at), tag);
            BinaryPrimitives.WriteUInt16LittleEndian(list.AsSpan(at + 2), permission);
            BinaryPrimitives.WriteUInt32LittleEndian(list.AsSpan(at + 4), id);
            at += 8;
        }

        return list;
    }
}
